// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** Two templates that turned out to be one. */
public final class Merge extends Message {
    /** Without any field. */
    public Merge() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Merge(Map<String, Object> fields) {
        super(fields);
    }

    /** Number of messages observed when it happened, the deciding one included. */
    public Long atMessage() {
        return wholeAt("at_message");
    }

    /** Sets at_message. */
    public Merge atMessage(Long value) {
        set("at_message", value);
        return this;
    }

    /** The id that no longer stands alone. */
    public Long from() {
        return wholeAt("from");
    }

    /** Sets from. */
    public Merge from(Long value) {
        set("from", value);
        return this;
    }

    /** The id that stays. */
    public Long into() {
        return wholeAt("into");
    }

    /** Sets into. */
    public Merge into(Long value) {
        set("into", value);
        return this;
    }
}
