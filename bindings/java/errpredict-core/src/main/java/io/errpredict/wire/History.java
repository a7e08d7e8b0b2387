// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What happened before. */
public final class History extends Message {
    /** Without any field. */
    public History() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public History(Map<String, Object> fields) {
        super(fields);
    }

    /** Actions that were carried out, in any order. */
    public List<PastAction> actions() {
        return listAt("actions", value -> view(value, PastAction::new));
    }

    /** Sets actions. */
    public History actions(List<PastAction> value) {
        set("actions", value);
        return this;
    }

    /** Which errors are the same; of two decisions about the same pair the later counts. */
    public List<ErrorDecision> errors() {
        return listAt("errors", value -> view(value, ErrorDecision::new));
    }

    /** Sets errors. */
    public History errors(List<ErrorDecision> value) {
        set("errors", value);
        return this;
    }

    /** What was said of predictions; of two words about the same row the later counts. */
    public List<Feedback> feedback() {
        return listAt("feedback", value -> view(value, Feedback::new));
    }

    /** Sets feedback. */
    public History feedback(List<Feedback> value) {
        set("feedback", value);
        return this;
    }

    /** Incidents, in any order. */
    public List<PastIncident> incidents() {
        return listAt("incidents", value -> view(value, PastIncident::new));
    }

    /** Sets incidents. */
    public History incidents(List<PastIncident> value) {
        set("incidents", value);
        return this;
    }

    /** Which insights were seen, solved or set aside; of two marks of the same insight the later counts. */
    public List<InsightMark> insights() {
        return listAt("insights", value -> view(value, InsightMark::new));
    }

    /** Sets insights. */
    public History insights(List<InsightMark> value) {
        set("insights", value);
        return this;
    }

    /** Times of the day at which so many errors of a service are normal. */
    public List<NormalTime> normal() {
        return listAt("normal", value -> view(value, NormalTime::new));
    }

    /** Sets normal. */
    public History normal(List<NormalTime> value) {
        set("normal", value);
        return this;
    }

    /** Version of the file: 1. */
    public Long version() {
        return wholeAt("version");
    }

    /** Sets version. */
    public History version(Long value) {
        set("version", value);
        return this;
    }
}
