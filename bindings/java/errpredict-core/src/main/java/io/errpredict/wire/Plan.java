// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** Everything training is told. */
public final class Plan extends Message {
    /** Without any field. */
    public Plan() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Plan(Map<String, Object> fields) {
        super(fields);
    }

    /** When to raise an alarm. */
    public AlertPolicy alert() {
        return messageAt("alert", AlertPolicy::new);
    }

    /** Sets alert. */
    public Plan alert(AlertPolicy value) {
        set("alert", value);
        return this;
    }

    /** The question. */
    public Task task() {
        return messageAt("task", Task::new);
    }

    /** Sets task. */
    public Plan task(Task value) {
        set("task", value);
        return this;
    }

    /** The method and how it is calibrated. */
    public Training training() {
        return messageAt("training", Training::new);
    }

    /** Sets training. */
    public Plan training(Training value) {
        set("training", value);
        return this;
    }
}
