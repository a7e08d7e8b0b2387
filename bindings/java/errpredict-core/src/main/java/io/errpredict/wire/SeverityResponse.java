// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where it falls. */
public final class SeverityResponse extends Message {
    /** Without any field. */
    public SeverityResponse() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public SeverityResponse(Map<String, Object> fields) {
        super(fields);
    }

    /** The place on the scale. One of Severity. */
    public String severity() {
        return textAt("severity");
    }

    /** Sets severity. */
    public SeverityResponse severity(String value) {
        set("severity", value);
        return this;
    }
}
