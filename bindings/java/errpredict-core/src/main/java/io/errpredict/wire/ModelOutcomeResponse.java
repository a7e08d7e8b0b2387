// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** Whether that was news. */
public final class ModelOutcomeResponse extends Message {
    /** Without any field. */
    public ModelOutcomeResponse() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public ModelOutcomeResponse(Map<String, Object> fields) {
        super(fields);
    }

    /** Whether the prediction was still waiting for its outcome. */
    public Boolean known() {
        return flagAt("known");
    }

    /** Sets known. */
    public ModelOutcomeResponse known(Boolean value) {
        set("known", value);
        return this;
    }
}
