// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** Settings of the threshold. */
public final class ScoreThreshold extends Message {
    /** Without any field. */
    public ScoreThreshold() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public ScoreThreshold(Map<String, Object> fields) {
        super(fields);
    }

    /** Flag this share of the calibration rows instead. */
    public Double contamination() {
        return numberAt("contamination");
    }

    /** Sets contamination. */
    public ScoreThreshold contamination(Double value) {
        set("contamination", value);
        return this;
    }

    /** Normal rows in 1,000 that may be flagged. */
    public Double falseAlarmsPer1000() {
        return numberAt("false_alarms_per_1000");
    }

    /** Sets false_alarms_per_1000. */
    public ScoreThreshold falseAlarmsPer1000(Double value) {
        set("false_alarms_per_1000", value);
        return this;
    }
}
