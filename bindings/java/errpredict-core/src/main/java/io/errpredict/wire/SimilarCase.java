// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** An earlier case that looked alike. */
public final class SimilarCase extends Message {
    /** Without any field. */
    public SimilarCase() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public SimilarCase(Map<String, Object> fields) {
        super(fields);
    }

    /** How alike, 0 to 1. */
    public Double cosine() {
        return numberAt("cosine");
    }

    /** Sets cosine. */
    public SimilarCase cosine(Double value) {
        set("cosine", value);
        return this;
    }

    /** Whether that helped. */
    public Boolean helped() {
        return flagAt("helped");
    }

    /** Sets helped. */
    public SimilarCase helped(Boolean value) {
        set("helped", value);
        return this;
    }

    /** Its id. */
    public String id() {
        return textAt("id");
    }

    /** Sets id. */
    public SimilarCase id(String value) {
        set("id", value);
        return this;
    }

    /** What it was. One of CauseKind. */
    public String kind() {
        return textAt("kind");
    }

    /** Sets kind. */
    public SimilarCase kind(String value) {
        set("kind", value);
        return this;
    }

    /** What was done, in words. */
    public String resolution() {
        return textAt("resolution");
    }

    /** Sets resolution. */
    public SimilarCase resolution(String value) {
        set("resolution", value);
        return this;
    }
}
