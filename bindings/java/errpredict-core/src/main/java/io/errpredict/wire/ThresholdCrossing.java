// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The chance to cross a threshold within the horizon, and when. */
public final class ThresholdCrossing extends Message {
    /** Without any field. */
    public ThresholdCrossing() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public ThresholdCrossing(Map<String, Object> fields) {
        super(fields);
    }

    /** Probability to have crossed it by the end of each step. */
    public List<Double> byStep() {
        return listAt("by_step", Message::asNumber);
    }

    /** Sets by_step. */
    public ThresholdCrossing byStep(List<Double> value) {
        set("by_step", value);
        return this;
    }

    /** Whether the point forecast itself crosses it. */
    public Boolean exceeds() {
        return flagAt("exceeds");
    }

    /** Sets exceeds. */
    public ThresholdCrossing exceeds(Boolean value) {
        set("exceeds", value);
        return this;
    }

    /** First step end by which crossing is at least as likely as not; absent if it stays unlikely. */
    public String medianTime() {
        return textAt("median_time");
    }

    /** Sets median_time. */
    public ThresholdCrossing medianTime(String value) {
        set("median_time", value);
        return this;
    }

    /** Probability to cross it within the horizon, from the backtest's error paths; absent without any. */
    public Double probability() {
        return numberAt("probability");
    }

    /** Sets probability. */
    public ThresholdCrossing probability(Double value) {
        set("probability", value);
        return this;
    }

    /** The threshold. */
    public Double threshold() {
        return numberAt("threshold");
    }

    /** Sets threshold. */
    public ThresholdCrossing threshold(Double value) {
        set("threshold", value);
        return this;
    }
}
