// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** Settings of [states]; see the table in the [module](self). */
public final class StatesConfig extends Message {
    /** Without any field. */
    public StatesConfig() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public StatesConfig(Map<String, Object> fields) {
        super(fields);
    }

    /** Chance of one false escalation or disappearance in a service. */
    public Double alpha() {
        return numberAt("alpha");
    }

    /** Sets alpha. */
    public StatesConfig alpha(Double value) {
        set("alpha", value);
        return this;
    }

    /** What it is compared with, in milliseconds. */
    public Long baselineMs() {
        return wholeAt("baseline_ms");
    }

    /** Sets baseline_ms. */
    public StatesConfig baselineMs(Long value) {
        set("baseline_ms", value);
        return this;
    }

    /** Least history of the service before anything is called new, in milliseconds. */
    public Long knownMs() {
        return wholeAt("known_ms");
    }

    /** Sets known_ms. */
    public StatesConfig knownMs(Long value) {
        set("known_ms", value);
        return this;
    }

    /** Silence after which an error counts as gone, in milliseconds. */
    public Long quietMs() {
        return wholeAt("quiet_ms");
    }

    /** Sets quiet_ms. */
    public StatesConfig quietMs(Long value) {
        set("quiet_ms", value);
        return this;
    }

    /** What counts as now, in milliseconds. */
    public Long recentMs() {
        return wholeAt("recent_ms");
    }

    /** Sets recent_ms. */
    public StatesConfig recentMs(Long value) {
        set("recent_ms", value);
        return this;
    }

    /** Least ratio of the rates of an escalating group. */
    public Double rise() {
        return numberAt("rise");
    }

    /** Sets rise. */
    public StatesConfig rise(Double value) {
        set("rise", value);
        return this;
    }
}
