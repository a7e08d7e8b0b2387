// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Matches and groups. */
public final class SimilarResponse extends Message {
    /** Without any field. */
    public SimilarResponse() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public SimilarResponse(Map<String, Object> fields) {
        super(fields);
    }

    /** Per known text the id of the oldest text of its group. */
    public List<String> groups() {
        return listAt("groups", String.class::cast);
    }

    /** Sets groups. */
    public SimilarResponse groups(List<String> value) {
        set("groups", value);
        return this;
    }

    /** For each query (or text), the most similar known texts, best first. */
    public List<List<Found>> matches() {
        return listAt("matches", list -> asList(list, value -> view(value, Found::new)));
    }

    /** Sets matches. */
    public SimilarResponse matches(List<List<Found>> value) {
        set("matches", value);
        return this;
    }
}
