// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What it was worth. */
public final class BacktestResponse extends Message {
    /** Without any field. */
    public BacktestResponse() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public BacktestResponse(Map<String, Object> fields) {
        super(fields);
    }

    /** Absent where no threshold keeps the budget of false alarms. */
    public BacktestAlarms alarms() {
        return messageAt("alarms", BacktestAlarms::new);
    }

    /** Sets alarms. */
    public BacktestResponse alarms(BacktestAlarms value) {
        set("alarms", value);
        return this;
    }

    /** Every time at which it would have alerted, the surest first; those within a horizon are one alarm. */
    public List<BacktestAlert> alerts() {
        return listAt("alerts", value -> view(value, BacktestAlert::new));
    }

    /** Sets alerts. */
    public BacktestResponse alerts(List<BacktestAlert> value) {
        set("alerts", value);
        return this;
    }

    /** Share of them after which it came. */
    public Double baseRate() {
        return numberAt("base_rate");
    }

    /** Sets base_rate. */
    public BacktestResponse baseRate(Double value) {
        set("base_rate", value);
        return this;
    }

    /** Mean squared error of the probability. */
    public Double brier() {
        return numberAt("brier");
    }

    /** Sets brier. */
    public BacktestResponse brier(Double value) {
        set("brier", value);
        return this;
    }

    /** What always saying the base rate would have scored. */
    public Double brierOfBaseRate() {
        return numberAt("brier_of_base_rate");
    }

    /** Sets brier_of_base_rate. */
    public BacktestResponse brierOfBaseRate(Double value) {
        set("brier_of_base_rate", value);
        return this;
    }

    /** Expected calibration error, bins of equal width. */
    public Double expectedCalibrationError() {
        return numberAt("expected_calibration_error");
    }

    /** Sets expected_calibration_error. */
    public BacktestResponse expectedCalibrationError(Double value) {
        set("expected_calibration_error", value);
        return this;
    }

    /** The first time tested. */
    public String from() {
        return textAt("from");
    }

    /** Sets from. */
    public BacktestResponse from(String value) {
        set("from", value);
        return this;
    }

    /** Within how many hours. */
    public Double horizonH() {
        return numberAt("horizon_h");
    }

    /** Sets horizon_h. */
    public BacktestResponse horizonH(Double value) {
        set("horizon_h", value);
        return this;
    }

    /** The page, where one was asked for: HTML with everything in it. */
    public String html() {
        return textAt("html");
    }

    /** Sets html. */
    public BacktestResponse html(String value) {
        set("html", value);
        return this;
    }

    /** The method that was chosen. */
    public String method() {
        return textAt("method");
    }

    /** Sets method. */
    public BacktestResponse method(String value) {
        set("method", value);
        return this;
    }

    /** Area below precision against recall; absent where it never or always came. */
    public Double prAuc() {
        return numberAt("pr_auc");
    }

    /** Sets pr_auc. */
    public BacktestResponse prAuc(Double value) {
        set("pr_auc", value);
        return this;
    }

    /** The tested times, service by service; absent unless asked for. */
    public List<TestedTime> rows() {
        return listAt("rows", value -> view(value, TestedTime::new));
    }

    /** Sets rows. */
    public BacktestResponse rows(List<TestedTime> value) {
        set("rows", value);
        return this;
    }

    /** What was foreseen. */
    public String target() {
        return textAt("target");
    }

    /** Sets target. */
    public BacktestResponse target(String value) {
        set("target", value);
        return this;
    }

    /** Times tested, a service each. */
    public Long times() {
        return wholeAt("times");
    }

    /** Sets times. */
    public BacktestResponse times(Long value) {
        set("times", value);
        return this;
    }

    /** The last time tested. */
    public String to() {
        return textAt("to");
    }

    /** Sets to. */
    public BacktestResponse to(String value) {
        set("to", value);
        return this;
    }

    /** Version of this message. */
    public Long version() {
        return wholeAt("version");
    }

    /** Sets version. */
    public BacktestResponse version(Long value) {
        set("version", value);
        return this;
    }
}
