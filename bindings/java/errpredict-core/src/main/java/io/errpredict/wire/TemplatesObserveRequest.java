// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Messages to learn from. */
public final class TemplatesObserveRequest extends Message {
    /** Without any field. */
    public TemplatesObserveRequest() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public TemplatesObserveRequest(Map<String, Object> fields) {
        super(fields);
    }

    /** Oldest first. */
    public List<String> messages() {
        return listAt("messages", String.class::cast);
    }

    /** Sets messages. */
    public TemplatesObserveRequest messages(List<String> value) {
        set("messages", value);
        return this;
    }
}
