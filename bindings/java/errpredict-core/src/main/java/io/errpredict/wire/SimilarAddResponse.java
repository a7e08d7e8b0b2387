// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** How many there are. */
public final class SimilarAddResponse extends Message {
    /** Without any field. */
    public SimilarAddResponse() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public SimilarAddResponse(Map<String, Object> fields) {
        super(fields);
    }

    /** Texts in the index. */
    public Long nTexts() {
        return wholeAt("n_texts");
    }

    /** Sets n_texts. */
    public SimilarAddResponse nTexts(Long value) {
        set("n_texts", value);
        return this;
    }
}
