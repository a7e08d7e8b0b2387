// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** An error as it crosses a border: the code is stable and the same in every language. */
public final class ErrorMessage extends Message {
    /** Without any field. */
    public ErrorMessage() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public ErrorMessage(Map<String, Object> fields) {
        super(fields);
    }

    /** The stable code, such as not_enough_data. One of ErrorKind. */
    public String code() {
        return textAt("code");
    }

    /** Sets code. */
    public ErrorMessage code(String value) {
        set("code", value);
        return this;
    }

    /** Where: file, path in the request, line, column, field and the like. */
    public Map<String, String> context() {
        return mapAt("context", String.class::cast);
    }

    /** Sets context. */
    public ErrorMessage context(Map<String, String> value) {
        set("context", value);
        return this;
    }

    /** What went wrong, with the numbers, for people. */
    public String message() {
        return textAt("message");
    }

    /** Sets message. */
    public ErrorMessage message(String value) {
        set("message", value);
        return this;
    }

    /** Whether the very same call may succeed when it is made again later; false when absent. */
    public Boolean retryable() {
        return flagAt("retryable");
    }

    /** Sets retryable. */
    public ErrorMessage retryable(Boolean value) {
        set("retryable", value);
        return this;
    }
}
