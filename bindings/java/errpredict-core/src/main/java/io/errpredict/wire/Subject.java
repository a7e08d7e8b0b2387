// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a series or a mix is about: its scope, its metric and, where it is one error group alone, which. */
public final class Subject extends Message {
    /** Without any field. */
    public Subject() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Subject(Map<String, Object> fields) {
        super(fields);
    }

    /** The error group, where it is one alone. */
    public String group() {
        return textAt("group");
    }

    /** Sets group. */
    public Subject group(String value) {
        set("group", value);
        return this;
    }

    /** What of it; errors where nothing is said. */
    public Object metric() {
        return anyAt("metric");
    }

    /** Sets metric. */
    public Subject metric(Object value) {
        set("metric", value);
        return this;
    }

    /** The service, or all of them. */
    public Scope scope() {
        return messageAt("scope", Scope::new);
    }

    /** Sets scope. */
    public Subject scope(Scope value) {
        set("scope", value);
        return this;
    }
}
