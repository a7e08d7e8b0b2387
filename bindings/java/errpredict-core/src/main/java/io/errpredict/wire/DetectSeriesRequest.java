// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The series and how to score them. */
public final class DetectSeriesRequest extends Message {
    /** Without any field. */
    public DetectSeriesRequest() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public DetectSeriesRequest(Map<String, Object> fields) {
        super(fields);
    }

    /** Judge every step by earlier ones only. */
    public Boolean causal() {
        return flagAt("causal");
    }

    /** Sets causal. */
    public DetectSeriesRequest causal(Boolean value) {
        set("causal", value);
        return this;
    }

    /** Tell the columns that deviate most as well, for each stretch of rows (detectors metrics and peers). */
    public Boolean causes() {
        return flagAt("causes");
    }

    /** Sets causes. */
    public DetectSeriesRequest causes(Boolean value) {
        set("causes", value);
        return this;
    }

    /** auto, stream, metrics, or another detector: its name, or its settings with method. */
    public Object detector() {
        return anyAt("detector");
    }

    /** Sets detector. */
    public DetectSeriesRequest detector(Object value) {
        set("detector", value);
        return this;
    }

    /** The end of the first step. */
    public String firstEnd() {
        return textAt("first_end");
    }

    /** Sets first_end. */
    public DetectSeriesRequest firstEnd(String value) {
        set("first_end", value);
        return this;
    }

    /** Earlier rows to learn from. */
    public List<List<Double>> history() {
        return listAt("history", list -> asList(list, Message::asNumber));
    }

    /** Sets history. */
    public DetectSeriesRequest history(List<List<Double>> value) {
        set("history", value);
        return this;
    }

    /** The names of the series. */
    public List<String> names() {
        return listAt("names", String.class::cast);
    }

    /** Sets names. */
    public DetectSeriesRequest names(List<String> value) {
        set("names", value);
        return this;
    }

    /** One row a step, oldest first, one value a name; null is a gap. */
    public List<List<Double>> rows() {
        return listAt("rows", list -> asList(list, Message::asNumber));
    }

    /** Sets rows. */
    public DetectSeriesRequest rows(List<List<Double>> value) {
        set("rows", value);
        return this;
    }

    /** Seed of everything random. */
    public Long seed() {
        return wholeAt("seed");
    }

    /** Sets seed. */
    public DetectSeriesRequest seed(Long value) {
        set("seed", value);
        return this;
    }

    /** Milliseconds a step. */
    public Long stepMs() {
        return wholeAt("step_ms");
    }

    /** Sets step_ms. */
    public DetectSeriesRequest stepMs(Long value) {
        set("step_ms", value);
        return this;
    }

    /** Decide which steps are anomalies, within this budget. */
    public ScoreThreshold threshold() {
        return messageAt("threshold", ScoreThreshold::new);
    }

    /** Sets threshold. */
    public DetectSeriesRequest threshold(ScoreThreshold value) {
        set("threshold", value);
        return this;
    }
}
