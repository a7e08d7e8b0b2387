// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** A line that was left out, or a value that was, with its place. */
public final class BadLine extends Message {
    /** Without any field. */
    public BadLine() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public BadLine(Map<String, Object> fields) {
        super(fields);
    }

    /** The byte in the line, from 1; absent where there is no one place. */
    public Long column() {
        return wholeAt("column");
    }

    /** Sets column. */
    public BadLine column(Long value) {
        set("column", value);
        return this;
    }

    /** What was expected. */
    public String expected() {
        return textAt("expected");
    }

    /** Sets expected. */
    public BadLine expected(String value) {
        set("expected", value);
        return this;
    }

    /** The field it is about. */
    public String field() {
        return textAt("field");
    }

    /** Sets field. */
    public BadLine field(String value) {
        set("field", value);
        return this;
    }

    /** The value that stood there, made safe to print. */
    public String found() {
        return textAt("found");
    }

    /** Sets found. */
    public BadLine found(String value) {
        set("found", value);
        return this;
    }

    /** The line, from 1. */
    public Long line() {
        return wholeAt("line");
    }

    /** Sets line. */
    public BadLine line(Long value) {
        set("line", value);
        return this;
    }

    /** Why. One of Reason. */
    public String reason() {
        return textAt("reason");
    }

    /** Sets reason. */
    public BadLine reason(String value) {
        set("reason", value);
        return this;
    }

    /** The beginning of the line, made safe to print. */
    public String sample() {
        return textAt("sample");
    }

    /** Sets sample. */
    public BadLine sample(String value) {
        set("sample", value);
        return this;
    }

    /** The file, or -. */
    public String source() {
        return textAt("source");
    }

    /** Sets source. */
    public BadLine source(String value) {
        set("source", value);
        return this;
    }
}
