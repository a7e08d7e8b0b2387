// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One error group in numbers. */
public final class GroupSummary extends Message {
    /** Without any field. */
    public GroupSummary() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public GroupSummary(Map<String, Object> fields) {
        super(fields);
    }

    /** The type of error. */
    public String errorType() {
        return textAt("error_type");
    }

    /** Sets error_type. */
    public GroupSummary errorType(String value) {
        set("error_type", value);
        return this;
    }

    /** Errors in the history looked at. */
    public Long errors() {
        return wholeAt("errors");
    }

    /** Sets errors. */
    public GroupSummary errors(Long value) {
        set("errors", value);
        return this;
    }

    /** Errors of the last 24 hours. */
    public Long errorsLastDay() {
        return wholeAt("errors_last_day");
    }

    /** Sets errors_last_day. */
    public GroupSummary errorsLastDay(Long value) {
        set("errors_last_day", value);
        return this;
    }

    /** The fingerprint. */
    public String fingerprint() {
        return textAt("fingerprint");
    }

    /** Sets fingerprint. */
    public GroupSummary fingerprint(String value) {
        set("fingerprint", value);
        return this;
    }

    /** When it was first seen. */
    public String firstSeen() {
        return textAt("first_seen");
    }

    /** Sets first_seen. */
    public GroupSummary firstSeen(String value) {
        set("first_seen", value);
        return this;
    }

    /** End of the minute it was last seen, up to the time analysed. */
    public String lastSeen() {
        return textAt("last_seen");
    }

    /** Sets last_seen. */
    public GroupSummary lastSeen(String value) {
        set("last_seen", value);
        return this;
    }

    /** A message of the group, as logged. */
    public String sample() {
        return textAt("sample");
    }

    /** Sets sample. */
    public GroupSummary sample(String value) {
        set("sample", value);
        return this;
    }

    /** Other groups with nearly the same words, in any service. */
    public List<SimilarGroup> similar() {
        return listAt("similar", value -> view(value, SimilarGroup::new));
    }

    /** Sets similar. */
    public GroupSummary similar(List<SimilarGroup> value) {
        set("similar", value);
        return this;
    }

    /**
     * What the message has in common with those of other groups, &lt;*&gt; for what varies; absent without a message and
     * in a quick analysis.
     */
    public String template() {
        return textAt("template");
    }

    /** Sets template. */
    public GroupSummary template(String value) {
        set("template", value);
        return this;
    }
}
