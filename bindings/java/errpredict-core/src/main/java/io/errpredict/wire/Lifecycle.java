// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The state of one action and every step that led there. Can only be changed by [Lifecycle::apply]. */
public final class Lifecycle extends Message {
    /** Without any field. */
    public Lifecycle() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Lifecycle(Map<String, Object> fields) {
        super(fields);
    }

    /** The field action_type. One of ActionType. */
    public String actionType() {
        return textAt("action_type");
    }

    /** Sets action_type. */
    public Lifecycle actionType(String value) {
        set("action_type", value);
        return this;
    }

    /** The field status. One of ActionStatus. */
    public String status() {
        return textAt("status");
    }

    /** Sets status. */
    public Lifecycle status(String value) {
        set("status", value);
        return this;
    }

    /** The field steps. */
    public List<LifecycleStep> steps() {
        return listAt("steps", value -> view(value, LifecycleStep::new));
    }

    /** Sets steps. */
    public Lifecycle steps(List<LifecycleStep> value) {
        set("steps", value);
        return this;
    }
}
