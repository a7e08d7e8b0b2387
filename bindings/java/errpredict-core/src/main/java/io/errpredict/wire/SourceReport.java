// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was read from one file. */
public final class SourceReport extends Message {
    /** Without any field. */
    public SourceReport() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public SourceReport(Map<String, Object> fields) {
        super(fields);
    }

    /** Records left out. */
    public Long bad() {
        return wholeAt("bad");
    }

    /** Sets bad. */
    public SourceReport bad(Long value) {
        set("bad", value);
        return this;
    }

    /** Bytes after unpacking. */
    public Long bytes() {
        return wholeAt("bytes");
    }

    /** Sets bytes. */
    public SourceReport bytes(Long value) {
        set("bytes", value);
        return this;
    }

    /** Events found. */
    public Long events() {
        return wholeAt("events");
    }

    /** Sets events. */
    public SourceReport events(Long value) {
        set("events", value);
        return this;
    }

    /** The format it was read as. */
    public String format() {
        return textAt("format");
    }

    /** Sets format. */
    public SourceReport format(String value) {
        set("format", value);
        return this;
    }

    /** Lines, the last one included where it has no line end. */
    public Long lines() {
        return wholeAt("lines");
    }

    /** Sets lines. */
    public SourceReport lines(Long value) {
        set("lines", value);
        return this;
    }

    /** The file, or -. */
    public String name() {
        return textAt("name");
    }

    /** Sets name. */
    public SourceReport name(String value) {
        set("name", value);
        return this;
    }

    /** What was assumed about the file, and what happened to it, in sentences. */
    public List<String> notes() {
        return listAt("notes", String.class::cast);
    }

    /** Sets notes. */
    public SourceReport notes(List<String> value) {
        set("notes", value);
        return this;
    }
}
