// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The measures; those that do not apply are absent. */
public final class EvaluateResponse extends Message {
    /** Without any field. */
    public EvaluateResponse() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public EvaluateResponse(Map<String, Object> fields) {
        super(fields);
    }

    /** Share that was right. */
    public Double accuracy() {
        return numberAt("accuracy");
    }

    /** Sets accuracy. */
    public EvaluateResponse accuracy(Double value) {
        set("accuracy", value);
        return this;
    }

    /** Mean squared error of the probabilities (Brier 1950). */
    public Double brier() {
        return numberAt("brier");
    }

    /** Sets brier. */
    public EvaluateResponse brier(Double value) {
        set("brier", value);
        return this;
    }

    /** 1 less Brier over that of always saying the share; absent where it always or never came. */
    public Double brierSkill() {
        return numberAt("brier_skill");
    }

    /** Sets brier_skill. */
    public EvaluateResponse brierSkill(Double value) {
        set("brier_skill", value);
        return this;
    }

    /** Share of what came that lay in its interval. */
    public Double coverage() {
        return numberAt("coverage");
    }

    /** Sets coverage. */
    public EvaluateResponse coverage(Double value) {
        set("coverage", value);
        return this;
    }

    /** Expected calibration error, bins of equal width. */
    public Double expectedCalibrationError() {
        return numberAt("expected_calibration_error");
    }

    /** Sets expected_calibration_error. */
    public EvaluateResponse expectedCalibrationError(Double value) {
        set("expected_calibration_error", value);
        return this;
    }

    /** Harmonic mean of both, by class. */
    public List<Double> f1() {
        return listAt("f1", Message::asNumber);
    }

    /** Sets f1. */
    public EvaluateResponse f1(List<Double> value) {
        set("f1", value);
        return this;
    }

    /** Mean negative log likelihood, natural logarithm. */
    public Double logLoss() {
        return numberAt("log_loss");
    }

    /** Sets log_loss. */
    public EvaluateResponse logLoss(Double value) {
        set("log_loss", value);
        return this;
    }

    /** Mean absolute error. */
    public Double mae() {
        return numberAt("mae");
    }

    /** Sets mae. */
    public EvaluateResponse mae(Double value) {
        set("mae", value);
        return this;
    }

    /** Mean absolute error in percent of what came; absent where a 0 came. */
    public Double mape() {
        return numberAt("mape");
    }

    /** Sets mape. */
    public EvaluateResponse mape(Double value) {
        set("mape", value);
        return this;
    }

    /** Area below precision against recall. */
    public Double prAuc() {
        return numberAt("pr_auc");
    }

    /** Sets pr_auc. */
    public EvaluateResponse prAuc(Double value) {
        set("pr_auc", value);
        return this;
    }

    /** Right among those said to be of the class, by class; null where none was. */
    public List<Double> precision() {
        return listAt("precision", Message::asNumber);
    }

    /** Sets precision. */
    public EvaluateResponse precision(List<Double> value) {
        set("precision", value);
        return this;
    }

    /** Said among those of the class, by class; null where there was none. */
    public List<Double> recall() {
        return listAt("recall", Message::asNumber);
    }

    /** Sets recall. */
    public EvaluateResponse recall(List<Double> value) {
        set("recall", value);
        return this;
    }

    /** How often it came for what was said. */
    public List<ReliabilityBin> reliability() {
        return listAt("reliability", value -> view(value, ReliabilityBin::new));
    }

    /** Sets reliability. */
    public EvaluateResponse reliability(List<ReliabilityBin> value) {
        set("reliability", value);
        return this;
    }

    /** Root of the mean squared error. */
    public Double rmse() {
        return numberAt("rmse");
    }

    /** Sets rmse. */
    public EvaluateResponse rmse(Double value) {
        set("rmse", value);
        return this;
    }

    /** Area below the receiver operating characteristic. */
    public Double rocAuc() {
        return numberAt("roc_auc");
    }

    /** Sets roc_auc. */
    public EvaluateResponse rocAuc(Double value) {
        set("roc_auc", value);
        return this;
    }
}
