// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Scores, and decisions where a threshold was asked for. */
public final class Scores extends Message {
    /** Without any field. */
    public Scores() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Scores(Map<String, Object> fields) {
        super(fields);
    }

    /**
     * The anomalies as intervals, oldest first, and, of many columns with a history, where columns that moved together
     * in it no longer do; absent unless a threshold was asked for rows in time order.
     */
    public List<AnomalyDetection> anomalies() {
        return listAt("anomalies", value -> view(value, AnomalyDetection::new));
    }

    /** Sets anomalies. */
    public Scores anomalies(List<AnomalyDetection> value) {
        set("anomalies", value);
        return this;
    }

    /** The columns that deviate most, for each stretch of rows; absent unless asked for. */
    public List<CausesOfRows> causes() {
        return listAt("causes", value -> view(value, CausesOfRows::new));
    }

    /** Sets causes. */
    public Scores causes(List<CausesOfRows> value) {
        set("causes", value);
        return this;
    }

    /** The detector that scored. */
    public String detector() {
        return textAt("detector");
    }

    /** Sets detector. */
    public Scores detector(String value) {
        set("detector", value);
        return this;
    }

    /** Which rows are anomalies; absent unless a threshold was asked for. */
    public List<Boolean> flags() {
        return listAt("flags", Boolean.class::cast);
    }

    /** Sets flags. */
    public Scores flags(List<Boolean> value) {
        set("flags", value);
        return this;
    }

    /** How often a normal row scores that high, of every row; absent unless a threshold was asked for. */
    public List<Double> pValues() {
        return listAt("p_values", Message::asNumber);
    }

    /** Sets p_values. */
    public Scores pValues(List<Double> value) {
        set("p_values", value);
        return this;
    }

    /** One finite score per row; higher is stranger. */
    public List<Double> scores() {
        return listAt("scores", Message::asNumber);
    }

    /** Sets scores. */
    public Scores scores(List<Double> value) {
        set("scores", value);
        return this;
    }

    /** A score above this is an anomaly; absent unless a threshold was asked for. */
    public Double threshold() {
        return numberAt("threshold");
    }

    /** Sets threshold. */
    public Scores threshold(Double value) {
        set("threshold", value);
        return this;
    }
}
