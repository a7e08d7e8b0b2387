// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Why errors of a service may have risen. */
public final class RootCauseAnalysis extends Message {
    /** Without any field. */
    public RootCauseAnalysis() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public RootCauseAnalysis(Map<String, Object> fields) {
        super(fields);
    }

    /** When it was asked: nothing after that was known. */
    public String at() {
        return textAt("at");
    }

    /** Sets at. */
    public RootCauseAnalysis at(String value) {
        set("at", value);
        return this;
    }

    /** Keys of the anomalies it explains; empty where it was asked for a window alone. */
    public List<String> because() {
        return listAt("because", String.class::cast);
    }

    /** Sets because. */
    public RootCauseAnalysis because(List<String> value) {
        set("because", value);
        return this;
    }

    /** Possible causes, strongest first. */
    public List<Cause> causes() {
        return listAt("causes", value -> view(value, Cause::new));
    }

    /** Sets causes. */
    public RootCauseAnalysis causes(List<Cause> value) {
        set("causes", value);
        return this;
    }

    /** The error groups that make it up, the largest first: what the trouble looks like, not why it came. */
    public List<RisenGroup> errors() {
        return listAt("errors", value -> view(value, RisenGroup::new));
    }

    /** Sets errors. */
    public RootCauseAnalysis errors(List<RisenGroup> value) {
        set("errors", value);
        return this;
    }

    /** Errors above the usual in the window. */
    public Double excessErrors() {
        return numberAt("excess_errors");
    }

    /** Sets excess_errors. */
    public RootCauseAnalysis excessErrors(Double value) {
        set("excess_errors", value);
        return this;
    }

    /** Stable identity: the same service and the same begin of the window have the same key, whenever it is asked. */
    public String key() {
        return textAt("key");
    }

    /** Sets key. */
    public RootCauseAnalysis key(String value) {
        set("key", value);
        return this;
    }

    /** Records that were missing and would have helped. */
    public List<String> lacked() {
        return listAt("lacked", String.class::cast);
    }

    /** Sets lacked. */
    public RootCauseAnalysis lacked(List<String> value) {
        set("lacked", value);
        return this;
    }

    /** What earlier incidents say about this one. */
    public Lessons lessons() {
        return messageAt("lessons", Lessons::new);
    }

    /** Sets lessons. */
    public RootCauseAnalysis lessons(Lessons value) {
        set("lessons", value);
        return this;
    }

    /** The share of "none of these". */
    public Double noneOfThese() {
        return numberAt("none_of_these");
    }

    /** Sets none_of_these. */
    public RootCauseAnalysis noneOfThese(Double value) {
        set("none_of_these", value);
        return this;
    }

    /** When the rise began, to the minute, if there is one in the window. */
    public String onset() {
        return textAt("onset");
    }

    /** Sets onset. */
    public RootCauseAnalysis onset(String value) {
        set("onset", value);
        return this;
    }

    /** How much of what would tell causes apart was recorded, 0 to 1. It is no chance of being right. */
    public Double recorded() {
        return numberAt("recorded");
    }

    /** Sets recorded. */
    public RootCauseAnalysis recorded(Double value) {
        set("recorded", value);
        return this;
    }

    /** The service. */
    public String service() {
        return textAt("service");
    }

    /** Sets service. */
    public RootCauseAnalysis service(String value) {
        set("service", value);
        return this;
    }

    /** What happened around the onset, oldest first: deployments, rises of other services, new error groups. */
    public List<Moment> timeline() {
        return listAt("timeline", value -> view(value, Moment::new));
    }

    /** Sets timeline. */
    public RootCauseAnalysis timeline(List<Moment> value) {
        set("timeline", value);
        return this;
    }
}
