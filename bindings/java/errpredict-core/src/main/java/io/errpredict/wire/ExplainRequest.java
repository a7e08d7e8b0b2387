// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The log, the model and what is asked. */
public final class ExplainRequest extends Message {
    /** Without any field. */
    public ExplainRequest() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public ExplainRequest(Map<String, Object> fields) {
        super(fields);
    }

    /** The events, in any order. */
    public List<Event> events() {
        return listAt("events", value -> view(value, Event::new));
    }

    /** Sets events. */
    public ExplainRequest events(List<Event> value) {
        set("events", value);
        return this;
    }

    /**
     * Tell what the model relies on instead: how much worse it gets when a factor or feature is shuffled over the
     * queries (over times of the log when absent), and its share of the gain in training.
     */
    public Boolean importance() {
        return flagAt("importance");
    }

    /** Sets importance. */
    public ExplainRequest importance(Boolean value) {
        set("importance", value);
        return this;
    }

    /** The model of an answer of train, or the bytes of a model file, in base64. */
    public String model() {
        return textAt("model");
    }

    /** Sets model. */
    public ExplainRequest model(String value) {
        set("model", value);
        return this;
    }

    /** Ways through single trees to tell with each, those that moved most first. */
    public Long paths() {
        return wholeAt("paths");
    }

    /** Sets paths. */
    public ExplainRequest paths(Long value) {
        set("paths", value);
        return this;
    }

    /** What is asked; every service at the end of the log when absent. */
    public List<TimedQuery> queries() {
        return listAt("queries", value -> view(value, TimedQuery::new));
    }

    /** Sets queries. */
    public ExplainRequest queries(List<TimedQuery> value) {
        set("queries", value);
        return this;
    }

    /** Caps and retention of the counts. */
    public RollupConfig rollup() {
        return messageAt("rollup", RollupConfig::new);
    }

    /** Sets rollup. */
    public ExplainRequest rollup(RollupConfig value) {
        set("rollup", value);
        return this;
    }

    /** What is known of the services beside their events. */
    public Statics services() {
        return messageAt("services", Statics::new);
    }

    /** Sets services. */
    public ExplainRequest services(Statics value) {
        set("services", value);
        return this;
    }
}
