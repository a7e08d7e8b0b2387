// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** The event. */
public final class FingerprintRequest extends Message {
    /** Without any field. */
    public FingerprintRequest() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public FingerprintRequest(Map<String, Object> fields) {
        super(fields);
    }

    /** The event whose type, message and stack trace are read. */
    public Event event() {
        return messageAt("event", Event::new);
    }

    /** Sets event. */
    public FingerprintRequest event(Event value) {
        set("event", value);
        return this;
    }
}
