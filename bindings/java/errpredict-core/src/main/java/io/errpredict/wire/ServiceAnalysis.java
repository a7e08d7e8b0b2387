// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was found about one service, or about all of them together. */
public final class ServiceAnalysis extends Message {
    /** Without any field. */
    public ServiceAnalysis() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public ServiceAnalysis(Map<String, Object> fields) {
        super(fields);
    }

    /** What to do, most urgent first. */
    public List<PreventiveAction> actions() {
        return listAt("actions", value -> view(value, PreventiveAction::new));
    }

    /** Sets actions. */
    public ServiceAnalysis actions(List<PreventiveAction> value) {
        set("actions", value);
        return this;
    }

    /** What is strange: ongoing, or ended recently; newest start last. */
    public List<AnomalyDetection> anomalies() {
        return listAt("anomalies", value -> view(value, AnomalyDetection::new));
    }

    /** Sets anomalies. */
    public ServiceAnalysis anomalies(List<AnomalyDetection> value) {
        set("anomalies", value);
        return this;
    }

    /** The causes as a tree: where a cause is another service, its own causes hang below it. */
    public CauseNode causeTree() {
        return messageAt("cause_tree", CauseNode::new);
    }

    /** Sets cause_tree. */
    public ServiceAnalysis causeTree(CauseNode value) {
        set("cause_tree", value);
        return this;
    }

    /** Its critical events among them. */
    public Long critical() {
        return wholeAt("critical");
    }

    /** Sets critical. */
    public ServiceAnalysis critical(Long value) {
        set("critical", value);
        return this;
    }

    /** Its errors among them. */
    public Long errors() {
        return wholeAt("errors");
    }

    /** Sets errors. */
    public ServiceAnalysis errors(Long value) {
        set("errors", value);
        return this;
    }

    /** Errors of the last 24 hours. */
    public Long errorsLastDay() {
        return wholeAt("errors_last_day");
    }

    /** Sets errors_last_day. */
    public ServiceAnalysis errorsLastDay(Long value) {
        set("errors_last_day", value);
        return this;
    }

    /** Errors of the last hour. */
    public Long errorsLastHour() {
        return wholeAt("errors_last_hour");
    }

    /** Sets errors_last_hour. */
    public ServiceAnalysis errorsLastHour(Long value) {
        set("errors_last_hour", value);
        return this;
    }

    /** Its events in the history looked at. */
    public Long events() {
        return wholeAt("events");
    }

    /** Sets events. */
    public ServiceAnalysis events(Long value) {
        set("events", value);
        return this;
    }

    /** Its answers with a status of 500 to 599 in the history looked at, in events of any kind. */
    public Long failedRequests() {
        return wholeAt("failed_requests");
    }

    /** Sets failed_requests. */
    public ServiceAnalysis failedRequests(Long value) {
        set("failed_requests", value);
        return this;
    }

    /** Where the errors per hour are going. */
    public TimeSeriesForecast forecast() {
        return messageAt("forecast", TimeSeriesForecast::new);
    }

    /** Sets forecast. */
    public ServiceAnalysis forecast(TimeSeriesForecast value) {
        set("forecast", value);
        return this;
    }

    /** The commonest error groups of the last 24 hours. */
    public List<GroupSummary> groups() {
        return listAt("groups", value -> view(value, GroupSummary::new));
    }

    /** Sets groups. */
    public ServiceAnalysis groups(List<GroupSummary> value) {
        set("groups", value);
        return this;
    }

    /** What it means. */
    public List<AiInsight> insights() {
        return listAt("insights", value -> view(value, AiInsight::new));
    }

    /** Sets insights. */
    public ServiceAnalysis insights(List<AiInsight> value) {
        set("insights", value);
        return this;
    }

    /** From how much the anomalies were judged, and how sure; absent where they could not be. */
    public Judgement judged() {
        return messageAt("judged", Judgement::new);
    }

    /** Sets judged. */
    public ServiceAnalysis judged(Judgement value) {
        set("judged", value);
        return this;
    }

    /** End of the minute of the newest error. */
    public String lastError() {
        return textAt("last_error");
    }

    /** Sets last_error. */
    public ServiceAnalysis lastError(String value) {
        set("last_error", value);
        return this;
    }

    /** End of the minute of the newest event. */
    public String lastEvent() {
        return textAt("last_event");
    }

    /** Sets last_event. */
    public ServiceAnalysis lastEvent(String value) {
        set("last_event", value);
        return this;
    }

    /** What could not be had, and why. */
    public List<Note> notes() {
        return listAt("notes", value -> view(value, Note::new));
    }

    /** Sets notes. */
    public ServiceAnalysis notes(List<Note> value) {
        set("notes", value);
        return this;
    }

    /** How likely trouble is. */
    public List<ErrorPrediction> predictions() {
        return listAt("predictions", value -> view(value, ErrorPrediction::new));
    }

    /** Sets predictions. */
    public ServiceAnalysis predictions(List<ErrorPrediction> value) {
        set("predictions", value);
        return this;
    }

    /** So many more errors or failed requests than before, where there is less than a day to compare with. */
    public YoungRise rise() {
        return messageAt("rise", YoungRise::new);
    }

    /** Sets rise. */
    public ServiceAnalysis rise(YoungRise value) {
        set("rise", value);
        return this;
    }

    /** Why, for the oldest anomaly that is ongoing; absent where nothing is, and for all services together. */
    public RootCauseAnalysis rootCauses() {
        return messageAt("root_causes", RootCauseAnalysis::new);
    }

    /** Sets root_causes. */
    public ServiceAnalysis rootCauses(RootCauseAnalysis value) {
        set("root_causes", value);
        return this;
    }

    /** The field service. */
    public String service() {
        return textAt("service");
    }

    /** Sets service. */
    public ServiceAnalysis service(String value) {
        set("service", value);
        return this;
    }

    /** Error groups that are new, regressed, escalating or vanished. */
    public List<GroupState> states() {
        return listAt("states", value -> view(value, GroupState::new));
    }

    /** Sets states. */
    public ServiceAnalysis states(List<GroupState> value) {
        set("states", value);
        return this;
    }

    /** The field system. */
    public Boolean system() {
        return flagAt("system");
    }

    /** Sets system. */
    public ServiceAnalysis system(Boolean value) {
        set("system", value);
        return this;
    }

    /** Errors per hour over the history before the last 24 hours; absent without such a history. */
    public Double usualErrorsPerHour() {
        return numberAt("usual_errors_per_hour");
    }

    /** Sets usual_errors_per_hour. */
    public ServiceAnalysis usualErrorsPerHour(Double value) {
        set("usual_errors_per_hour", value);
        return this;
    }

    /** Its events in the history looked at that state no level: whether they are errors is not known. */
    public Long withoutLevel() {
        return wholeAt("without_level");
    }

    /** Sets without_level. */
    public ServiceAnalysis withoutLevel(Long value) {
        set("without_level", value);
        return this;
    }
}
