// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** Up to when to judge. */
public final class MonitorAdvanceRequest extends Message {
    /** Without any field. */
    public MonitorAdvanceRequest() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public MonitorAdvanceRequest(Map<String, Object> fields) {
        super(fields);
    }

    /** The time; it never goes back. */
    public String at() {
        return textAt("at");
    }

    /** Sets at. */
    public MonitorAdvanceRequest at(String value) {
        set("at", value);
        return this;
    }
}
