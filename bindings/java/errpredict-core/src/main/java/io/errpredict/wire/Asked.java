// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** One step that is asked for. */
public final class Asked extends Message {
    /** Without any field. */
    public Asked() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Asked(Map<String, Object> fields) {
        super(fields);
    }

    /** What is asked. One of Move. */
    public String asked() {
        return textAt("asked");
    }

    /** Sets asked. */
    public Asked asked(String value) {
        set("asked", value);
        return this;
    }

    /** When. */
    public String at() {
        return textAt("at");
    }

    /** Sets at. */
    public Asked at(String value) {
        set("at", value);
        return this;
    }

    /** By whom: "system" or {"person": id}. */
    public Object by() {
        return anyAt("by");
    }

    /** Sets by. */
    public Asked by(Object value) {
        set("by", value);
        return this;
    }
}
