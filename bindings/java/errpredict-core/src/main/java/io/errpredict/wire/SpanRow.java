// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** Spans of one service in one bucket. */
public final class SpanRow extends Message {
    /** Without any field. */
    public SpanRow() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public SpanRow(Map<String, Object> fields) {
        super(fields);
    }

    /** Start of the bucket. */
    public String bucket() {
        return textAt("bucket");
    }

    /** Sets bucket. */
    public SpanRow bucket(String value) {
        set("bucket", value);
        return this;
    }

    /** Mean time a span spent in the service itself, ms. */
    public Double selfMs() {
        return numberAt("self_ms");
    }

    /** Sets self_ms. */
    public SpanRow selfMs(Double value) {
        set("self_ms", value);
        return this;
    }

    /** Index into [Incident::services]. */
    public Long service() {
        return wholeAt("service");
    }

    /** Sets service. */
    public SpanRow service(Long value) {
        set("service", value);
        return this;
    }

    /** Number of spans. */
    public Double spans() {
        return numberAt("spans");
    }

    /** Sets spans. */
    public SpanRow spans(Double value) {
        set("spans", value);
        return this;
    }
}
