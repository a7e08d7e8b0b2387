// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** What one feature or factor is worth to a model. */
public final class Importance extends Message {
    /** Without any field. */
    public Importance() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Importance(Map<String, Object> fields) {
        super(fields);
    }

    /** Its share of the gain, 0 to 1; absent for a method without one. */
    public Double gain() {
        return numberAt("gain");
    }

    /** Sets gain. */
    public Importance gain(Double value) {
        set("gain", value);
        return this;
    }

    /** The feature or factor. */
    public String name() {
        return textAt("name");
    }

    /** Sets name. */
    public Importance name(String value) {
        set("name", value);
        return this;
    }

    /** How much the log loss rises when it is shuffled, mean of the shuffles; near 0 or below: not needed. */
    public Double permutation() {
        return numberAt("permutation");
    }

    /** Sets permutation. */
    public Importance permutation(Double value) {
        set("permutation", value);
        return this;
    }

    /** Standard deviation of that between shuffles. */
    public Double spread() {
        return numberAt("spread");
    }

    /** Sets spread. */
    public Importance spread(Double value) {
        set("spread", value);
        return this;
    }
}
