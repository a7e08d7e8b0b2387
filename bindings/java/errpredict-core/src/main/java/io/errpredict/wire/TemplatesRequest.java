// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The messages and what was learnt before. */
public final class TemplatesRequest extends Message {
    /** Without any field. */
    public TemplatesRequest() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public TemplatesRequest(Map<String, Object> fields) {
        super(fields);
    }

    /** Settings; those of the state where one is given. */
    public TemplatesConfig config() {
        return messageAt("config", TemplatesConfig::new);
    }

    /** Sets config. */
    public TemplatesRequest config(TemplatesConfig value) {
        set("config", value);
        return this;
    }

    /** Whether the answer carries the state to go on from. */
    public Boolean keepState() {
        return flagAt("keep_state");
    }

    /** Sets keep_state. */
    public TemplatesRequest keepState(Boolean value) {
        set("keep_state", value);
        return this;
    }

    /** Messages, oldest first. */
    public List<String> messages() {
        return listAt("messages", String.class::cast);
    }

    /** Sets messages. */
    public TemplatesRequest messages(List<String> value) {
        set("messages", value);
        return this;
    }

    /** The state of an earlier answer. */
    public Object state() {
        return anyAt("state");
    }

    /** Sets state. */
    public TemplatesRequest state(Object value) {
        set("state", value);
        return this;
    }
}
