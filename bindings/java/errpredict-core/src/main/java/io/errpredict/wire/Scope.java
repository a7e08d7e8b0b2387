// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** One service, or all services together. */
public final class Scope extends Message {
    /** Without any field. */
    public Scope() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Scope(Map<String, Object> fields) {
        super(fields);
    }

    /** The field service. */
    public String service() {
        return textAt("service");
    }

    /** Sets service. */
    public Scope service(String value) {
        set("service", value);
        return this;
    }

    /** The field system. */
    public Boolean system() {
        return flagAt("system");
    }

    /** Sets system. */
    public Scope system(Boolean value) {
        set("system", value);
        return this;
    }
}
