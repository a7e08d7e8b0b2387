// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The log, how far ahead, and the times to learn from. */
public final class TrainSeverityRequest extends Message {
    /** Without any field. */
    public TrainSeverityRequest() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public TrainSeverityRequest(Map<String, Object> fields) {
        super(fields);
    }

    /** The events, in any order. */
    public List<Event> events() {
        return listAt("events", value -> view(value, Event::new));
    }

    /** Sets events. */
    public TrainSeverityRequest events(List<Event> value) {
        set("events", value);
        return this;
    }

    /** Milliseconds between the times the log asks itself; a quarter of the horizon when absent. */
    public Long everyMs() {
        return wholeAt("every_ms");
    }

    /** Sets every_ms. */
    public TrainSeverityRequest everyMs(Long value) {
        set("every_ms", value);
        return this;
    }

    /** How far ahead, in milliseconds: whole minutes, at least one. */
    public Long horizonMs() {
        return wholeAt("horizon_ms");
    }

    /** Sets horizon_ms. */
    public TrainSeverityRequest horizonMs(Long value) {
        set("horizon_ms", value);
        return this;
    }

    /** The method of every step from one severity to the next; chosen on later rows when absent. */
    public Predictor method() {
        return messageAt("method", Predictor::new);
    }

    /** Sets method. */
    public TrainSeverityRequest method(Predictor value) {
        set("method", value);
        return this;
    }

    /** Times to learn from; those the log asks itself when absent. */
    public List<TimedQuery> queries() {
        return listAt("queries", value -> view(value, TimedQuery::new));
    }

    /** Sets queries. */
    public TrainSeverityRequest queries(List<TimedQuery> value) {
        set("queries", value);
        return this;
    }

    /** Caps and retention of the counts. */
    public RollupConfig rollup() {
        return messageAt("rollup", RollupConfig::new);
    }

    /** Sets rollup. */
    public TrainSeverityRequest rollup(RollupConfig value) {
        set("rollup", value);
        return this;
    }

    /** Seed of everything random. */
    public Long seed() {
        return wholeAt("seed");
    }

    /** Sets seed. */
    public TrainSeverityRequest seed(Long value) {
        set("seed", value);
        return this;
    }

    /** What is known of the services beside their events. */
    public Statics services() {
        return messageAt("services", Statics::new);
    }

    /** Sets services. */
    public TrainSeverityRequest services(Statics value) {
        set("services", value);
        return this;
    }
}
