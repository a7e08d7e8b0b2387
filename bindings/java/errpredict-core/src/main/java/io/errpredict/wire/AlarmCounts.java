// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a threshold raises. */
public final class AlarmCounts extends Message {
    /** Without any field. */
    public AlarmCounts() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public AlarmCounts(Map<String, Object> fields) {
        super(fields);
    }

    /** Alarms raised. */
    public Long alarms() {
        return wholeAt("alarms");
    }

    /** Sets alarms. */
    public AlarmCounts alarms(Long value) {
        set("alarms", value);
        return this;
    }

    /** Alarms without the target in the horizon after them. */
    public Long falseAlarms() {
        return wholeAt("false_alarms");
    }

    /** Sets false_alarms. */
    public AlarmCounts falseAlarms(Long value) {
        set("false_alarms", value);
        return this;
    }

    /** Median hours from a right alarm to the target; absent without one. */
    public Double medianLeadH() {
        return numberAt("median_lead_h");
    }

    /** Sets median_lead_h. */
    public AlarmCounts medianLeadH(Double value) {
        set("median_lead_h", value);
        return this;
    }

    /** Service-weeks watched. */
    public Double serviceWeeks() {
        return numberAt("service_weeks");
    }

    /** Sets service_weeks. */
    public AlarmCounts serviceWeeks(Double value) {
        set("service_weeks", value);
        return this;
    }
}
