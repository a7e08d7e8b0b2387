// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** When a number is forecast to reach its limit. */
public final class CapacityForecast extends Message {
    /** Without any field. */
    public CapacityForecast() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public CapacityForecast(Map<String, Object> fields) {
        super(fields);
    }

    /** Key of the forecast it comes from. */
    public String because() {
        return textAt("because");
    }

    /** Sets because. */
    public CapacityForecast because(String value) {
        set("because", value);
        return this;
    }

    /** Level of the interval, such as 0.95. */
    public Double level() {
        return numberAt("level");
    }

    /** Sets level. */
    public CapacityForecast level(Double value) {
        set("level", value);
        return this;
    }

    /** The limit it must not pass. */
    public Double limit() {
        return numberAt("limit");
    }

    /** Sets limit. */
    public CapacityForecast limit(Double value) {
        set("limit", value);
        return this;
    }

    /** The level now. */
    public Double now() {
        return numberAt("now");
    }

    /** Sets now. */
    public CapacityForecast now(Double value) {
        set("now", value);
        return this;
    }

    /** Highest forecast value. */
    public Double peak() {
        return numberAt("peak");
    }

    /** Sets peak. */
    public CapacityForecast peak(Double value) {
        set("peak", value);
        return this;
    }

    /** When the peak is forecast. */
    public String peakAt() {
        return textAt("peak_at");
    }

    /** Sets peak_at. */
    public CapacityForecast peakAt(String value) {
        set("peak_at", value);
        return this;
    }

    /** When the central forecast passes the limit, if it does within the horizon. */
    public String reachesLimitAt() {
        return textAt("reaches_limit_at");
    }

    /** Sets reaches_limit_at. */
    public CapacityForecast reachesLimitAt(String value) {
        set("reaches_limit_at", value);
        return this;
    }

    /** Whether the lower bound of the forecast passes the limit too. */
    public Boolean surely() {
        return flagAt("surely");
    }

    /** Sets surely. */
    public CapacityForecast surely(Boolean value) {
        set("surely", value);
        return this;
    }

    /** What is forecast, in words: "errors per hour", "requests per hour". */
    public String what() {
        return textAt("what");
    }

    /** Sets what. */
    public CapacityForecast what(String value) {
        set("what", value);
        return this;
    }
}
