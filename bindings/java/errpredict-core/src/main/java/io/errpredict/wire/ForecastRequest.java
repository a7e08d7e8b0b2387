// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** The series and how to forecast it. */
public final class ForecastRequest extends Message {
    /** Without any field. */
    public ForecastRequest() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public ForecastRequest(Map<String, Object> fields) {
        super(fields);
    }

    /** The history, oldest first; null is a gap. */
    public Series history() {
        return messageAt("history", Series::new);
    }

    /** Sets history. */
    public ForecastRequest history(Series value) {
        set("history", value);
        return this;
    }

    /** What is forecast, for the answer. */
    public String metric() {
        return textAt("metric");
    }

    /** Sets metric. */
    public ForecastRequest metric(String value) {
        set("metric", value);
        return this;
    }

    /** The service, for the answer; absent for all of them together. */
    public String service() {
        return textAt("service");
    }

    /** Sets service. */
    public ForecastRequest service(String value) {
        set("service", value);
        return this;
    }

    /** Method, horizon, level and the rest. */
    public ForecastSettings settings() {
        return messageAt("settings", ForecastSettings::new);
    }

    /** Sets settings. */
    public ForecastRequest settings(ForecastSettings value) {
        set("settings", value);
        return this;
    }
}
