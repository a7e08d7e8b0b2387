// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** One match. */
public final class Found extends Message {
    /** Without any field. */
    public Found() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Found(Map<String, Object> fields) {
        super(fields);
    }

    /** The id of the known text. */
    public String id() {
        return textAt("id");
    }

    /** Sets id. */
    public Found id(String value) {
        set("id", value);
        return this;
    }

    /** Similarity, 0 to 1. */
    public Double score() {
        return numberAt("score");
    }

    /** Sets score. */
    public Found score(Double value) {
        set("score", value);
        return this;
    }
}
