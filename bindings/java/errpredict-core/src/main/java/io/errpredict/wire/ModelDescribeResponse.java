// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the model is. */
public final class ModelDescribeResponse extends Message {
    /** Without any field. */
    public ModelDescribeResponse() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public ModelDescribeResponse(Map<String, Object> fields) {
        super(fields);
    }

    /** From which probability on an alarm is raised, and for how long; absent for a model that raises none by itself. */
    public AlertRule alert() {
        return messageAt("alert", AlertRule::new);
    }

    /** Sets alert. */
    public ModelDescribeResponse alert(AlertRule value) {
        set("alert", value);
        return this;
    }

    /** Its columns, in their order. */
    public List<String> features() {
        return listAt("features", String.class::cast);
    }

    /** Sets features. */
    public ModelDescribeResponse features(List<String> value) {
        set("features", value);
        return this;
    }

    /** How far ahead, in minutes. */
    public Long horizonMinutes() {
        return wholeAt("horizon_minutes");
    }

    /** Sets horizon_minutes. */
    public ModelDescribeResponse horizonMinutes(Long value) {
        set("horizon_minutes", value);
        return this;
    }

    /** The method. */
    public String method() {
        return textAt("method");
    }

    /** Sets method. */
    public ModelDescribeResponse method(String value) {
        set("method", value);
        return this;
    }

    /** How good it was on later rows. */
    public Metrics metrics() {
        return messageAt("metrics", Metrics::new);
    }

    /** Sets metrics. */
    public ModelDescribeResponse metrics(Metrics value) {
        set("metrics", value);
        return this;
    }

    /** What it foresees. */
    public String target() {
        return textAt("target");
    }

    /** Sets target. */
    public ModelDescribeResponse target(String value) {
        set("target", value);
        return this;
    }

    /** Predictions whose outcome is not known yet. */
    public Long waiting() {
        return wholeAt("waiting");
    }

    /** Sets waiting. */
    public ModelDescribeResponse waiting(Long value) {
        set("waiting", value);
        return this;
    }
}
