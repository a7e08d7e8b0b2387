// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** No settings. */
public final class SimilarSettings extends Message {
    /** Without any field. */
    public SimilarSettings() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public SimilarSettings(Map<String, Object> fields) {
        super(fields);
    }
}
