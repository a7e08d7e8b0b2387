// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** One group in one of the four states, with the numbers that say so. */
public final class GroupState extends Message {
    /** Without any field. */
    public GroupState() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public GroupState(Map<String, Object> fields) {
        super(fields);
    }

    /** Events in the baseline time. */
    public Long baseline() {
        return wholeAt("baseline");
    }

    /** Sets baseline. */
    public GroupState baseline(Long value) {
        set("baseline", value);
        return this;
    }

    /** The type of error. */
    public String errorType() {
        return textAt("error_type");
    }

    /** Sets error_type. */
    public GroupState errorType(String value) {
        set("error_type", value);
        return this;
    }

    /** Events expected in the recent time at the baseline's rate. */
    public Double expected() {
        return numberAt("expected");
    }

    /** Sets expected. */
    public GroupState expected(Double value) {
        set("expected", value);
        return this;
    }

    /** The error group, as 16 hexadecimal digits. */
    public String fingerprint() {
        return textAt("fingerprint");
    }

    /** Sets fingerprint. */
    public GroupState fingerprint(String value) {
        set("fingerprint", value);
        return this;
    }

    /** What it is called: its type, or what its messages say where it has none; never empty. */
    public String label() {
        return textAt("label");
    }

    /** Sets label. */
    public GroupState label(String value) {
        set("label", value);
        return this;
    }

    /** Chance of the observation if nothing had changed; absent where nothing is tested (new, regressed). */
    public Double pValue() {
        return numberAt("p_value");
    }

    /** Sets p_value. */
    public GroupState pValue(Double value) {
        set("p_value", value);
        return this;
    }

    /** Events in the recent time. */
    public Long recent() {
        return wholeAt("recent");
    }

    /** Sets recent. */
    public GroupState recent(Long value) {
        set("recent", value);
        return this;
    }

    /** Length of the recent time, over which recent and expected count. */
    public Long recentMs() {
        return wholeAt("recent_ms");
    }

    /** Sets recent_ms. */
    public GroupState recentMs(Long value) {
        set("recent_ms", value);
        return this;
    }

    /** The service. */
    public String service() {
        return textAt("service");
    }

    /** Sets service. */
    public GroupState service(String value) {
        set("service", value);
        return this;
    }

    /** For a regressed group: the end of the last bucket before the silence. */
    public String silentSince() {
        return textAt("silent_since");
    }

    /** Sets silent_since. */
    public GroupState silentSince(String value) {
        set("silent_since", value);
        return this;
    }

    /** For a new group: when it first came. */
    public String since() {
        return textAt("since");
    }

    /** Sets since. */
    public GroupState since(String value) {
        set("since", value);
        return this;
    }

    /** The state. One of GroupStateName. */
    public String state() {
        return textAt("state");
    }

    /** Sets state. */
    public GroupState state(String value) {
        set("state", value);
        return this;
    }
}
