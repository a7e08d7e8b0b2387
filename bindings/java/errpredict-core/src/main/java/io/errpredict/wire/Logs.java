// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Log lines as (time, index of the statement). */
public final class Logs extends Message {
    /** Without any field. */
    public Logs() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Logs(Map<String, Object> fields) {
        super(fields);
    }

    /** Lines around the incident. */
    public List<Object> lines() {
        return listAt("lines", value -> value);
    }

    /** Sets lines. */
    public Logs lines(List<Object> value) {
        set("lines", value);
        return this;
    }

    /** Lines of a time without fault. */
    public List<Object> reference() {
        return listAt("reference", value -> value);
    }

    /** Sets reference. */
    public Logs reference(List<Object> value) {
        set("reference", value);
        return this;
    }

    /** All statements that occur. */
    public List<Statement> statements() {
        return listAt("statements", value -> view(value, Statement::new));
    }

    /** Sets statements. */
    public Logs statements(List<Statement> value) {
        set("statements", value);
        return this;
    }
}
