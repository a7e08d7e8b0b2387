// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One insight. */
public final class AiInsight extends Message {
    /** Without any field. */
    public AiInsight() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public AiInsight(Map<String, Object> fields) {
        super(fields);
    }

    /** What one could do. */
    public List<String> actions() {
        return listAt("actions", String.class::cast);
    }

    /** Sets actions. */
    public AiInsight actions(List<String> value) {
        set("actions", value);
        return this;
    }

    /** When it was found. */
    public String at() {
        return textAt("at");
    }

    /** Sets at. */
    public AiInsight at(String value) {
        set("at", value);
        return this;
    }

    /** Keys of the anomalies and forecasts it was derived from; empty where it was derived from counts alone. */
    public List<String> because() {
        return listAt("because", String.class::cast);
    }

    /** Sets because. */
    public AiInsight because(List<String> value) {
        set("because", value);
        return this;
    }

    /**
     * How often chance alone would bring it, all tests counted in; absent where nothing was tested: it is then a plain
     * count or a forecast, whose interval stands in the evidence.
     */
    public Chance chance() {
        return messageAt("chance", Chance::new);
    }

    /** Sets chance. */
    public AiInsight chance(Chance value) {
        set("chance", value);
        return this;
    }

    /** One sentence for someone who does not read logs. */
    public String description() {
        return textAt("description");
    }

    /** Sets description. */
    public AiInsight description(String value) {
        set("description", value);
        return this;
    }

    /** How much work the remedy is. One of Difficulty. */
    public String effort() {
        return textAt("effort");
    }

    /** Sets effort. */
    public AiInsight effort(String value) {
        set("effort", value);
        return this;
    }

    /** The numbers of the test behind it. */
    public List<Evidence> evidence() {
        return listAt("evidence", value -> view(value, Evidence::new));
    }

    /** Sets evidence. */
    public AiInsight evidence(List<Evidence> value) {
        set("evidence", value);
        return this;
    }

    /** When it no longer holds. */
    public String expires() {
        return textAt("expires");
    }

    /** Sets expires. */
    public AiInsight expires(String value) {
        set("expires", value);
        return this;
    }

    /** What it costs or would save, in words with numbers. */
    public String impact() {
        return textAt("impact");
    }

    /** Sets impact. */
    public AiInsight impact(String value) {
        set("impact", value);
        return this;
    }

    /** What kind. One of InsightType. */
    public String insightType() {
        return textAt("insight_type");
    }

    /** Sets insight_type. */
    public AiInsight insightType(String value) {
        set("insight_type", value);
        return this;
    }

    /** The same finding has the same key, whenever it is made: type, scope and subject, no numbers. */
    public String key() {
        return textAt("key");
    }

    /** Sets key. */
    public AiInsight key(String value) {
        set("key", value);
        return this;
    }

    /** The field service. */
    public String service() {
        return textAt("service");
    }

    /** Sets service. */
    public AiInsight service(String value) {
        set("service", value);
        return this;
    }

    /** How much it matters. One of InsightSeverity. */
    public String severity() {
        return textAt("severity");
    }

    /** Sets severity. */
    public AiInsight severity(String value) {
        set("severity", value);
        return this;
    }

    /** Where it stands. One of InsightStatus. */
    public String status() {
        return textAt("status");
    }

    /** Sets status. */
    public AiInsight status(String value) {
        set("status", value);
        return this;
    }

    /** The field system. */
    public Boolean system() {
        return flagAt("system");
    }

    /** Sets system. */
    public AiInsight system(Boolean value) {
        set("system", value);
        return this;
    }

    /** A few words. */
    public String title() {
        return textAt("title");
    }

    /** Sets title. */
    public AiInsight title(String value) {
        set("title", value);
        return this;
    }
}
