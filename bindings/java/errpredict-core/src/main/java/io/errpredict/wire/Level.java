// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** A number with its unit. */
public final class Level extends Message {
    /** Without any field. */
    public Level() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Level(Map<String, Object> fields) {
        super(fields);
    }

    /** The time. */
    public Long perMs() {
        return wholeAt("per_ms");
    }

    /** Sets per_ms. */
    public Level perMs(Long value) {
        set("per_ms", value);
        return this;
    }

    /** The field unit. */
    public String unit() {
        return textAt("unit");
    }

    /** Sets unit. */
    public Level unit(String value) {
        set("unit", value);
        return this;
    }

    /** The number. */
    public Double value() {
        return numberAt("value");
    }

    /** Sets value. */
    public Level value(Double value) {
        set("value", value);
        return this;
    }
}
