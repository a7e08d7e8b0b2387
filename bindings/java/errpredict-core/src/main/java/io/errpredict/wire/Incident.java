// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything recorded around the onset of one incident. Whatever was not recorded stays empty. */
public final class Incident extends Message {
    /** Without any field. */
    public Incident() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Incident(Map<String, Object> fields) {
        super(fields);
    }

    /** Changes before the onset. */
    public List<ChangeEvent> changes() {
        return listAt("changes", value -> view(value, ChangeEvent::new));
    }

    /** Sets changes. */
    public Incident changes(List<ChangeEvent> value) {
        set("changes", value);
        return this;
    }

    /** Who calls whom: caller and callee, as indices into services. */
    public List<Object> graph() {
        return listAt("graph", value -> value);
    }

    /** Sets graph. */
    public Incident graph(List<Object> value) {
        set("graph", value);
        return this;
    }

    /** Its id. */
    public String id() {
        return textAt("id");
    }

    /** Sets id. */
    public Incident id(String value) {
        set("id", value);
        return this;
    }

    /** Logs. */
    public Logs logs() {
        return messageAt("logs", Logs::new);
    }

    /** Sets logs. */
    public Incident logs(Logs value) {
        set("logs", value);
        return this;
    }

    /** The metrics. */
    public List<MetricColumn> metrics() {
        return listAt("metrics", value -> view(value, MetricColumn::new));
    }

    /** Sets metrics. */
    public Incident metrics(List<MetricColumn> value) {
        set("metrics", value);
        return this;
    }

    /** When it began, as far as is known. */
    public String onset() {
        return textAt("onset");
    }

    /** Sets onset. */
    public Incident onset(String value) {
        set("onset", value);
        return this;
    }

    /** Names of the services. They are labels only: nothing depends on them. */
    public List<String> services() {
        return listAt("services", String.class::cast);
    }

    /** Sets services. */
    public Incident services(List<String> value) {
        set("services", value);
        return this;
    }

    /** What somebody complained about. */
    public Symptom symptom() {
        return messageAt("symptom", Symptom::new);
    }

    /** Sets symptom. */
    public Incident symptom(Symptom value) {
        set("symptom", value);
        return this;
    }

    /** Time of every metric row. */
    public List<String> times() {
        return listAt("times", String.class::cast);
    }

    /** Sets times. */
    public Incident times(List<String> value) {
        set("times", value);
        return this;
    }

    /** Traces. */
    public Traces traces() {
        return messageAt("traces", Traces::new);
    }

    /** Sets traces. */
    public Incident traces(Traces value) {
        set("traces", value);
        return this;
    }
}
