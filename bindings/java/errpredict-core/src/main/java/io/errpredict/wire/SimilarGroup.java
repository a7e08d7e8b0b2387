// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Another error group with nearly the same words. */
public final class SimilarGroup extends Message {
    /** Without any field. */
    public SimilarGroup() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public SimilarGroup(Map<String, Object> fields) {
        super(fields);
    }

    /** Whether a person decided that the two are the same. */
    public Boolean decided() {
        return flagAt("decided");
    }

    /** Sets decided. */
    public SimilarGroup decided(Boolean value) {
        set("decided", value);
        return this;
    }

    /** Its type of error. */
    public String errorType() {
        return textAt("error_type");
    }

    /** Sets error_type. */
    public SimilarGroup errorType(String value) {
        set("error_type", value);
        return this;
    }

    /** Its fingerprint. */
    public String fingerprint() {
        return textAt("fingerprint");
    }

    /** Sets fingerprint. */
    public SimilarGroup fingerprint(String value) {
        set("fingerprint", value);
        return this;
    }

    /** What it is called: its type, or what its messages have in common where it has none. */
    public String label() {
        return textAt("label");
    }

    /** Sets label. */
    public SimilarGroup label(String value) {
        set("label", value);
        return this;
    }

    /** Similarity of type and message, 0 to 1. */
    public Double score() {
        return numberAt("score");
    }

    /** Sets score. */
    public SimilarGroup score(Double value) {
        set("score", value);
        return this;
    }

    /** Its services, by name, at most 8. */
    public List<String> services() {
        return listAt("services", String.class::cast);
    }

    /** Sets services. */
    public SimilarGroup services(List<String> value) {
        set("services", value);
        return this;
    }
}
