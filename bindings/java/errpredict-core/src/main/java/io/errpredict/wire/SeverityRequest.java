// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** What to map. */
public final class SeverityRequest extends Message {
    /** Without any field. */
    public SeverityRequest() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public SeverityRequest(Map<String, Object> fields) {
        super(fields);
    }

    /** A level name, in any case: WARN, err, Fatal error. */
    public String level() {
        return textAt("level");
    }

    /** Sets level. */
    public SeverityRequest level(String value) {
        set("level", value);
        return this;
    }
}
