// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What they are. */
public final class TemplatesObserveResponse extends Message {
    /** Without any field. */
    public TemplatesObserveResponse() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public TemplatesObserveResponse(Map<String, Object> fields) {
        super(fields);
    }

    /** The template of each message, merges so far followed. */
    public List<Long> templates() {
        return listAt("templates", Message::asWhole);
    }

    /** Sets templates. */
    public TemplatesObserveResponse templates(List<Long> value) {
        set("templates", value);
        return this;
    }
}
