// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The action and the steps to take, one after the other. */
public final class ActionRequest extends Message {
    /** Without any field. */
    public ActionRequest() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public ActionRequest(Map<String, Object> fields) {
        super(fields);
    }

    /** An action as an earlier answer gave it. */
    public Lifecycle action() {
        return messageAt("action", Lifecycle::new);
    }

    /** Sets action. */
    public ActionRequest action(Lifecycle value) {
        set("action", value);
        return this;
    }

    /** The type of a new action; either this or action. One of ActionType. */
    public String actionType() {
        return textAt("action_type");
    }

    /** Sets action_type. */
    public ActionRequest actionType(String value) {
        set("action_type", value);
        return this;
    }

    /** The steps, oldest first. */
    public List<Asked> steps() {
        return listAt("steps", value -> view(value, Asked::new));
    }

    /** Sets steps. */
    public ActionRequest steps(List<Asked> value) {
        set("steps", value);
        return this;
    }
}
