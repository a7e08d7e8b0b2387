// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** One template. */
public final class ListedTemplate extends Message {
    /** Without any field. */
    public ListedTemplate() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public ListedTemplate(Map<String, Object> fields) {
        super(fields);
    }

    /** Its id. */
    public Long id() {
        return wholeAt("id");
    }

    /** Sets id. */
    public ListedTemplate id(Long value) {
        set("id", value);
        return this;
    }

    /** Messages of it so far. */
    public Long nMessages() {
        return wholeAt("n_messages");
    }

    /** Sets n_messages. */
    public ListedTemplate nMessages(Long value) {
        set("n_messages", value);
        return this;
    }

    /** Its text, &lt;*&gt; for what varies. */
    public String text() {
        return textAt("text");
    }

    /** Sets text. */
    public ListedTemplate text(String value) {
        set("text", value);
        return this;
    }
}
