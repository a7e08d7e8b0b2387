// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a person decided about two error groups. */
public final class ErrorDecision extends Message {
    /** Without any field. */
    public ErrorDecision() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public ErrorDecision(Map<String, Object> fields) {
        super(fields);
    }

    /** When. */
    public String at() {
        return textAt("at");
    }

    /** Sets at. */
    public ErrorDecision at(String value) {
        set("at", value);
        return this;
    }

    /** One fingerprint, 16 hexadecimal digits. */
    public String one() {
        return textAt("one");
    }

    /** Sets one. */
    public ErrorDecision one(String value) {
        set("one", value);
        return this;
    }

    /** The other. */
    public String other() {
        return textAt("other");
    }

    /** Sets other. */
    public ErrorDecision other(String value) {
        set("other", value);
        return this;
    }

    /** Whether they are the same error. */
    public Boolean same() {
        return flagAt("same");
    }

    /** Sets same. */
    public ErrorDecision same(Boolean value) {
        set("same", value);
        return this;
    }
}
