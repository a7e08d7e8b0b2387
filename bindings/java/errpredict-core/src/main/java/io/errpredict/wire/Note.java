// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** A part that could not be had. */
public final class Note extends Message {
    /** Without any field. */
    public Note() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Note(Map<String, Object> fields) {
        super(fields);
    }

    /** The error code, such as not_enough_data. */
    public String code() {
        return textAt("code");
    }

    /** Sets code. */
    public Note code(String value) {
        set("code", value);
        return this;
    }

    /** Why, with the numbers. */
    public String message() {
        return textAt("message");
    }

    /** Sets message. */
    public Note message(String value) {
        set("message", value);
        return this;
    }

    /** The part: anomalies, states, predictions, forecast, capacity, causes. */
    public String part() {
        return textAt("part");
    }

    /** Sets part. */
    public Note part(String value) {
        set("part", value);
        return this;
    }
}
