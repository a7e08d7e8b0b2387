// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** A number before and now, per hour or as a level. */
public final class BeforeAndNow extends Message {
    /** Without any field. */
    public BeforeAndNow() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public BeforeAndNow(Map<String, Object> fields) {
        super(fields);
    }

    /** Usual value. */
    public Double before() {
        return numberAt("before");
    }

    /** Sets before. */
    public BeforeAndNow before(Double value) {
        set("before", value);
        return this;
    }

    /** Value now. */
    public Double now() {
        return numberAt("now");
    }

    /** Sets now. */
    public BeforeAndNow now(Double value) {
        set("now", value);
        return this;
    }
}
