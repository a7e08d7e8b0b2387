// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The texts most like it. */
public final class SimilarNearestResponse extends Message {
    /** Without any field. */
    public SimilarNearestResponse() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public SimilarNearestResponse(Map<String, Object> fields) {
        super(fields);
    }

    /** Best first. */
    public List<SimilarMatch> matches() {
        return listAt("matches", value -> view(value, SimilarMatch::new));
    }

    /** Sets matches. */
    public SimilarNearestResponse matches(List<SimilarMatch> value) {
        set("matches", value);
        return this;
    }
}
