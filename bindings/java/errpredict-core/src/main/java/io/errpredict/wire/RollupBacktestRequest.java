// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** The question, and when to alert. */
public final class RollupBacktestRequest extends Message {
    /** Without any field. */
    public RollupBacktestRequest() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public RollupBacktestRequest(Map<String, Object> fields) {
        super(fields);
    }

    /** Milliseconds between the times the log asks itself; a quarter of the horizon when absent. */
    public Long everyMs() {
        return wholeAt("every_ms");
    }

    /** Sets every_ms. */
    public RollupBacktestRequest everyMs(Long value) {
        set("every_ms", value);
        return this;
    }

    /** The heading of a page about the model on the tested times, which then is in the answer. */
    public String page() {
        return textAt("page");
    }

    /** Sets page. */
    public RollupBacktestRequest page(String value) {
        set("page", value);
        return this;
    }

    /** The question, the method, and when to alert. */
    public Plan plan() {
        return messageAt("plan", Plan::new);
    }

    /** Sets plan. */
    public RollupBacktestRequest plan(Plan value) {
        set("plan", value);
        return this;
    }

    /** Give every tested time with what was said and what came. */
    public Boolean rows() {
        return flagAt("rows");
    }

    /** Sets rows. */
    public RollupBacktestRequest rows(Boolean value) {
        set("rows", value);
        return this;
    }

    /** Seed of everything random. */
    public Long seed() {
        return wholeAt("seed");
    }

    /** Sets seed. */
    public RollupBacktestRequest seed(Long value) {
        set("seed", value);
        return this;
    }

    /** What is known of the services beside their events. */
    public Statics services() {
        return messageAt("services", Statics::new);
    }

    /** Sets services. */
    public RollupBacktestRequest services(Statics value) {
        set("services", value);
        return this;
    }
}
