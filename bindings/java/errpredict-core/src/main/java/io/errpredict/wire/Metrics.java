// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** How well the model did on the later rows before it was fitted again on all. */
public final class Metrics extends Message {
    /** Without any field. */
    public Metrics() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Metrics(Map<String, Object> fields) {
        super(fields);
    }

    /**
     * Share of the later rows where a probability of one half or more, or less, was right; absent without them, as the
     * next three.
     */
    public Double accuracy() {
        return numberAt("accuracy");
    }

    /** Sets accuracy. */
    public Metrics accuracy(Double value) {
        set("accuracy", value);
        return this;
    }

    /** Share of errors in the later rows. */
    public Double baseRate() {
        return numberAt("base_rate");
    }

    /** Sets base_rate. */
    public Metrics baseRate(Double value) {
        set("base_rate", value);
        return this;
    }

    /** Mean squared error of the calibrated probability. */
    public Double brier() {
        return numberAt("brier");
    }

    /** Sets brier. */
    public Metrics brier(Double value) {
        set("brier", value);
        return this;
    }

    /** Expected calibration error, 15 bins of equal width. */
    public Double ece() {
        return numberAt("ece");
    }

    /** Sets ece. */
    public Metrics ece(Double value) {
        set("ece", value);
        return this;
    }

    /** Harmonic mean of the two. */
    public Double f1() {
        return numberAt("f1");
    }

    /** Sets f1. */
    public Metrics f1(Double value) {
        set("f1", value);
        return this;
    }

    /** Share of those rows where one half or more, or less, was right. */
    public Double fittedAccuracy() {
        return numberAt("fitted_accuracy");
    }

    /** Sets fitted_accuracy. */
    public Metrics fittedAccuracy(Double value) {
        set("fitted_accuracy", value);
        return this;
    }

    /**
     * Mean log loss of the final fit on rows it was fitted on: far below log_loss where it learnt them by heart. Absent
     * in models of versions that did not measure it, as the next.
     */
    public Double fittedLogLoss() {
        return numberAt("fitted_log_loss");
    }

    /** Sets fitted_log_loss. */
    public Metrics fittedLogLoss(Double value) {
        set("fitted_log_loss", value);
        return this;
    }

    /** Mean log loss of the calibrated probability. */
    public Double logLoss() {
        return numberAt("log_loss");
    }

    /** Sets log_loss. */
    public Metrics logLoss(Double value) {
        set("log_loss", value);
        return this;
    }

    /** Rows fitted on and rows that chose and calibrated. */
    public Long nFit() {
        return wholeAt("n_fit");
    }

    /** Sets n_fit. */
    public Metrics nFit(Long value) {
        set("n_fit", value);
        return this;
    }

    /** Rows that chose and calibrated. */
    public Long nValidation() {
        return wholeAt("n_validation");
    }

    /** Sets n_validation. */
    public Metrics nValidation(Long value) {
        set("n_validation", value);
        return this;
    }

    /** Area under the precision-recall curve; absent without errors. */
    public Double prAuc() {
        return numberAt("pr_auc");
    }

    /** Sets pr_auc. */
    public Metrics prAuc(Double value) {
        set("pr_auc", value);
        return this;
    }

    /** Of the later rows said to have an error by that rule, the share that had one; absent where none was said to. */
    public Double precision() {
        return numberAt("precision");
    }

    /** Sets precision. */
    public Metrics precision(Double value) {
        set("precision", value);
        return this;
    }

    /** Of the later rows with an error, the share that was said to have one; absent without any. */
    public Double recall() {
        return numberAt("recall");
    }

    /** Sets recall. */
    public Metrics recall(Double value) {
        set("recall", value);
        return this;
    }
}
