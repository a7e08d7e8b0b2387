// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Texts to add. */
public final class SimilarAddRequest extends Message {
    /** Without any field. */
    public SimilarAddRequest() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public SimilarAddRequest(Map<String, Object> fields) {
        super(fields);
    }

    /** Oldest first. */
    public List<SimilarAddedText> texts() {
        return listAt("texts", value -> view(value, SimilarAddedText::new));
    }

    /** Sets texts. */
    public SimilarAddRequest texts(List<SimilarAddedText> value) {
        set("texts", value);
        return this;
    }
}
