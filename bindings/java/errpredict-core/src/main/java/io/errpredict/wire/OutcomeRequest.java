// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The log and the action. */
public final class OutcomeRequest extends Message {
    /** Without any field. */
    public OutcomeRequest() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public OutcomeRequest(Map<String, Object> fields) {
        super(fields);
    }

    /** The times by which other actions for it were over: hours right after them are not compared with. */
    public List<String> acted() {
        return listAt("acted", String.class::cast);
    }

    /** Sets acted. */
    public OutcomeRequest acted(List<String> value) {
        set("acted", value);
        return this;
    }

    /** What was done. One of ActionType. */
    public String actionType() {
        return textAt("action_type");
    }

    /** Sets action_type. */
    public OutcomeRequest actionType(String value) {
        set("action_type", value);
        return this;
    }

    /** The events before and after it, in any order. */
    public List<Event> events() {
        return listAt("events", value -> view(value, Event::new));
    }

    /** Sets events. */
    public OutcomeRequest events(List<Event> value) {
        set("events", value);
        return this;
    }

    /** When. */
    public String executedAt() {
        return textAt("executed_at");
    }

    /** Sets executed_at. */
    public OutcomeRequest executedAt(String value) {
        set("executed_at", value);
        return this;
    }

    /** Hours after it that are compared. */
    public Long hours() {
        return wholeAt("hours");
    }

    /** Sets hours. */
    public OutcomeRequest hours(Long value) {
        set("hours", value);
        return this;
    }

    /** Caps and retention of the counts. */
    public RollupConfig rollup() {
        return messageAt("rollup", RollupConfig::new);
    }

    /** Sets rollup. */
    public OutcomeRequest rollup(RollupConfig value) {
        set("rollup", value);
        return this;
    }

    /** The service it was for; absent for all of them together. */
    public String service() {
        return textAt("service");
    }

    /** Sets service. */
    public OutcomeRequest service(String value) {
        set("service", value);
        return this;
    }
}
