// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** One place in the code (or one template) that writes log lines. */
public final class Statement extends Message {
    /** Without any field. */
    public Statement() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Statement(Map<String, Object> fields) {
        super(fields);
    }

    /** Index into [Incident::services]. */
    public Long service() {
        return wholeAt("service");
    }

    /** Sets service. */
    public Statement service(Long value) {
        set("service", value);
        return this;
    }

    /** Severity it writes with. One of Severity. */
    public String severity() {
        return textAt("severity");
    }

    /** Sets severity. */
    public Statement severity(String value) {
        set("severity", value);
        return this;
    }

    /** Source place or template, for people. */
    public String text() {
        return textAt("text");
    }

    /** Sets text. */
    public Statement text(String value) {
        set("text", value);
        return this;
    }
}
