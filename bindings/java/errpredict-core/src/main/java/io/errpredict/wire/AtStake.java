// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** So many errors or requests an hour more than expected, while the trouble lasts. */
public final class AtStake extends Message {
    /** Without any field. */
    public AtStake() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public AtStake(Map<String, Object> fields) {
        super(fields);
    }

    /** What there is too much of. */
    public Object metric() {
        return anyAt("metric");
    }

    /** Sets metric. */
    public AtStake metric(Object value) {
        set("metric", value);
        return this;
    }

    /** The time. */
    public Long perMs() {
        return wholeAt("per_ms");
    }

    /** Sets per_ms. */
    public AtStake perMs(Long value) {
        set("per_ms", value);
        return this;
    }

    /** The field unit. */
    public String unit() {
        return textAt("unit");
    }

    /** Sets unit. */
    public AtStake unit(String value) {
        set("unit", value);
        return this;
    }

    /** The number. */
    public Double value() {
        return numberAt("value");
    }

    /** Sets value. */
    public AtStake value(Double value) {
        set("value", value);
        return this;
    }
}
