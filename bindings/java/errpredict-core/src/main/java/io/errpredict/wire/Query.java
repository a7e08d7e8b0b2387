// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** One text to look for. */
public final class Query extends Message {
    /** Without any field. */
    public Query() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Query(Map<String, Object> fields) {
        super(fields);
    }

    /** The partition to look in. */
    public String partition() {
        return textAt("partition");
    }

    /** Sets partition. */
    public Query partition(String value) {
        set("partition", value);
        return this;
    }

    /** The text. */
    public String text() {
        return textAt("text");
    }

    /** Sets text. */
    public Query text(String value) {
        set("text", value);
        return this;
    }
}
