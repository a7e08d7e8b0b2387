// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The log, the model and what is asked. */
public final class PredictRequest extends Message {
    /** Without any field. */
    public PredictRequest() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public PredictRequest(Map<String, Object> fields) {
        super(fields);
    }

    /** The events, in any order. */
    public List<Event> events() {
        return listAt("events", value -> view(value, Event::new));
    }

    /** Sets events. */
    public PredictRequest events(List<Event> value) {
        set("events", value);
        return this;
    }

    /** The model of an answer of train or train_severity, or the bytes of a model file, in base64. */
    public String model() {
        return textAt("model");
    }

    /** Sets model. */
    public PredictRequest model(String value) {
        set("model", value);
        return this;
    }

    /** What is asked; every service at the end of the log when absent. */
    public List<TimedQuery> queries() {
        return listAt("queries", value -> view(value, TimedQuery::new));
    }

    /** Sets queries. */
    public PredictRequest queries(List<TimedQuery> value) {
        set("queries", value);
        return this;
    }

    /** Caps and retention of the counts. */
    public RollupConfig rollup() {
        return messageAt("rollup", RollupConfig::new);
    }

    /** Sets rollup. */
    public PredictRequest rollup(RollupConfig value) {
        set("rollup", value);
        return this;
    }

    /** What is known of the services beside their events. */
    public Statics services() {
        return messageAt("services", Statics::new);
    }

    /** Sets services. */
    public PredictRequest services(Statics value) {
        set("services", value);
        return this;
    }
}
