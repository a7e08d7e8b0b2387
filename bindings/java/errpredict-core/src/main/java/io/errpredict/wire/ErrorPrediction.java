// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The probability that something happens within a horizon (table error_predictions). */
public final class ErrorPrediction extends Message {
    /** Without any field. */
    public ErrorPrediction() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public ErrorPrediction(Map<String, Object> fields) {
        super(fields);
    }

    /** Whether it raises an alert. */
    public Boolean alert() {
        return flagAt("alert");
    }

    /** Sets alert. */
    public ErrorPrediction alert(Boolean value) {
        set("alert", value);
        return this;
    }

    /** When it was asked: nothing after it was known. */
    public String at() {
        return textAt("at");
    }

    /** Sets at. */
    public ErrorPrediction at(String value) {
        set("at", value);
        return this;
    }

    /** How high the probability is. One of Band. */
    public String band() {
        return textAt("band");
    }

    /** Sets band. */
    public ErrorPrediction band(String value) {
        set("band", value);
        return this;
    }

    /** Where it comes from. One of Basis. */
    public String basis() {
        return textAt("basis");
    }

    /** Sets basis. */
    public ErrorPrediction basis(String value) {
        set("basis", value);
        return this;
    }

    /** Keys of the anomalies under way when an analysis said so; empty where nobody looked for any. */
    public List<String> because() {
        return listAt("because", String.class::cast);
    }

    /** Sets because. */
    public ErrorPrediction because(List<String> value) {
        set("because", value);
        return this;
    }

    /** Events within half an hour from which on it is a burst; absent for critical. */
    public Long burstThreshold() {
        return wholeAt("burst_threshold");
    }

    /** Sets burst_threshold. */
    public ErrorPrediction burstThreshold(Long value) {
        set("burst_threshold", value);
        return this;
    }

    /** What moved a model's probability, largest first; empty where nobody asked. */
    public List<Factor> factors() {
        return listAt("factors", value -> view(value, Factor::new));
    }

    /** Sets factors. */
    public ErrorPrediction factors(List<Factor> value) {
        set("factors", value);
        return this;
    }

    /** The one error group that counts; absent where all of them do. */
    public String fingerprint() {
        return textAt("fingerprint");
    }

    /** Sets fingerprint. */
    public ErrorPrediction fingerprint(String value) {
        set("fingerprint", value);
        return this;
    }

    /** Share of the horizon in which the target would be new; absent where that is not asked. */
    public Double fresh() {
        return numberAt("fresh");
    }

    /** Sets fresh. */
    public ErrorPrediction fresh(Double value) {
        set("fresh", value);
        return this;
    }

    /** Within how many minutes. */
    public Long horizonMinutes() {
        return wholeAt("horizon_minutes");
    }

    /** Sets horizon_minutes. */
    public ErrorPrediction horizonMinutes(Long value) {
        set("horizon_minutes", value);
        return this;
    }

    /** Identity of the question, the same whenever it is asked; with at that of this answer. */
    public String key() {
        return textAt("key");
    }

    /** Sets key. */
    public ErrorPrediction key(String value) {
        set("key", value);
        return this;
    }

    /** Level of that interval. */
    public Double level() {
        return numberAt("level");
    }

    /** Sets level. */
    public ErrorPrediction level(Double value) {
        set("level", value);
        return this;
    }

    /** Lower end of its interval. */
    public Double lower() {
        return numberAt("lower");
    }

    /** Sets lower. */
    public ErrorPrediction lower(Double value) {
        set("lower", value);
        return this;
    }

    /** Past spans of the horizon's length that a base rate rests on. */
    public Double nSpans() {
        return numberAt("n_spans");
    }

    /** Sets n_spans. */
    public ErrorPrediction nSpans(Double value) {
        set("n_spans", value);
        return this;
    }

    /** The probability, 0 to 1. */
    public Double probability() {
        return numberAt("probability");
    }

    /** Sets probability. */
    public ErrorPrediction probability(Double value) {
        set("probability", value);
        return this;
    }

    /** The model's log-odds before outcomes and calibration: what an outcome is learnt from. */
    public Double rawLogOdds() {
        return numberAt("raw_log_odds");
    }

    /** Sets raw_log_odds. */
    public ErrorPrediction rawLogOdds(Double value) {
        set("raw_log_odds", value);
        return this;
    }

    /** The field service. */
    public String service() {
        return textAt("service");
    }

    /** Sets service. */
    public ErrorPrediction service(String value) {
        set("service", value);
        return this;
    }

    /**
     * The worst severity to expect: critical for a critical event, else what a model of severities says, where there is
     * one. One of Severity.
     */
    public String severity() {
        return textAt("severity");
    }

    /** Sets severity. */
    public ErrorPrediction severity(String value) {
        set("severity", value);
        return this;
    }

    /** The field system. */
    public Boolean system() {
        return flagAt("system");
    }

    /** Sets system. */
    public ErrorPrediction system(Boolean value) {
        set("system", value);
        return this;
    }

    /** What is foreseen. One of Target. */
    public String target() {
        return textAt("target");
    }

    /** Sets target. */
    public ErrorPrediction target(String value) {
        set("target", value);
        return this;
    }

    /**
     * What raised an alert at that time: a probability, under a budget of false alarms one of something new (probability
     * × fresh). Absent where nothing raises one.
     */
    public Double threshold() {
        return numberAt("threshold");
    }

    /** Sets threshold. */
    public ErrorPrediction threshold(Double value) {
        set("threshold", value);
        return this;
    }

    /** Upper end of its interval. */
    public Double upper() {
        return numberAt("upper");
    }

    /** Sets upper. */
    public ErrorPrediction upper(Double value) {
        set("upper", value);
        return this;
    }

    /**
     * How often it happens whatever the present state: the base rate beside a model's probability. A base rate is its
     * own. Absent where nobody counted.
     */
    public Double usual() {
        return numberAt("usual");
    }

    /** Sets usual. */
    public ErrorPrediction usual(Double value) {
        set("usual", value);
        return this;
    }

    /** What a model's words like these were worth before; absent where nobody counted. */
    public PastWords worth() {
        return messageAt("worth", PastWords::new);
    }

    /** Sets worth. */
    public ErrorPrediction worth(PastWords value) {
        set("worth", value);
        return this;
    }
}
