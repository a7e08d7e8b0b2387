// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** One template. */
public final class Known extends Message {
    /** Without any field. */
    public Known() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Known(Map<String, Object> fields) {
        super(fields);
    }

    /** Its id. */
    public Long id() {
        return wholeAt("id");
    }

    /** Sets id. */
    public Known id(Long value) {
        set("id", value);
        return this;
    }

    /** Messages of it so far. */
    public Long nMessages() {
        return wholeAt("n_messages");
    }

    /** Sets n_messages. */
    public Known nMessages(Long value) {
        set("n_messages", value);
        return this;
    }

    /** Its text, &lt;*&gt; for what varies. */
    public String text() {
        return textAt("text");
    }

    /** Sets text. */
    public Known text(String value) {
        set("text", value);
        return this;
    }
}
