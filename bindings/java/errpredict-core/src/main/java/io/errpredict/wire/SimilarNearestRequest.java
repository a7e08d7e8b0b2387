// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** A text to look for. */
public final class SimilarNearestRequest extends Message {
    /** Without any field. */
    public SimilarNearestRequest() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public SimilarNearestRequest(Map<String, Object> fields) {
        super(fields);
    }

    /** Least similarity of a match, 0 to 1. */
    public Double least() {
        return numberAt("least");
    }

    /** Sets least. */
    public SimilarNearestRequest least(Double value) {
        set("least", value);
        return this;
    }

    /** The partition to look in. */
    public String partition() {
        return textAt("partition");
    }

    /** Sets partition. */
    public SimilarNearestRequest partition(String value) {
        set("partition", value);
        return this;
    }

    /** The text. */
    public String text() {
        return textAt("text");
    }

    /** Sets text. */
    public SimilarNearestRequest text(String value) {
        set("text", value);
        return this;
    }

    /** Most matches; 10 when absent, 1,000 at most. */
    public Long top() {
        return wholeAt("top");
    }

    /** Sets top. */
    public SimilarNearestRequest top(Long value) {
        set("top", value);
        return this;
    }
}
