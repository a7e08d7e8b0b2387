// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The log, the question, and the times to learn from. */
public final class TrainRequest extends Message {
    /** Without any field. */
    public TrainRequest() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public TrainRequest(Map<String, Object> fields) {
        super(fields);
    }

    /** The events, in any order. */
    public List<Event> events() {
        return listAt("events", value -> view(value, Event::new));
    }

    /** Sets events. */
    public TrainRequest events(List<Event> value) {
        set("events", value);
        return this;
    }

    /** Milliseconds between the times the log asks itself; a quarter of the horizon when absent. */
    public Long everyMs() {
        return wholeAt("every_ms");
    }

    /** Sets every_ms. */
    public TrainRequest everyMs(Long value) {
        set("every_ms", value);
        return this;
    }

    /** The heading of a page about the model (how good, when it alerts, what it relies on), which then is in the answer. */
    public String page() {
        return textAt("page");
    }

    /** Sets page. */
    public TrainRequest page(String value) {
        set("page", value);
        return this;
    }

    /** The question, the method, and when to alert. */
    public Plan plan() {
        return messageAt("plan", Plan::new);
    }

    /** Sets plan. */
    public TrainRequest plan(Plan value) {
        set("plan", value);
        return this;
    }

    /** Times to learn from; those the log asks itself when absent. */
    public List<TimedQuery> queries() {
        return listAt("queries", value -> view(value, TimedQuery::new));
    }

    /** Sets queries. */
    public TrainRequest queries(List<TimedQuery> value) {
        set("queries", value);
        return this;
    }

    /** Caps and retention of the counts. */
    public RollupConfig rollup() {
        return messageAt("rollup", RollupConfig::new);
    }

    /** Sets rollup. */
    public TrainRequest rollup(RollupConfig value) {
        set("rollup", value);
        return this;
    }

    /** Seed of everything random. */
    public Long seed() {
        return wholeAt("seed");
    }

    /** Sets seed. */
    public TrainRequest seed(Long value) {
        set("seed", value);
        return this;
    }

    /** What is known of the services beside their events. */
    public Statics services() {
        return messageAt("services", Statics::new);
    }

    /** Sets services. */
    public TrainRequest services(Statics value) {
        set("services", value);
        return this;
    }
}
