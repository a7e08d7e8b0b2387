// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the messages of some error groups have in common. */
public final class PatternSummary extends Message {
    /** Without any field. */
    public PatternSummary() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public PatternSummary(Map<String, Object> fields) {
        super(fields);
    }

    /** The types of error, commonest first, at most 8. */
    public List<String> errorTypes() {
        return listAt("error_types", String.class::cast);
    }

    /** Sets error_types. */
    public PatternSummary errorTypes(List<String> value) {
        set("error_types", value);
        return this;
    }

    /** Errors in the history looked at, in all services. */
    public Long errors() {
        return wholeAt("errors");
    }

    /** Sets errors. */
    public PatternSummary errors(Long value) {
        set("errors", value);
        return this;
    }

    /** Errors of the last 24 hours, in all services. */
    public Long errorsLastDay() {
        return wholeAt("errors_last_day");
    }

    /** Sets errors_last_day. */
    public PatternSummary errorsLastDay(Long value) {
        set("errors_last_day", value);
        return this;
    }

    /** The error groups, oldest first. */
    public List<String> fingerprints() {
        return listAt("fingerprints", String.class::cast);
    }

    /** Sets fingerprints. */
    public PatternSummary fingerprints(List<String> value) {
        set("fingerprints", value);
        return this;
    }

    /** When the first of them was seen. */
    public String firstSeen() {
        return textAt("first_seen");
    }

    /** Sets first_seen. */
    public PatternSummary firstSeen(String value) {
        set("first_seen", value);
        return this;
    }

    /** How many these are. */
    public Long nServices() {
        return wholeAt("n_services");
    }

    /** Sets n_services. */
    public PatternSummary nServices(Long value) {
        set("n_services", value);
        return this;
    }

    /** The services it came in within the last 24 hours, by name, at most 8. */
    public List<String> services() {
        return listAt("services", String.class::cast);
    }

    /** Sets services. */
    public PatternSummary services(List<String> value) {
        set("services", value);
        return this;
    }

    /** The message with &lt;*&gt; for what varies; empty for groups without a message. */
    public String template() {
        return textAt("template");
    }

    /** Sets template. */
    public PatternSummary template(String value) {
        set("template", value);
        return this;
    }
}
