// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An answer. */
public final class SeverityPrediction extends Message {
    /** Without any field. */
    public SeverityPrediction() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public SeverityPrediction(Map<String, Object> fields) {
        super(fields);
    }

    /** Place of the class that gained most on how often it comes. */
    public Long balanced() {
        return wholeAt("balanced");
    }

    /** Sets balanced. */
    public SeverityPrediction balanced(Long value) {
        set("balanced", value);
        return this;
    }

    /** Place of the likeliest class in [CLASSES]. */
    public Long likeliest() {
        return wholeAt("likeliest");
    }

    /** Sets likeliest. */
    public SeverityPrediction likeliest(Long value) {
        set("likeliest", value);
        return this;
    }

    /** Probability of each class. */
    public List<Double> probabilities() {
        return listAt("probabilities", Message::asNumber);
    }

    /** Sets probabilities. */
    public SeverityPrediction probabilities(List<Double> value) {
        set("probabilities", value);
        return this;
    }

    /** The same before calibration and without outcomes: what the method says. */
    public List<Double> raw() {
        return listAt("raw", Message::asNumber);
    }

    /** Sets raw. */
    public SeverityPrediction raw(List<Double> value) {
        set("raw", value);
        return this;
    }
}
