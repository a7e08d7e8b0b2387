// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How good the model was on the validation rows, fitted on the training rows alone. */
public final class SeverityMetrics extends Message {
    /** Without any field. */
    public SeverityMetrics() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public SeverityMetrics(Map<String, Object> fields) {
        super(fields);
    }

    /** The same for the balanced class. */
    public Confusion balanced() {
        return messageAt("balanced", Confusion::new);
    }

    /** Sets balanced. */
    public SeverityMetrics balanced(Confusion value) {
        set("balanced", value);
        return this;
    }

    /** Log loss of the frequencies of the training rows. */
    public Double baseLogLoss() {
        return numberAt("base_log_loss");
    }

    /** Sets base_log_loss. */
    public SeverityMetrics baseLogLoss(Double value) {
        set("base_log_loss", value);
        return this;
    }

    /** The calibration map of each step that was fitted: class from which it is crossed, name. */
    public List<Object> calibrations() {
        return listAt("calibrations", value -> value);
    }

    /** Sets calibrations. */
    public SeverityMetrics calibrations(List<Object> value) {
        set("calibrations", value);
        return this;
    }

    /** What came (rows) against the likeliest class (columns); absent without validation rows. */
    public Confusion likeliest() {
        return messageAt("likeliest", Confusion::new);
    }

    /** Sets likeliest. */
    public SeverityMetrics likeliest(Confusion value) {
        set("likeliest", value);
        return this;
    }

    /**
     * The same as it is served: calibrated (the map was chosen forward in time and then fitted on these rows) and
     * following outcomes.
     */
    public Double logLoss() {
        return numberAt("log_loss");
    }

    /** Sets log_loss. */
    public SeverityMetrics logLoss(Double value) {
        set("log_loss", value);
        return this;
    }

    /** Rows fitted on. */
    public Long nFit() {
        return wholeAt("n_fit");
    }

    /** Sets n_fit. */
    public SeverityMetrics nFit(Long value) {
        set("n_fit", value);
        return this;
    }

    /** Rows that chose. */
    public Long nValidation() {
        return wholeAt("n_validation");
    }

    /** Sets n_validation. */
    public SeverityMetrics nValidation(Long value) {
        set("n_validation", value);
        return this;
    }

    /** Log loss of the method on all validation rows, before calibration. */
    public Double rawLogLoss() {
        return numberAt("raw_log_loss");
    }

    /** Sets raw_log_loss. */
    public SeverityMetrics rawLogLoss(Double value) {
        set("raw_log_loss", value);
        return this;
    }

    /** Log loss of each method that was tried, by name, on a sample of the rows and before calibration. */
    public List<Object> tried() {
        return listAt("tried", value -> value);
    }

    /** Sets tried. */
    public SeverityMetrics tried(List<Object> value) {
        set("tried", value);
        return this;
    }
}
