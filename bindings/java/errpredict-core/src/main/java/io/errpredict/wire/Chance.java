// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** How often chance alone brings such a thing, all tests counted in. */
public final class Chance extends Message {
    /** Without any field. */
    public Chance() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Chance(Map<String, Object> fields) {
        super(fields);
    }

    /** Once in so many weeks on average; above 0, at most a million. */
    public Double onceInWeeks() {
        return numberAt("once_in_weeks");
    }

    /** Sets once_in_weeks. */
    public Chance onceInWeeks(Double value) {
        set("once_in_weeks", value);
        return this;
    }
}
