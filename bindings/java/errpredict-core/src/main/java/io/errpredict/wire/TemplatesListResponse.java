// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every template. */
public final class TemplatesListResponse extends Message {
    /** Without any field. */
    public TemplatesListResponse() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public TemplatesListResponse(Map<String, Object> fields) {
        super(fields);
    }

    /** Every merge so far, oldest first; an id that was merged leads on to the one it is now. */
    public List<Merge> merges() {
        return listAt("merges", value -> view(value, Merge::new));
    }

    /** Sets merges. */
    public TemplatesListResponse merges(List<Merge> value) {
        set("merges", value);
        return this;
    }

    /** Messages learnt from. */
    public Long nMessages() {
        return wholeAt("n_messages");
    }

    /** Sets n_messages. */
    public TemplatesListResponse nMessages(Long value) {
        set("n_messages", value);
        return this;
    }

    /** By id. */
    public List<ListedTemplate> templates() {
        return listAt("templates", value -> view(value, ListedTemplate::new));
    }

    /** Sets templates. */
    public TemplatesListResponse templates(List<ListedTemplate> value) {
        set("templates", value);
        return this;
    }
}
