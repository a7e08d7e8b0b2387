// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One metric of one service, a value per row; a gap is NaN. */
public final class MetricColumn extends Message {
    /** Without any field. */
    public MetricColumn() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public MetricColumn(Map<String, Object> fields) {
        super(fields);
    }

    /**
     * The metric's name without the service. Its words say what it measures, as [MetricKind::of](super::MetricKind::of)
     * reads them: a time (latency_p95, duration_ms), successes, failures (errors, failed), traffic (requests, rps),
     * bytes that follow the traffic (network, disk); anything else is a resource (cpu, memory).
     */
    public String metric() {
        return textAt("metric");
    }

    /** Sets metric. */
    public MetricColumn metric(String value) {
        set("metric", value);
        return this;
    }

    /** The input's own column name. */
    public String name() {
        return textAt("name");
    }

    /** Sets name. */
    public MetricColumn name(String value) {
        set("name", value);
        return this;
    }

    /** Index into [Incident::services]. */
    public Long service() {
        return wholeAt("service");
    }

    /** Sets service. */
    public MetricColumn service(Long value) {
        set("service", value);
        return this;
    }

    /** One value per row of [Incident::times]; a gap is NaN (null in JSON). */
    public List<Double> values() {
        return listAt("values", Message::asNumber);
    }

    /** Sets values. */
    public MetricColumn values(List<Double> value) {
        set("values", value);
        return this;
    }
}
