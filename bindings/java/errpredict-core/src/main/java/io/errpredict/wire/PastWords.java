// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** How often it came after such a probability was said, walked forward over the past. */
public final class PastWords extends Message {
    /** Without any field. */
    public PastWords() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public PastWords(Map<String, Object> fields) {
        super(fields);
    }

    /** How often it came: a share. */
    public Double came() {
        return numberAt("came");
    }

    /** Sets came. */
    public PastWords came(Double value) {
        set("came", value);
        return this;
    }

    /** In how many cases. */
    public Long cases() {
        return wholeAt("cases");
    }

    /** Sets cases. */
    public PastWords cases(Long value) {
        set("cases", value);
        return this;
    }

    /** What was said, on average. */
    public Double said() {
        return numberAt("said");
    }

    /** Sets said. */
    public PastWords said(Double value) {
        set("said", value);
        return this;
    }
}
