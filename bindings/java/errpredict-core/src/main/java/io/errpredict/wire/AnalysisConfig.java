// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What to analyse and how. | Setting | Default | Meaning | Unit | Range | |---|---|---|---|---| | depth | deep | how far
 * to go | | quick, full, deep | | services | all | the services to analyse | names | known ones | | history_hours | 720
 * | history looked at | hours | 1 to 87,600 | | recent_hours | 24 | how long an anomaly that has ended is reported |
 * hours | any | | horizons_minutes | 30, 120, 1440 | how far ahead to predict | minutes | 1 to 43,200 each | | foresight
 * | | how probabilities are learnt from the log's own past: [Foresight] | | | | statics | none | groups, dependencies
 * and attributes of services: [Statics] | | | | max_groups | 5 | error groups listed per service | | any | |
 * max_full_forecasts | 100 | services whose forecast weighs all candidates of auto, those with most errors first; of the
 * others the better of ses and seasonal_naive is taken | | any | | max_patterns | 20 | patterns of messages listed for
 * all services | | any | | similar | 0.5 | similarity from which another error group is told | | 0 to 1 | | states | |
 * when a group is new, regressed, escalating, vanished: [StatesConfig] | | | | limits | none | errors or requests an
 * hour that a service must not pass: [Limits] by name | per hour | above 0 | | maintenance | none | stretches of time
 * that say nothing of what is usual, in which nothing is told: [Window] | | | | detection | | the false-alarm budget and
 * the rest of [CountDetection] | | | | forecast | | horizon, level and backtest of [ForecastSettings] | | |
 */
public final class AnalysisConfig extends Message {
    /** Without any field. */
    public AnalysisConfig() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public AnalysisConfig(Map<String, Object> fields) {
        super(fields);
    }

    /** How far to go. One of Depth. */
    public String depth() {
        return textAt("depth");
    }

    /** Sets depth. */
    public AnalysisConfig depth(String value) {
        set("depth", value);
        return this;
    }

    /** How anomalies are told from chance. */
    public CountDetection detection() {
        return messageAt("detection", CountDetection::new);
    }

    /** Sets detection. */
    public AnalysisConfig detection(CountDetection value) {
        set("detection", value);
        return this;
    }

    /** How the errors per hour are forecast; its horizon is in hours. */
    public ForecastSettings forecast() {
        return messageAt("forecast", ForecastSettings::new);
    }

    /** Sets forecast. */
    public AnalysisConfig forecast(ForecastSettings value) {
        set("forecast", value);
        return this;
    }

    /** How probabilities are learnt from the log's own past. */
    public Foresight foresight() {
        return messageAt("foresight", Foresight::new);
    }

    /** Sets foresight. */
    public AnalysisConfig foresight(Foresight value) {
        set("foresight", value);
        return this;
    }

    /** Hours of history looked at. */
    public Long historyHours() {
        return wholeAt("history_hours");
    }

    /** Sets history_hours. */
    public AnalysisConfig historyHours(Long value) {
        set("history_hours", value);
        return this;
    }

    /** How far ahead to predict, in minutes. */
    public List<Long> horizonsMinutes() {
        return listAt("horizons_minutes", Message::asWhole);
    }

    /** Sets horizons_minutes. */
    public AnalysisConfig horizonsMinutes(List<Long> value) {
        set("horizons_minutes", value);
        return this;
    }

    /** What a service can take, by its name; forecasts are held against it. */
    public Map<String, Limits> limits() {
        return mapAt("limits", value -> view(value, Limits::new));
    }

    /** Sets limits. */
    public AnalysisConfig limits(Map<String, Limits> value) {
        set("limits", value);
        return this;
    }

    /**
     * When services are worked on: what such hours hold is no measure of what is usual, and what lies inside is not
     * told.
     */
    public List<Window> maintenance() {
        return listAt("maintenance", value -> view(value, Window::new));
    }

    /** Sets maintenance. */
    public AnalysisConfig maintenance(List<Window> value) {
        set("maintenance", value);
        return this;
    }

    /**
     * Services whose forecast weighs all candidates of auto, those with most errors first; of the others the better of
     * ses and seasonal_naive is taken. Any other method is used for all.
     */
    public Long maxFullForecasts() {
        return wholeAt("max_full_forecasts");
    }

    /** Sets max_full_forecasts. */
    public AnalysisConfig maxFullForecasts(Long value) {
        set("max_full_forecasts", value);
        return this;
    }

    /** Error groups listed per service, commonest first. */
    public Long maxGroups() {
        return wholeAt("max_groups");
    }

    /** Sets max_groups. */
    public AnalysisConfig maxGroups(Long value) {
        set("max_groups", value);
        return this;
    }

    /** Patterns of messages listed for all services, commonest first. */
    public Long maxPatterns() {
        return wholeAt("max_patterns");
    }

    /** Sets max_patterns. */
    public AnalysisConfig maxPatterns(Long value) {
        set("max_patterns", value);
        return this;
    }

    /** Hours for which an anomaly that has ended is still reported. */
    public Long recentHours() {
        return wholeAt("recent_hours");
    }

    /** Sets recent_hours. */
    public AnalysisConfig recentHours(Long value) {
        set("recent_hours", value);
        return this;
    }

    /** The services to analyse; empty for all. */
    public List<String> services() {
        return listAt("services", String.class::cast);
    }

    /** Sets services. */
    public AnalysisConfig services(List<String> value) {
        set("services", value);
        return this;
    }

    /** Similarity from which another error group is told. */
    public Double similar() {
        return numberAt("similar");
    }

    /** Sets similar. */
    public AnalysisConfig similar(Double value) {
        set("similar", value);
        return this;
    }

    /** When an error group is new, regressed, escalating or vanished. */
    public StatesConfig states() {
        return messageAt("states", StatesConfig::new);
    }

    /** Sets states. */
    public AnalysisConfig states(StatesConfig value) {
        set("states", value);
        return this;
    }

    /** What is known of the services beside the log. */
    public Statics statics() {
        return messageAt("statics", Statics::new);
    }

    /** Sets statics. */
    public AnalysisConfig statics(Statics value) {
        set("statics", value);
        return this;
    }
}
