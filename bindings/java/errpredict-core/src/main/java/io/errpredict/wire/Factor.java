// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A contributing factor: features that tell of the same, with the sum of their parts. */
public final class Factor extends Message {
    /** Without any field. */
    public Factor() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Factor(Map<String, Object> fields) {
        super(fields);
    }

    /** What they add together. */
    public Double contribution() {
        return numberAt("contribution");
    }

    /** Sets contribution. */
    public Factor contribution(Double value) {
        set("contribution", value);
        return this;
    }

    /** What its features tell of. */
    public String factor() {
        return textAt("factor");
    }

    /** Sets factor. */
    public Factor factor(String value) {
        set("factor", value);
        return this;
    }

    /** The features, those that add or take most first. */
    public List<FeaturePart> features() {
        return listAt("features", value -> view(value, FeaturePart::new));
    }

    /** Sets features. */
    public Factor features(List<FeaturePart> value) {
        set("features", value);
        return this;
    }

    /** What the one of them says that moved most in that direction, in plain words: 2.8 h since the last info event. */
    public String words() {
        return textAt("words");
    }

    /** Sets words. */
    public Factor words(String value) {
        set("words", value);
        return this;
    }
}
