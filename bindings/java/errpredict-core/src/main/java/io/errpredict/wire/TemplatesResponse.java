// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was found. */
public final class TemplatesResponse extends Message {
    /** Without any field. */
    public TemplatesResponse() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public TemplatesResponse(Map<String, Object> fields) {
        super(fields);
    }

    /** Every merge so far, oldest first; an id that was merged leads on to the one it is now. */
    public List<Merge> merges() {
        return listAt("merges", value -> view(value, Merge::new));
    }

    /** Sets merges. */
    public TemplatesResponse merges(List<Merge> value) {
        set("merges", value);
        return this;
    }

    /** Per message its template, merges followed, and what stands at its variables. */
    public List<Parsed> messages() {
        return listAt("messages", value -> view(value, Parsed::new));
    }

    /** Sets messages. */
    public TemplatesResponse messages(List<Parsed> value) {
        set("messages", value);
        return this;
    }

    /** What to send along to go on. */
    public Object state() {
        return anyAt("state");
    }

    /** Sets state. */
    public TemplatesResponse state(Object value) {
        set("state", value);
        return this;
    }

    /** Templates of those messages, by id. */
    public List<Known> templates() {
        return listAt("templates", value -> view(value, Known::new));
    }

    /** Sets templates. */
    public TemplatesResponse templates(List<Known> value) {
        set("templates", value);
        return this;
    }
}
