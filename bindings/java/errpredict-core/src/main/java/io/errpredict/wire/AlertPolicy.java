// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** When to raise an alarm. */
public final class AlertPolicy extends Message {
    /** Without any field. */
    public AlertPolicy() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public AlertPolicy(Map<String, Object> fields) {
        super(fields);
    }

    /** The field false_alarms. */
    public Double falseAlarms() {
        return numberAt("false_alarms");
    }

    /** Sets false_alarms. */
    public AlertPolicy falseAlarms(Double value) {
        set("false_alarms", value);
        return this;
    }

    /** The field probability. */
    public Double probability() {
        return numberAt("probability");
    }

    /** Sets probability. */
    public AlertPolicy probability(Double value) {
        set("probability", value);
        return this;
    }
}
