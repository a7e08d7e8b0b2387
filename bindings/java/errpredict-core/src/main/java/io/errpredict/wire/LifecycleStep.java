// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** One step that was taken. */
public final class LifecycleStep extends Message {
    /** Without any field. */
    public LifecycleStep() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public LifecycleStep(Map<String, Object> fields) {
        super(fields);
    }

    /** What was asked. One of Move. */
    public String asked() {
        return textAt("asked");
    }

    /** Sets asked. */
    public LifecycleStep asked(String value) {
        set("asked", value);
        return this;
    }

    /** When. */
    public String at() {
        return textAt("at");
    }

    /** Sets at. */
    public LifecycleStep at(String value) {
        set("at", value);
        return this;
    }

    /** By whom. */
    public Object by() {
        return anyAt("by");
    }

    /** Sets by. */
    public LifecycleStep by(Object value) {
        set("by", value);
        return this;
    }

    /** The state after it. One of ActionStatus. */
    public String to() {
        return textAt("to");
    }

    /** Sets to. */
    public LifecycleStep to(String value) {
        set("to", value);
        return this;
    }
}
