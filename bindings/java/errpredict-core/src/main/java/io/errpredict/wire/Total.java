// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** The sum of all steps of a forecast. */
public final class Total extends Message {
    /** Without any field. */
    public Total() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Total(Map<String, Object> fields) {
        super(fields);
    }

    /** Lower end of its interval, at the level of the forecast. */
    public Double lower() {
        return numberAt("lower");
    }

    /** Sets lower. */
    public Total lower(Double value) {
        set("lower", value);
        return this;
    }

    /** Upper end of its interval. */
    public Double upper() {
        return numberAt("upper");
    }

    /** Sets upper. */
    public Total upper(Double value) {
        set("upper", value);
        return this;
    }

    /** Its mean: the sum of the points, and what such sums missed on average at earlier origins. */
    public Double value() {
        return numberAt("value");
    }

    /** Sets value. */
    public Total value(Double value) {
        set("value", value);
        return this;
    }
}
