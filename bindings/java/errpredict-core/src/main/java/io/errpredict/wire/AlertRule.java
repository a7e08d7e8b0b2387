// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** A threshold with what it did on rows the model was not fitted on. */
public final class AlertRule extends Message {
    /** Without any field. */
    public AlertRule() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public AlertRule(Map<String, Object> fields) {
        super(fields);
    }

    /** What it raised on the validation rows, expected lead time included. */
    public AlarmCounts expected() {
        return messageAt("expected", AlarmCounts::new);
    }

    /** Sets expected. */
    public AlertRule expected(AlarmCounts value) {
        set("expected", value);
        return this;
    }

    /** Mean of what was held against the threshold on the validation rows: where its floor starts. */
    public Double mean() {
        return numberAt("mean");
    }

    /** Sets mean. */
    public AlertRule mean(Double value) {
        set("mean", value);
        return this;
    }

    /** Where the threshold comes from. */
    public AlertPolicy policy() {
        return messageAt("policy", AlertPolicy::new);
    }

    /** Sets policy. */
    public AlertRule policy(AlertPolicy value) {
        set("policy", value);
        return this;
    }

    /**
     * What is at or above it raises an alarm: a probability, under a budget one of something new; absent where no
     * threshold keeps the budget with a right alarm on the validation rows.
     */
    public Double threshold() {
        return numberAt("threshold");
    }

    /** Sets threshold. */
    public AlertRule threshold(Double value) {
        set("threshold", value);
        return this;
    }
}
