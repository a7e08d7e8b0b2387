// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The question, and the times to learn from. */
public final class RollupTrainRequest extends Message {
    /** Without any field. */
    public RollupTrainRequest() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public RollupTrainRequest(Map<String, Object> fields) {
        super(fields);
    }

    /** Milliseconds between the times the log asks itself; a quarter of the horizon when absent. */
    public Long everyMs() {
        return wholeAt("every_ms");
    }

    /** Sets every_ms. */
    public RollupTrainRequest everyMs(Long value) {
        set("every_ms", value);
        return this;
    }

    /** The heading of a page about the model, which then is in the answer. */
    public String page() {
        return textAt("page");
    }

    /** Sets page. */
    public RollupTrainRequest page(String value) {
        set("page", value);
        return this;
    }

    /** The question, the method, and when to alert. */
    public Plan plan() {
        return messageAt("plan", Plan::new);
    }

    /** Sets plan. */
    public RollupTrainRequest plan(Plan value) {
        set("plan", value);
        return this;
    }

    /** Times to learn from; those the log asks itself when absent. */
    public List<TimedQuery> queries() {
        return listAt("queries", value -> view(value, TimedQuery::new));
    }

    /** Sets queries. */
    public RollupTrainRequest queries(List<TimedQuery> value) {
        set("queries", value);
        return this;
    }

    /** Seed of everything random. */
    public Long seed() {
        return wholeAt("seed");
    }

    /** Sets seed. */
    public RollupTrainRequest seed(Long value) {
        set("seed", value);
        return this;
    }

    /** What is known of the services beside their events. */
    public Statics services() {
        return messageAt("services", Statics::new);
    }

    /** Sets services. */
    public RollupTrainRequest services(Statics value) {
        set("services", value);
        return this;
    }
}
