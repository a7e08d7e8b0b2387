// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** One service at one time. */
public final class TimedQuery extends Message {
    /** Without any field. */
    public TimedQuery() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public TimedQuery(Map<String, Object> fields) {
        super(fields);
    }

    /** The time; nothing after it is read. */
    public String at() {
        return textAt("at");
    }

    /** Sets at. */
    public TimedQuery at(String value) {
        set("at", value);
        return this;
    }

    /** The service. */
    public String service() {
        return textAt("service");
    }

    /** Sets service. */
    public TimedQuery service(String value) {
        set("service", value);
        return this;
    }

    /**
     * What it is for, in train: train is fitted on, val chooses and calibrates, the rest is ignored; by time when no
     * query says so.
     */
    public String split() {
        return textAt("split");
    }

    /** Sets split. */
    public TimedQuery split(String value) {
        set("split", value);
        return this;
    }
}
