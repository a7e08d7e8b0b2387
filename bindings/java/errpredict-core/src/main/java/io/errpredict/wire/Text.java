// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** One known text. */
public final class Text extends Message {
    /** Without any field. */
    public Text() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Text(Map<String, Object> fields) {
        super(fields);
    }

    /** Its id, used once. */
    public String id() {
        return textAt("id");
    }

    /** Sets id. */
    public Text id(String value) {
        set("id", value);
        return this;
    }

    /** What must not be mixed: a project, a tenant. */
    public String partition() {
        return textAt("partition");
    }

    /** Sets partition. */
    public Text partition(String value) {
        set("partition", value);
        return this;
    }

    /** The text. */
    public String text() {
        return textAt("text");
    }

    /** Sets text. */
    public Text text(String value) {
        set("text", value);
        return this;
    }
}
