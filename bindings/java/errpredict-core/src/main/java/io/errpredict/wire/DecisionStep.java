// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** One question on the way through a tree. */
public final class DecisionStep extends Message {
    /** Without any field. */
    public DecisionStep() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public DecisionStep(Map<String, Object> fields) {
        super(fields);
    }

    /** The feature asked. */
    public String feature() {
        return textAt("feature");
    }

    /** Sets feature. */
    public DecisionStep feature(String value) {
        set("feature", value);
        return this;
    }

    /** Whether the row went left. */
    public Boolean left() {
        return flagAt("left");
    }

    /** Sets left. */
    public DecisionStep left(Boolean value) {
        set("left", value);
        return this;
    }

    /** Values up to this one go left. */
    public Double threshold() {
        return numberAt("threshold");
    }

    /** Sets threshold. */
    public DecisionStep threshold(Double value) {
        set("threshold", value);
        return this;
    }

    /** Its value in the row, absent where it is missing. */
    public Double value() {
        return numberAt("value");
    }

    /** Sets value. */
    public DecisionStep value(Double value) {
        set("value", value);
        return this;
    }
}
