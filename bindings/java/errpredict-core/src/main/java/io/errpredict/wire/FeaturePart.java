// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** One feature's part in a prediction. */
public final class FeaturePart extends Message {
    /** Without any field. */
    public FeaturePart() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public FeaturePart(Map<String, Object> fields) {
        super(fields);
    }

    /** What it adds. */
    public Double contribution() {
        return numberAt("contribution");
    }

    /** Sets contribution. */
    public FeaturePart contribution(Double value) {
        set("contribution", value);
        return this;
    }

    /** Name of the feature. */
    public String feature() {
        return textAt("feature");
    }

    /** Sets feature. */
    public FeaturePart feature(String value) {
        set("feature", value);
        return this;
    }

    /** Its value, absent where it is missing. */
    public Double value() {
        return numberAt("value");
    }

    /** Sets value. */
    public FeaturePart value(Double value) {
        set("value", value);
        return this;
    }
}
