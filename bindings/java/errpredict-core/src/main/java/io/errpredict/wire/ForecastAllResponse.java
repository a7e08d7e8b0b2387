// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The forecasts. */
public final class ForecastAllResponse extends Message {
    /** Without any field. */
    public ForecastAllResponse() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public ForecastAllResponse(Map<String, Object> fields) {
        super(fields);
    }

    /** In the order of the series, then that of the sum, where there is one. */
    public List<TimeSeriesForecast> forecasts() {
        return listAt("forecasts", value -> view(value, TimeSeriesForecast::new));
    }

    /** Sets forecasts. */
    public ForecastAllResponse forecasts(List<TimeSeriesForecast> value) {
        set("forecasts", value);
        return this;
    }

    /** The page, where one was asked for: HTML with everything in it. */
    public String html() {
        return textAt("html");
    }

    /** Sets html. */
    public ForecastAllResponse html(String value) {
        set("html", value);
        return this;
    }
}
