// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a value gave. */
public final class WatchPoint extends Message {
    /** Without any field. */
    public WatchPoint() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public WatchPoint(Map<String, Object> fields) {
        super(fields);
    }

    /** Anomalies that are under way here, or that are over since the value before. */
    public List<AnomalyDetection> anomalies() {
        return listAt("anomalies", value -> view(value, AnomalyDetection::new));
    }

    /** Sets anomalies. */
    public WatchPoint anomalies(List<AnomalyDetection> value) {
        set("anomalies", value);
        return this;
    }

    /** End of the bucket. */
    public String end() {
        return textAt("end");
    }

    /** Sets end. */
    public WatchPoint end(String value) {
        set("end", value);
        return this;
    }

    /** What was expected; absent while nothing is known. */
    public Double expected() {
        return numberAt("expected");
    }

    /** Sets expected. */
    public WatchPoint expected(Double value) {
        set("expected", value);
        return this;
    }

    /** Below this, a value would have been flagged; absent where none would. */
    public Double lower() {
        return numberAt("lower");
    }

    /** Sets lower. */
    public WatchPoint lower(Double value) {
        set("lower", value);
        return this;
    }

    /** Smallest tail probability of the tests that failed, 1 where none did. */
    public Double pValue() {
        return numberAt("p_value");
    }

    /** Sets p_value. */
    public WatchPoint pValue(Double value) {
        set("p_value", value);
        return this;
    }

    /** Above this, a value would have been flagged. */
    public Double upper() {
        return numberAt("upper");
    }

    /** Sets upper. */
    public WatchPoint upper(Double value) {
        set("upper", value);
        return this;
    }
}
