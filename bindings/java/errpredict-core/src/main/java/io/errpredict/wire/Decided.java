// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a person decided. */
public final class Decided extends Message {
    /** Without any field. */
    public Decided() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Decided(Map<String, Object> fields) {
        super(fields);
    }

    /** One id. */
    public String one() {
        return textAt("one");
    }

    /** Sets one. */
    public Decided one(String value) {
        set("one", value);
        return this;
    }

    /** The other. */
    public String other() {
        return textAt("other");
    }

    /** Sets other. */
    public Decided other(String value) {
        set("other", value);
        return this;
    }

    /** Whether they are the same error. */
    public Boolean same() {
        return flagAt("same");
    }

    /** Sets same. */
    public Decided same(Boolean value) {
        set("same", value);
        return this;
    }
}
