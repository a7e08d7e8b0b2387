// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The history so far and what to add. */
public final class FeedbackRequest extends Message {
    /** Without any field. */
    public FeedbackRequest() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public FeedbackRequest(Map<String, Object> fields) {
        super(fields);
    }

    /** What came of actions. */
    public List<PastAction> actions() {
        return listAt("actions", value -> view(value, PastAction::new));
    }

    /** Sets actions. */
    public FeedbackRequest actions(List<PastAction> value) {
        set("actions", value);
        return this;
    }

    /** Which errors are the same, or are not. */
    public List<ErrorDecision> errors() {
        return listAt("errors", value -> view(value, ErrorDecision::new));
    }

    /** Sets errors. */
    public FeedbackRequest errors(List<ErrorDecision> value) {
        set("errors", value);
        return this;
    }

    /** What was said of predictions. */
    public List<Feedback> feedback() {
        return listAt("feedback", value -> view(value, Feedback::new));
    }

    /** Sets feedback. */
    public FeedbackRequest feedback(List<Feedback> value) {
        set("feedback", value);
        return this;
    }

    /** What is known already; empty when absent. */
    public History history() {
        return messageAt("history", History::new);
    }

    /** Sets history. */
    public FeedbackRequest history(History value) {
        set("history", value);
        return this;
    }

    /** What the causes of incidents turned out to be. */
    public List<PastIncident> incidents() {
        return listAt("incidents", value -> view(value, PastIncident::new));
    }

    /** Sets incidents. */
    public FeedbackRequest incidents(List<PastIncident> value) {
        set("incidents", value);
        return this;
    }

    /** Which insights were seen, solved or set aside. */
    public List<InsightMark> insights() {
        return listAt("insights", value -> view(value, InsightMark::new));
    }

    /** Sets insights. */
    public FeedbackRequest insights(List<InsightMark> value) {
        set("insights", value);
        return this;
    }

    /** Times of the day at which so many errors of a service are normal. */
    public List<NormalTime> normal() {
        return listAt("normal", value -> view(value, NormalTime::new));
    }

    /** Sets normal. */
    public FeedbackRequest normal(List<NormalTime> value) {
        set("normal", value);
        return this;
    }
}
