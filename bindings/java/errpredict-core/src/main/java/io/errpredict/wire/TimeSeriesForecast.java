// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything a forecast says about one series (table time_series_forecasts). */
public final class TimeSeriesForecast extends Message {
    /** Without any field. */
    public TimeSeriesForecast() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public TimeSeriesForecast(Map<String, Object> fields) {
        super(fields);
    }

    /** How well the same method did at earlier origins. */
    public Accuracy accuracy() {
        return messageAt("accuracy", Accuracy::new);
    }

    /** Sets accuracy. */
    public TimeSeriesForecast accuracy(Accuracy value) {
        set("accuracy", value);
        return this;
    }

    /** Origin: the end of the newest value of the history. */
    public String at() {
        return textAt("at");
    }

    /** Sets at. */
    public TimeSeriesForecast at(String value) {
        set("at", value);
        return this;
    }

    /** Keys of the anomalies under way at the end of the history, where an analysis made it; the first steps hold them. */
    public List<String> because() {
        return listAt("because", String.class::cast);
    }

    /** Sets because. */
    public TimeSeriesForecast because(List<String> value) {
        set("because", value);
        return this;
    }

    /**
     * Two futures, where the history ends in an incident: over, or goes on. The value of each step is that of the
     * likelier one, its interval holds both.
     */
    public Cases cases() {
        return messageAt("cases", Cases::new);
    }

    /** Sets cases. */
    public TimeSeriesForecast cases(Cases value) {
        set("cases", value);
        return this;
    }

    /** Further intervals, in the order of the levels asked for; none where no error could be measured. */
    public List<FanBand> fan() {
        return listAt("fan", value -> view(value, FanBand::new));
    }

    /** Sets fan. */
    public TimeSeriesForecast fan(List<FanBand> value) {
        set("fan", value);
        return this;
    }

    /**
     * A bound for all steps together: the share 1 − level of futures passes it in any of them, at most. Absent without
     * intervals.
     */
    public Double highest() {
        return numberAt("highest");
    }

    /** Sets highest. */
    public TimeSeriesForecast highest(Double value) {
        set("highest", value);
        return this;
    }

    /** Number of steps ahead. */
    public Long horizon() {
        return wholeAt("horizon");
    }

    /** Sets horizon. */
    public TimeSeriesForecast horizon(Long value) {
        set("horizon", value);
        return this;
    }

    /** Stable identity: the same scope, metric, step and origin give the same key. */
    public String key() {
        return textAt("key");
    }

    /** Sets key. */
    public TimeSeriesForecast key(String value) {
        set("key", value);
        return this;
    }

    /** Share of future values that the interval should hold. */
    public Double level() {
        return numberAt("level");
    }

    /** Sets level. */
    public TimeSeriesForecast level(Double value) {
        set("level", value);
        return this;
    }

    /** Name of the method. */
    public String method() {
        return textAt("method");
    }

    /** Sets method. */
    public TimeSeriesForecast method(String value) {
        set("method", value);
        return this;
    }

    /** What is forecast, such as errors. */
    public String metric() {
        return textAt("metric");
    }

    /** Sets metric. */
    public TimeSeriesForecast metric(String value) {
        set("metric", value);
        return this;
    }

    /** The lowest point. */
    public Extreme minimum() {
        return messageAt("minimum", Extreme::new);
    }

    /** Sets minimum. */
    public TimeSeriesForecast minimum(Extreme value) {
        set("minimum", value);
        return this;
    }

    /** What is unusual in the history. */
    public List<ForecastNote> notes() {
        return listAt("notes", value -> view(value, ForecastNote::new));
    }

    /** Sets notes. */
    public TimeSeriesForecast notes(List<ForecastNote> value) {
        set("notes", value);
        return this;
    }

    /** The highest point. */
    public Extreme peak() {
        return messageAt("peak", Extreme::new);
    }

    /** Sets peak. */
    public TimeSeriesForecast peak(Extreme value) {
        set("peak", value);
        return this;
    }

    /** The field service. */
    public String service() {
        return textAt("service");
    }

    /** Sets service. */
    public TimeSeriesForecast service(String value) {
        set("service", value);
        return this;
    }

    /** Width of a step in milliseconds. */
    public Long stepMs() {
        return wholeAt("step_ms");
    }

    /** Sets step_ms. */
    public TimeSeriesForecast stepMs(Long value) {
        set("step_ms", value);
        return this;
    }

    /** The field system. */
    public Boolean system() {
        return flagAt("system");
    }

    /** Sets system. */
    public TimeSeriesForecast system(Boolean value) {
        set("system", value);
        return this;
    }

    /** Whether and when the threshold is crossed; absent without a threshold. */
    public ThresholdCrossing threshold() {
        return messageAt("threshold", ThresholdCrossing::new);
    }

    /** Sets threshold. */
    public TimeSeriesForecast threshold(ThresholdCrossing value) {
        set("threshold", value);
        return this;
    }

    /**
     * All steps together. Points are what half of the errors lie on either side of: where few steps hold most of what
     * comes, their sum is too low, and this is not. Absent in an incident, and where the history is short.
     */
    public Total total() {
        return messageAt("total", Total::new);
    }

    /** Sets total. */
    public TimeSeriesForecast total(Total value) {
        set("total", value);
        return this;
    }

    /** Where the level goes. */
    public Trend trend() {
        return messageAt("trend", Trend::new);
    }

    /** Sets trend. */
    public TimeSeriesForecast trend(Trend value) {
        set("trend", value);
        return this;
    }

    /** The forecast, nearest step first. */
    public List<ForecastValue> values() {
        return listAt("values", value -> view(value, ForecastValue::new));
    }

    /** Sets values. */
    public TimeSeriesForecast values(List<ForecastValue> value) {
        set("values", value);
        return this;
    }
}
