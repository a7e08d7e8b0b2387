// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is known about one service at one time. Whatever is not known stays empty. */
public final class Situation extends Message {
    /** Without any field. */
    public Situation() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Situation(Map<String, Object> fields) {
        super(fields);
    }

    /** What is strange now. */
    public List<AnomalyDetection> anomalies() {
        return listAt("anomalies", value -> view(value, AnomalyDetection::new));
    }

    /** Sets anomalies. */
    public Situation anomalies(List<AnomalyDetection> value) {
        set("anomalies", value);
        return this;
    }

    /** The time it is looked at. */
    public String at() {
        return textAt("at");
    }

    /** Sets at. */
    public Situation at(String value) {
        set("at", value);
        return this;
    }

    /** What is forecast to reach a limit. */
    public List<CapacityForecast> capacity() {
        return listAt("capacity", value -> view(value, CapacityForecast::new));
    }

    /** Sets capacity. */
    public Situation capacity(List<CapacityForecast> value) {
        set("capacity", value);
        return this;
    }

    /** Possible causes, strongest first. */
    public List<Cause> causes() {
        return listAt("causes", value -> view(value, Cause::new));
    }

    /** Sets causes. */
    public Situation causes(List<Cause> value) {
        set("causes", value);
        return this;
    }

    /** Error groups that make up what is too many, largest first. */
    public List<RisenGroup> errors() {
        return listAt("errors", value -> view(value, RisenGroup::new));
    }

    /** Sets errors. */
    public Situation errors(List<RisenGroup> value) {
        set("errors", value);
        return this;
    }

    /**
     * Errors and failed requests per hour, against the most in the same hour of other days; absent where no other day is
     * known.
     */
    public BeforeAndNow failures() {
        return messageAt("failures", BeforeAndNow::new);
    }

    /** Sets failures. */
    public Situation failures(BeforeAndNow value) {
        set("failures", value);
        return this;
    }

    /** What is likely soon. */
    public List<ErrorPrediction> predictions() {
        return listAt("predictions", value -> view(value, ErrorPrediction::new));
    }

    /** Sets predictions. */
    public Situation predictions(List<ErrorPrediction> value) {
        set("predictions", value);
        return this;
    }

    /** Requests per hour, against the same hour of other days. */
    public BeforeAndNow requests() {
        return messageAt("requests", BeforeAndNow::new);
    }

    /** Sets requests. */
    public Situation requests(BeforeAndNow value) {
        set("requests", value);
        return this;
    }

    /** Response time (p95, ms), against the same hour of other days. */
    public BeforeAndNow responseTime() {
        return messageAt("response_time", BeforeAndNow::new);
    }

    /** Sets response_time. */
    public Situation responseTime(BeforeAndNow value) {
        set("response_time", value);
        return this;
    }

    /** The service, or all of them together. */
    public Scope scope() {
        return messageAt("scope", Scope::new);
    }

    /** Sets scope. */
    public Situation scope(Scope value) {
        set("scope", value);
        return this;
    }

    /** Error groups that are new, back, rising or gone. */
    public List<GroupState> states() {
        return listAt("states", value -> view(value, GroupState::new));
    }

    /** Sets states. */
    public Situation states(List<GroupState> value) {
        set("states", value);
        return this;
    }
}
