// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** A highest or lowest point. */
public final class Extreme extends Message {
    /** Without any field. */
    public Extreme() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Extreme(Map<String, Object> fields) {
        super(fields);
    }

    /** End of the step it falls into. */
    public String time() {
        return textAt("time");
    }

    /** Sets time. */
    public Extreme time(String value) {
        set("time", value);
        return this;
    }

    /** Its value. */
    public Double value() {
        return numberAt("value");
    }

    /** Sets value. */
    public Extreme value(Double value) {
        set("value", value);
        return this;
    }
}
