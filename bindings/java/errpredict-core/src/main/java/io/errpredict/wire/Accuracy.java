// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** How well forecasts did in a backtest; absent where nothing could be measured. */
public final class Accuracy extends Message {
    /** Without any field. */
    public Accuracy() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Accuracy(Map<String, Object> fields) {
        super(fields);
    }

    /** Share of actual values inside the interval, on origins that the interval was not calibrated on. */
    public Double coverage() {
        return numberAt("coverage");
    }

    /** Sets coverage. */
    public Accuracy coverage(Double value) {
        set("coverage", value);
        return this;
    }

    /** Mean absolute error. */
    public Double mae() {
        return numberAt("mae");
    }

    /** Sets mae. */
    public Accuracy mae(Double value) {
        set("mae", value);
        return this;
    }

    /** Mean of |error / actual| over actual values that are not 0, as a share (0.1 is 10 %). */
    public Double mape() {
        return numberAt("mape");
    }

    /** Sets mape. */
    public Accuracy mape(Double value) {
        set("mape", value);
        return this;
    }

    /** Mean absolute error over that of the seasonal naive forecast one season ahead within the history. */
    public Double mase() {
        return numberAt("mase");
    }

    /** Sets mase. */
    public Accuracy mase(Double value) {
        set("mase", value);
        return this;
    }

    /** Origins forecast from. */
    public Long origins() {
        return wholeAt("origins");
    }

    /** Sets origins. */
    public Accuracy origins(Long value) {
        set("origins", value);
        return this;
    }

    /** Root of the mean squared error. */
    public Double rmse() {
        return numberAt("rmse");
    }

    /** Sets rmse. */
    public Accuracy rmse(Double value) {
        set("rmse", value);
        return this;
    }
}
