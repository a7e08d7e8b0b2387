// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** The alarms of a test on the past. */
public final class BacktestAlarms extends Message {
    /** Without any field. */
    public BacktestAlarms() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public BacktestAlarms(Map<String, Object> fields) {
        super(fields);
    }

    /** Alarms raised. */
    public Long alarms() {
        return wholeAt("alarms");
    }

    /** Sets alarms. */
    public BacktestAlarms alarms(Long value) {
        set("alarms", value);
        return this;
    }

    /** Alarms without the target in the horizon after them. */
    public Long falseAlarms() {
        return wholeAt("false_alarms");
    }

    /** Sets false_alarms. */
    public BacktestAlarms falseAlarms(Long value) {
        set("false_alarms", value);
        return this;
    }

    /** False alarms per service and week; absent where nothing was watched. */
    public Double falsePerServiceWeek() {
        return numberAt("false_per_service_week");
    }

    /** Sets false_per_service_week. */
    public BacktestAlarms falsePerServiceWeek(Double value) {
        set("false_per_service_week", value);
        return this;
    }

    /** Median hours from a right alarm to the target; absent without one. */
    public Double medianLeadH() {
        return numberAt("median_lead_h");
    }

    /** Sets median_lead_h. */
    public BacktestAlarms medianLeadH(Double value) {
        set("median_lead_h", value);
        return this;
    }

    /** Share of alarms that were right; absent without alarms. */
    public Double precision() {
        return numberAt("precision");
    }

    /** Sets precision. */
    public BacktestAlarms precision(Double value) {
        set("precision", value);
        return this;
    }

    /** Service-weeks watched. */
    public Double serviceWeeks() {
        return numberAt("service_weeks");
    }

    /** Sets service_weeks. */
    public BacktestAlarms serviceWeeks(Double value) {
        set("service_weeks", value);
        return this;
    }

    /** Where the threshold stood at first; it follows the outcomes. */
    public Double threshold() {
        return numberAt("threshold");
    }

    /** Sets threshold. */
    public BacktestAlarms threshold(Double value) {
        set("threshold", value);
        return this;
    }
}
