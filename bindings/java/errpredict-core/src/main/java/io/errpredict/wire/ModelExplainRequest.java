// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is to be explained; the counts are those of the monitor or rollup given along. */
public final class ModelExplainRequest extends Message {
    /** Without any field. */
    public ModelExplainRequest() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public ModelExplainRequest(Map<String, Object> fields) {
        super(fields);
    }

    /** The time; the end of the counts when absent. */
    public String at() {
        return textAt("at");
    }

    /** Sets at. */
    public ModelExplainRequest at(String value) {
        set("at", value);
        return this;
    }

    /** Tell what the model relies on instead, measured over times of the counts. */
    public Boolean importance() {
        return flagAt("importance");
    }

    /** Sets importance. */
    public ModelExplainRequest importance(Boolean value) {
        set("importance", value);
        return this;
    }

    /** The services; every one when absent. */
    public List<String> only() {
        return listAt("only", String.class::cast);
    }

    /** Sets only. */
    public ModelExplainRequest only(List<String> value) {
        set("only", value);
        return this;
    }

    /** Ways through single trees to tell with each, those that moved most first. */
    public Long paths() {
        return wholeAt("paths");
    }

    /** Sets paths. */
    public ModelExplainRequest paths(Long value) {
        set("paths", value);
        return this;
    }

    /** What is known of the services beside their events. */
    public Statics services() {
        return messageAt("services", Statics::new);
    }

    /** Sets services. */
    public ModelExplainRequest services(Statics value) {
        set("services", value);
        return this;
    }
}
