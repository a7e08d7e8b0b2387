// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is said about one incident. */
public final class IncidentAnswer extends Message {
    /** Without any field. */
    public IncidentAnswer() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public IncidentAnswer(Map<String, Object> fields) {
        super(fields);
    }

    /** What to do, most urgent first. */
    public List<PreventiveAction> actions() {
        return listAt("actions", value -> view(value, PreventiveAction::new));
    }

    /** Sets actions. */
    public IncidentAnswer actions(List<PreventiveAction> value) {
        set("actions", value);
        return this;
    }

    /** The onset of the incident. */
    public String at() {
        return textAt("at");
    }

    /** Sets at. */
    public IncidentAnswer at(String value) {
        set("at", value);
        return this;
    }

    /** The incident's id. */
    public String incident() {
        return textAt("incident");
    }

    /** Sets incident. */
    public IncidentAnswer incident(String value) {
        set("incident", value);
        return this;
    }

    /** Stable identity: the same incident has the same key. */
    public String key() {
        return textAt("key");
    }

    /** Sets key. */
    public IncidentAnswer key(String value) {
        set("key", value);
        return this;
    }

    /** Records that were missing and would have helped. */
    public List<String> lacked() {
        return listAt("lacked", String.class::cast);
    }

    /** Sets lacked. */
    public IncidentAnswer lacked(List<String> value) {
        set("lacked", value);
        return this;
    }

    /** What earlier incidents say about this one. */
    public Lessons lessons() {
        return messageAt("lessons", Lessons::new);
    }

    /** Sets lessons. */
    public IncidentAnswer lessons(Lessons value) {
        set("lessons", value);
        return this;
    }

    /** The share of "none of these". */
    public Double noneOfThese() {
        return numberAt("none_of_these");
    }

    /** Sets none_of_these. */
    public IncidentAnswer noneOfThese(Double value) {
        set("none_of_these", value);
        return this;
    }

    /**
     * How much of what would tell causes apart was recorded, 0 to 1: more rows after the onset and more kinds of records
     * give more. It is no chance of being right.
     */
    public Double recorded() {
        return numberAt("recorded");
    }

    /** Sets recorded. */
    public IncidentAnswer recorded(Double value) {
        set("recorded", value);
        return this;
    }

    /** Services that anything speaks against, strongest first. Empty when nothing does. */
    public List<RankedService> services() {
        return listAt("services", value -> view(value, RankedService::new));
    }

    /** Sets services. */
    public IncidentAnswer services(List<RankedService> value) {
        set("services", value);
        return this;
    }
}
