// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The series and how to forecast them. */
public final class ForecastAllRequest extends Message {
    /** Without any field. */
    public ForecastAllRequest() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public ForecastAllRequest(Map<String, Object> fields) {
        super(fields);
    }

    /** What is forecast, for the answers. */
    public String metric() {
        return textAt("metric");
    }

    /** Sets metric. */
    public ForecastAllRequest metric(String value) {
        set("metric", value);
        return this;
    }

    /** The heading of a page with fan charts and decompositions, which then is in the answer. */
    public String page() {
        return textAt("page");
    }

    /** Sets page. */
    public ForecastAllRequest page(String value) {
        set("page", value);
        return this;
    }

    /** One history a service. */
    public List<NamedSeries> series() {
        return listAt("series", value -> view(value, NamedSeries::new));
    }

    /** Sets series. */
    public ForecastAllRequest series(List<NamedSeries> value) {
        set("series", value);
        return this;
    }

    /** Method, horizon, level and the rest. */
    public ForecastSettings settings() {
        return messageAt("settings", ForecastSettings::new);
    }

    /** Sets settings. */
    public ForecastAllRequest settings(ForecastSettings value) {
        set("settings", value);
        return this;
    }

    /** Forecast the sum of all series too and make the forecasts add up; the series then have one step and end together. */
    public Boolean system() {
        return flagAt("system");
    }

    /** Sets system. */
    public ForecastAllRequest system(Boolean value) {
        set("system", value);
        return this;
    }
}
