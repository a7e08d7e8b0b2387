// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a model is trained. */
public final class Training extends Message {
    /** Without any field. */
    public Training() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Training(Map<String, Object> fields) {
        super(fields);
    }

    /** Calibration map: none, platt, beta, isotonic; chosen by log loss when absent. */
    public String calibration() {
        return textAt("calibration");
    }

    /** Sets calibration. */
    public Training calibration(String value) {
        set("calibration", value);
        return this;
    }

    /** Age at which a row counts half, in days; all count the same when absent. */
    public Double halfLifeDays() {
        return numberAt("half_life_days");
    }

    /** Sets half_life_days. */
    public Training halfLifeDays(Double value) {
        set("half_life_days", value);
        return this;
    }

    /** The method. */
    public Predictor method() {
        return messageAt("method", Predictor::new);
    }

    /** Sets method. */
    public Training method(Predictor value) {
        set("method", value);
        return this;
    }

    /** Whether predictions follow outcomes already known. */
    public Boolean recalibrate() {
        return flagAt("recalibrate");
    }

    /** Sets recalibrate. */
    public Training recalibrate(Boolean value) {
        set("recalibrate", value);
        return this;
    }

    /** Whether the method is fitted again on all rows in the end. */
    public Boolean refit() {
        return flagAt("refit");
    }

    /** Sets refit. */
    public Training refit(Boolean value) {
        set("refit", value);
        return this;
    }
}
