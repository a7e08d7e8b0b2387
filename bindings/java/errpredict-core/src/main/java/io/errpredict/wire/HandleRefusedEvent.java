// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** One event that was refused. */
public final class HandleRefusedEvent extends Message {
    /** Without any field. */
    public HandleRefusedEvent() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public HandleRefusedEvent(Map<String, Object> fields) {
        super(fields);
    }

    /** Why. */
    public ErrorMessage error() {
        return messageAt("error", ErrorMessage::new);
    }

    /** Sets error. */
    public HandleRefusedEvent error(ErrorMessage value) {
        set("error", value);
        return this;
    }

    /** Its place among those given, from 0. */
    public Long place() {
        return wholeAt("place");
    }

    /** Sets place. */
    public HandleRefusedEvent place(Long value) {
        set("place", value);
        return this;
    }
}
