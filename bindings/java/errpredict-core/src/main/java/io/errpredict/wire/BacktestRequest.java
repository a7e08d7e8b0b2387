// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The log and the question. */
public final class BacktestRequest extends Message {
    /** Without any field. */
    public BacktestRequest() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public BacktestRequest(Map<String, Object> fields) {
        super(fields);
    }

    /** The events, in any order. */
    public List<Event> events() {
        return listAt("events", value -> view(value, Event::new));
    }

    /** Sets events. */
    public BacktestRequest events(List<Event> value) {
        set("events", value);
        return this;
    }

    /** Milliseconds between the times the log asks itself; a quarter of the horizon when absent. */
    public Long everyMs() {
        return wholeAt("every_ms");
    }

    /** Sets every_ms. */
    public BacktestRequest everyMs(Long value) {
        set("every_ms", value);
        return this;
    }

    /** The heading of a page about the model on the tested times, which then is in the answer. */
    public String page() {
        return textAt("page");
    }

    /** Sets page. */
    public BacktestRequest page(String value) {
        set("page", value);
        return this;
    }

    /** The question, the method, and when to alert. */
    public Plan plan() {
        return messageAt("plan", Plan::new);
    }

    /** Sets plan. */
    public BacktestRequest plan(Plan value) {
        set("plan", value);
        return this;
    }

    /** Caps and retention of the counts. */
    public RollupConfig rollup() {
        return messageAt("rollup", RollupConfig::new);
    }

    /** Sets rollup. */
    public BacktestRequest rollup(RollupConfig value) {
        set("rollup", value);
        return this;
    }

    /** Give every tested time with what was said and what came. */
    public Boolean rows() {
        return flagAt("rows");
    }

    /** Sets rows. */
    public BacktestRequest rows(Boolean value) {
        set("rows", value);
        return this;
    }

    /** Seed of everything random. */
    public Long seed() {
        return wholeAt("seed");
    }

    /** Sets seed. */
    public BacktestRequest seed(Long value) {
        set("seed", value);
        return this;
    }

    /** What is known of the services beside their events. */
    public Statics services() {
        return messageAt("services", Statics::new);
    }

    /** Sets services. */
    public BacktestRequest services(Statics value) {
        set("services", value);
        return this;
    }
}
