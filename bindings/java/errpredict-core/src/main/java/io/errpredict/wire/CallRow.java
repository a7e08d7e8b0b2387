// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** Calls from one service to another in one bucket. */
public final class CallRow extends Message {
    /** Without any field. */
    public CallRow() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public CallRow(Map<String, Object> fields) {
        super(fields);
    }

    /** Start of the bucket. */
    public String bucket() {
        return textAt("bucket");
    }

    /** Sets bucket. */
    public CallRow bucket(String value) {
        set("bucket", value);
        return this;
    }

    /** Index of the callee. */
    public Long callee() {
        return wholeAt("callee");
    }

    /** Sets callee. */
    public CallRow callee(Long value) {
        set("callee", value);
        return this;
    }

    /** Index of the caller. */
    public Long caller() {
        return wholeAt("caller");
    }

    /** Sets caller. */
    public CallRow caller(Long value) {
        set("caller", value);
        return this;
    }

    /** Number of calls. */
    public Double calls() {
        return numberAt("calls");
    }

    /** Sets calls. */
    public CallRow calls(Double value) {
        set("calls", value);
        return this;
    }

    /** Mean time at the caller minus time at the callee, ms. */
    public Double netMs() {
        return numberAt("net_ms");
    }

    /** Sets net_ms. */
    public CallRow netMs(Double value) {
        set("net_ms", value);
        return this;
    }
}
