// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Traces, aggregated per bucket. */
public final class Traces extends Message {
    /** Without any field. */
    public Traces() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Traces(Map<String, Object> fields) {
        super(fields);
    }

    /** Width of a bucket, ms. */
    public Long bucketMs() {
        return wholeAt("bucket_ms");
    }

    /** Sets bucket_ms. */
    public Traces bucketMs(Long value) {
        set("bucket_ms", value);
        return this;
    }

    /** Calls around the incident. */
    public List<CallRow> calls() {
        return listAt("calls", value -> view(value, CallRow::new));
    }

    /** Sets calls. */
    public Traces calls(List<CallRow> value) {
        set("calls", value);
        return this;
    }

    /** Calls of a time without fault. */
    public List<CallRow> referenceCalls() {
        return listAt("reference_calls", value -> view(value, CallRow::new));
    }

    /** Sets reference_calls. */
    public Traces referenceCalls(List<CallRow> value) {
        set("reference_calls", value);
        return this;
    }

    /** Spans of a time without fault. */
    public List<SpanRow> referenceSpans() {
        return listAt("reference_spans", value -> view(value, SpanRow::new));
    }

    /** Sets reference_spans. */
    public Traces referenceSpans(List<SpanRow> value) {
        set("reference_spans", value);
        return this;
    }

    /** Spans around the incident. */
    public List<SpanRow> spans() {
        return listAt("spans", value -> view(value, SpanRow::new));
    }

    /** Sets spans. */
    public Traces spans(List<SpanRow> value) {
        set("spans", value);
        return this;
    }
}
