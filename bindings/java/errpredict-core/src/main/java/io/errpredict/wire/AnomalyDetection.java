// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A strange interval inside one series or one mix (table anomaly_detections). Every number is finite. Built by one
 * private constructor, so that score, severity and key follow one rule.
 */
public final class AnomalyDetection extends Message {
    /** Without any field. */
    public AnomalyDetection() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public AnomalyDetection(Map<String, Object> fields) {
        super(fields);
    }

    /** What was seen in the same time, in the same unit. */
    public Double actual() {
        return numberAt("actual");
    }

    /** Sets actual. */
    public AnomalyDetection actual(Double value) {
        set("actual", value);
        return this;
    }

    /** Since when its level counts as the usual one although it goes on; absent while it does not. */
    public String adopted() {
        return textAt("adopted");
    }

    /** Sets adopted. */
    public AnomalyDetection adopted(String value) {
        set("adopted", value);
        return this;
    }

    /** When it was looked at: nothing after that is known here. */
    public String at() {
        return textAt("at");
    }

    /** Sets at. */
    public AnomalyDetection at(String value) {
        set("at", value);
        return this;
    }

    /** What makes it up, largest share first; empty where there is only one series. */
    public List<AnomalyCause> causes() {
        return listAt("causes", value -> view(value, AnomalyCause::new));
    }

    /** Sets causes. */
    public AnomalyDetection causes(List<AnomalyCause> value) {
        set("causes", value);
        return this;
    }

    /** How often chance alone would bring such a thing. */
    public Chance chance() {
        return messageAt("chance", Chance::new);
    }

    /** Sets chance. */
    public AnomalyDetection chance(Chance value) {
        set("chance", value);
        return this;
    }

    /** Probability of a week in which chance brings no such thing, all tests counted in: see [Chance]. */
    public Double confidence() {
        return numberAt("confidence");
    }

    /** Sets confidence. */
    public AnomalyDetection confidence(Double value) {
        set("confidence", value);
        return this;
    }

    /** actual against expected in percent; absent where nothing was expected. */
    public Double deviationPercent() {
        return numberAt("deviation_percent");
    }

    /** Sets deviation_percent. */
    public AnomalyDetection deviationPercent(Double value) {
        set("deviation_percent", value);
        return this;
    }

    /** Where it ends (inclusive): the last of what was strange so far. */
    public String end() {
        return textAt("end");
    }

    /** Sets end. */
    public AnomalyDetection end(String value) {
        set("end", value);
        return this;
    }

    /** More than expected over the whole interval, in all (fewer: below 0); absent for what is no count. */
    public Double excess() {
        return numberAt("excess");
    }

    /** Sets excess. */
    public AnomalyDetection excess(Double value) {
        set("excess", value);
        return this;
    }

    /** What was expected, in unit: on average over the interval, of a spike in values at its peak. */
    public Double expected() {
        return numberAt("expected");
    }

    /** Sets expected. */
    public AnomalyDetection expected(Double value) {
        set("expected", value);
        return this;
    }

    /** Keys of the causes that were found for it, likeliest first; empty where none was looked for. */
    public List<String> explainedBy() {
        return listAt("explained_by", String.class::cast);
    }

    /** Sets explained_by. */
    public AnomalyDetection explainedBy(List<String> value) {
        set("explained_by", value);
        return this;
    }

    /** What found it. One of FoundBy. */
    public String foundBy() {
        return textAt("found_by");
    }

    /** Sets found_by. */
    public AnomalyDetection foundBy(String value) {
        set("found_by", value);
        return this;
    }

    /** The error group it is about, where it is one alone. */
    public String group() {
        return textAt("group");
    }

    /** Sets group. */
    public AnomalyDetection group(String value) {
        set("group", value);
        return this;
    }

    /** Stable identity: what is found again, whenever it is asked, has the same one. See [anomaly_key]. */
    public String key() {
        return textAt("key");
    }

    /** Sets key. */
    public AnomalyDetection key(String value) {
        set("key", value);
        return this;
    }

    /** What of it is strange. */
    public Object metric() {
        return anyAt("metric");
    }

    /** Sets metric. */
    public AnomalyDetection metric(Object value) {
        set("metric", value);
        return this;
    }

    /** True while the interval reaches to the end of the data. */
    public Boolean ongoing() {
        return flagAt("ongoing");
    }

    /** Sets ongoing. */
    public AnomalyDetection ongoing(Boolean value) {
        set("ongoing", value);
        return this;
    }

    /** Smallest tail probability inside the interval, for a single test. */
    public Double pValue() {
        return numberAt("p_value");
    }

    /** Sets p_value. */
    public AnomalyDetection pValue(Double value) {
        set("p_value", value);
        return this;
    }

    /** End of the bucket that deviates most. */
    public String peak() {
        return textAt("peak");
    }

    /** Sets peak. */
    public AnomalyDetection peak(String value) {
        set("peak", value);
        return this;
    }

    /** The time. */
    public Long perMs() {
        return wholeAt("per_ms");
    }

    /** Sets per_ms. */
    public AnomalyDetection perMs(Long value) {
        set("per_ms", value);
        return this;
    }

    /** How strange, 0 to 1: see [strangeness]. */
    public Double score() {
        return numberAt("score");
    }

    /** Sets score. */
    public AnomalyDetection score(Double value) {
        set("score", value);
        return this;
    }

    /** The field service. */
    public String service() {
        return textAt("service");
    }

    /** Sets service. */
    public AnomalyDetection service(String value) {
        set("service", value);
        return this;
    }

    /** From the score: &gt;= 0.85 critical, &gt;= 0.70 high, &gt;= 0.50 medium, else low. One of Severity. */
    public String severity() {
        return textAt("severity");
    }

    /** Sets severity. */
    public AnomalyDetection severity(String value) {
        set("severity", value);
        return this;
    }

    /** Where the interval begins (exclusive). */
    public String start() {
        return textAt("start");
    }

    /** Sets start. */
    public AnomalyDetection start(String value) {
        set("start", value);
        return this;
    }

    /** The field system. */
    public Boolean system() {
        return flagAt("system");
    }

    /** Sets system. */
    public AnomalyDetection system(Boolean value) {
        set("system", value);
        return this;
    }

    /** What kind of strangeness it is. One of AnomalyType. */
    public String type() {
        return textAt("type");
    }

    /** Sets type. */
    public AnomalyDetection type(String value) {
        set("type", value);
        return this;
    }

    /** The field unit. */
    public String unit() {
        return textAt("unit");
    }

    /** Sets unit. */
    public AnomalyDetection unit(String value) {
        set("unit", value);
        return this;
    }
}
