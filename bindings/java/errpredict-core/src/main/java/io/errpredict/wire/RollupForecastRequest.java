// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What to forecast, and how. */
public final class RollupForecastRequest extends Message {
    /** Without any field. */
    public RollupForecastRequest() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public RollupForecastRequest(Map<String, Object> fields) {
        super(fields);
    }

    /** Per service and hour: errors, requests, error_rate, response_time_p50, _p95, _p99, _mean or _max. */
    public List<String> metrics() {
        return listAt("metrics", String.class::cast);
    }

    /** Sets metrics. */
    public RollupForecastRequest metrics(List<String> value) {
        set("metrics", value);
        return this;
    }

    /** The heading of a page with fan charts and decompositions, which then is in the answer. */
    public String page() {
        return textAt("page");
    }

    /** Sets page. */
    public RollupForecastRequest page(String value) {
        set("page", value);
        return this;
    }

    /** Method, horizon, level and the rest. */
    public ForecastSettings settings() {
        return messageAt("settings", ForecastSettings::new);
    }

    /** Sets settings. */
    public RollupForecastRequest settings(ForecastSettings value) {
        set("settings", value);
        return this;
    }
}
