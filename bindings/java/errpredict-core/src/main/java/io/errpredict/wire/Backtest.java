// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a test on the past showed. */
public final class Backtest extends Message {
    /** Without any field. */
    public Backtest() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Backtest(Map<String, Object> fields) {
        super(fields);
    }

    /** Absent where no threshold keeps the budget of false alarms. */
    public BacktestAlarms alarms() {
        return messageAt("alarms", BacktestAlarms::new);
    }

    /** Sets alarms. */
    public Backtest alarms(BacktestAlarms value) {
        set("alarms", value);
        return this;
    }

    /** Every time at which it would have alerted, the surest first; those within a horizon are one alarm. */
    public List<BacktestAlert> alerts() {
        return listAt("alerts", value -> view(value, BacktestAlert::new));
    }

    /** Sets alerts. */
    public Backtest alerts(List<BacktestAlert> value) {
        set("alerts", value);
        return this;
    }

    /** Share of them after which it came. */
    public Double baseRate() {
        return numberAt("base_rate");
    }

    /** Sets base_rate. */
    public Backtest baseRate(Double value) {
        set("base_rate", value);
        return this;
    }

    /** Mean squared error of the probability. */
    public Double brier() {
        return numberAt("brier");
    }

    /** Sets brier. */
    public Backtest brier(Double value) {
        set("brier", value);
        return this;
    }

    /** What always saying the base rate would have scored. */
    public Double brierOfBaseRate() {
        return numberAt("brier_of_base_rate");
    }

    /** Sets brier_of_base_rate. */
    public Backtest brierOfBaseRate(Double value) {
        set("brier_of_base_rate", value);
        return this;
    }

    /** Expected calibration error, bins of equal width. */
    public Double expectedCalibrationError() {
        return numberAt("expected_calibration_error");
    }

    /** Sets expected_calibration_error. */
    public Backtest expectedCalibrationError(Double value) {
        set("expected_calibration_error", value);
        return this;
    }

    /** The first time tested. */
    public String from() {
        return textAt("from");
    }

    /** Sets from. */
    public Backtest from(String value) {
        set("from", value);
        return this;
    }

    /** Within how many hours. */
    public Double horizonH() {
        return numberAt("horizon_h");
    }

    /** Sets horizon_h. */
    public Backtest horizonH(Double value) {
        set("horizon_h", value);
        return this;
    }

    /** The method that was chosen. */
    public String method() {
        return textAt("method");
    }

    /** Sets method. */
    public Backtest method(String value) {
        set("method", value);
        return this;
    }

    /** Area below precision against recall; absent where it never or always came. */
    public Double prAuc() {
        return numberAt("pr_auc");
    }

    /** Sets pr_auc. */
    public Backtest prAuc(Double value) {
        set("pr_auc", value);
        return this;
    }

    /** What was foreseen. */
    public String target() {
        return textAt("target");
    }

    /** Sets target. */
    public Backtest target(String value) {
        set("target", value);
        return this;
    }

    /** Times tested, a service each. */
    public Long times() {
        return wholeAt("times");
    }

    /** Sets times. */
    public Backtest times(Long value) {
        set("times", value);
        return this;
    }

    /** The last time tested. */
    public String to() {
        return textAt("to");
    }

    /** Sets to. */
    public Backtest to(String value) {
        set("to", value);
        return this;
    }

    /** Version of this message. */
    public Long version() {
        return wholeAt("version");
    }

    /** Sets version. */
    public Backtest version(Long value) {
        set("version", value);
        return this;
    }
}
