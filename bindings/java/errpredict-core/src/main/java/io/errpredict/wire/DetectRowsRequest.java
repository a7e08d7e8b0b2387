// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rows and how to score them. */
public final class DetectRowsRequest extends Message {
    /** Without any field. */
    public DetectRowsRequest() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public DetectRowsRequest(Map<String, Object> fields) {
        super(fields);
    }

    /** Tell the columns that deviate most as well, for each stretch of rows (detectors metrics and peers). */
    public Boolean causes() {
        return flagAt("causes");
    }

    /** Sets causes. */
    public DetectRowsRequest causes(Boolean value) {
        set("causes", value);
        return this;
    }

    /** A detector of rows: its name, or its settings with method; the ensemble when absent. */
    public Object detector() {
        return anyAt("detector");
    }

    /** Sets detector. */
    public DetectRowsRequest detector(Object value) {
        set("detector", value);
        return this;
    }

    /** Rows to learn from; those to score when absent. */
    public List<List<Double>> history() {
        return listAt("history", list -> asList(list, Message::asNumber));
    }

    /** Sets history. */
    public DetectRowsRequest history(List<List<Double>> value) {
        set("history", value);
        return this;
    }

    /** The names of the columns. */
    public List<String> names() {
        return listAt("names", String.class::cast);
    }

    /** Sets names. */
    public DetectRowsRequest names(List<String> value) {
        set("names", value);
        return this;
    }

    /** Rows to score, one value a name; null is a gap. */
    public List<List<Double>> rows() {
        return listAt("rows", list -> asList(list, Message::asNumber));
    }

    /** Sets rows. */
    public DetectRowsRequest rows(List<List<Double>> value) {
        set("rows", value);
        return this;
    }

    /** Seed of everything random. */
    public Long seed() {
        return wholeAt("seed");
    }

    /** Sets seed. */
    public DetectRowsRequest seed(Long value) {
        set("seed", value);
        return this;
    }

    /** Decide which rows are anomalies, within this budget. */
    public ScoreThreshold threshold() {
        return messageAt("threshold", ScoreThreshold::new);
    }

    /** Sets threshold. */
    public DetectRowsRequest threshold(ScoreThreshold value) {
        set("threshold", value);
        return this;
    }
}
