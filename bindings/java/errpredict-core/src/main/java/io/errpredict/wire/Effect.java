// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** The measured effect of one type. */
public final class Effect extends Message {
    /** Without any field. */
    public Effect() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Effect(Map<String, Object> fields) {
        super(fields);
    }

    /** Upper end of the 95 % interval. */
    public Double high() {
        return numberAt("high");
    }

    /** Sets high. */
    public Effect high(Double value) {
        set("high", value);
        return this;
    }

    /** Lower end of the 95 % interval. */
    public Double low() {
        return numberAt("low");
    }

    /** Sets low. */
    public Effect low(Double value) {
        set("low", value);
        return this;
    }

    /** Number of outcomes behind it. */
    public Long outcomes() {
        return wholeAt("outcomes");
    }

    /** Sets outcomes. */
    public Effect outcomes(Long value) {
        set("outcomes", value);
        return this;
    }

    /** Share of the forecast errors that did not happen; below 0 when there were more than forecast. */
    public Double reduction() {
        return numberAt("reduction");
    }

    /** Sets reduction. */
    public Effect reduction(Double value) {
        set("reduction", value);
        return this;
    }
}
