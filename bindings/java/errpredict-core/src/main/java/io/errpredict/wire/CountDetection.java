// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Settings of [detect_counts](super::detect_counts). */
public final class CountDetection extends Message {
    /** Without any field. */
    public CountDetection() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public CountDetection(Map<String, Object> fields) {
        super(fields);
    }

    /** Hours a new level must last to become the normal one. */
    public Double adoptAfterHours() {
        return numberAt("adopt_after_hours");
    }

    /** Sets adopt_after_hours. */
    public CountDetection adoptAfterHours(Double value) {
        set("adopt_after_hours", value);
        return this;
    }

    /** False alarms allowed per series and week. */
    public Double falseAlarmsPerWeek() {
        return numberAt("false_alarms_per_week");
    }

    /** Sets false_alarms_per_week. */
    public CountDetection falseAlarmsPerWeek(Double value) {
        set("false_alarms_per_week", value);
        return this;
    }

    /** Days that are like Sundays, given by any time in them. */
    public List<String> holidays() {
        return listAt("holidays", String.class::cast);
    }

    /** Sets holidays. */
    public CountDetection holidays(List<String> value) {
        set("holidays", value);
        return this;
    }

    /** Hours after which a count weighs 1/e. */
    public Double memoryHours() {
        return numberAt("memory_hours");
    }

    /** Sets memory_hours. */
    public CountDetection memoryHours(Double value) {
        set("memory_hours", value);
        return this;
    }

    /** Tell hours of the day and week apart where history supports it. */
    public Boolean seasonal() {
        return flagAt("seasonal");
    }

    /** Sets seasonal. */
    public CountDetection seasonal(Boolean value) {
        set("seasonal", value);
        return this;
    }

    /** Test single buckets at this many standard deviations instead of by the budget. */
    public Double sigma() {
        return numberAt("sigma");
    }

    /** Sets sigma. */
    public CountDetection sigma(Double value) {
        set("sigma", value);
        return this;
    }

    /** The zone whose clock the hours of day and week follow, such as Europe/Berlin; UTC without one. */
    public String zone() {
        return textAt("zone");
    }

    /** Sets zone. */
    public CountDetection zone(String value) {
        set("zone", value);
        return this;
    }
}
