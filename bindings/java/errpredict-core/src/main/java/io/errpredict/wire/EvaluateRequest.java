// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was said beside what came; exactly one kind is asked by its kind. */
public final class EvaluateRequest extends Message {
    /** Without any field. */
    public EvaluateRequest() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public EvaluateRequest(Map<String, Object> fields) {
        super(fields);
    }

    /** What came. */
    public Object actual() {
        return anyAt("actual");
    }

    /** Sets actual. */
    public EvaluateRequest actual(Object value) {
        set("actual", value);
        return this;
    }

    /** Bins of the reliability table; 10 when absent. */
    public Long bins() {
        return wholeAt("bins");
    }

    /** Sets bins. */
    public EvaluateRequest bins(Long value) {
        set("bins", value);
        return this;
    }

    /** What was forecast. */
    public List<Double> forecast() {
        return listAt("forecast", Message::asNumber);
    }

    /** Sets forecast. */
    public EvaluateRequest forecast(List<Double> value) {
        set("forecast", value);
        return this;
    }

    /** The field kind. */
    public String kind() {
        return textAt("kind");
    }

    /** Sets kind. */
    public EvaluateRequest kind(String value) {
        set("kind", value);
        return this;
    }

    /** Whether it came. */
    public List<Boolean> labels() {
        return listAt("labels", Boolean.class::cast);
    }

    /** Sets labels. */
    public EvaluateRequest labels(List<Boolean> value) {
        set("labels", value);
        return this;
    }

    /** Lower ends of the intervals. */
    public List<Double> lower() {
        return listAt("lower", Message::asNumber);
    }

    /** Sets lower. */
    public EvaluateRequest lower(List<Double> value) {
        set("lower", value);
        return this;
    }

    /** How many classes there are. */
    public Long nClasses() {
        return wholeAt("n_classes");
    }

    /** Sets n_classes. */
    public EvaluateRequest nClasses(Long value) {
        set("n_classes", value);
        return this;
    }

    /** What was said. */
    public List<Long> predicted() {
        return listAt("predicted", Message::asWhole);
    }

    /** Sets predicted. */
    public EvaluateRequest predicted(List<Long> value) {
        set("predicted", value);
        return this;
    }

    /** How likely it was said to be, 0 to 1. */
    public List<Double> probabilities() {
        return listAt("probabilities", Message::asNumber);
    }

    /** Sets probabilities. */
    public EvaluateRequest probabilities(List<Double> value) {
        set("probabilities", value);
        return this;
    }

    /** The higher, the likelier. */
    public List<Double> scores() {
        return listAt("scores", Message::asNumber);
    }

    /** Sets scores. */
    public EvaluateRequest scores(List<Double> value) {
        set("scores", value);
        return this;
    }

    /** Where a probability counts as "it will come", for the confusion; 0.5 when absent. */
    public Double threshold() {
        return numberAt("threshold");
    }

    /** Sets threshold. */
    public EvaluateRequest threshold(Double value) {
        set("threshold", value);
        return this;
    }

    /** Upper ends of the intervals. */
    public List<Double> upper() {
        return listAt("upper", Message::asNumber);
    }

    /** Sets upper. */
    public EvaluateRequest upper(List<Double> value) {
        set("upper", value);
        return this;
    }
}
