// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was read from all files. */
public final class ReadReport extends Message {
    /** Without any field. */
    public ReadReport() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public ReadReport(Map<String, Object> fields) {
        super(fields);
    }

    /** Records left out. */
    public Long bad() {
        return wholeAt("bad");
    }

    /** Sets bad. */
    public ReadReport bad(Long value) {
        set("bad", value);
        return this;
    }

    /** Bytes after unpacking. */
    public Long bytes() {
        return wholeAt("bytes");
    }

    /** Sets bytes. */
    public ReadReport bytes(Long value) {
        set("bytes", value);
        return this;
    }

    /** Events found. */
    public Long events() {
        return wholeAt("events");
    }

    /** Sets events. */
    public ReadReport events(Long value) {
        set("events", value);
        return this;
    }

    /** Values left out, by field. */
    public Map<String, Long> ignoredFields() {
        return mapAt("ignored_fields", Message::asWhole);
    }

    /** Sets ignored_fields. */
    public ReadReport ignoredFields(Map<String, Long> value) {
        set("ignored_fields", value);
        return this;
    }

    /** The first values left out, in the order of the files. */
    public List<BadLine> ignoredSamples() {
        return listAt("ignored_samples", value -> view(value, BadLine::new));
    }

    /** Sets ignored_samples. */
    public ReadReport ignoredSamples(List<BadLine> value) {
        set("ignored_samples", value);
        return this;
    }

    /** Values left out of events that were kept. */
    public Long ignoredValues() {
        return wholeAt("ignored_values");
    }

    /** Sets ignored_values. */
    public ReadReport ignoredValues(Long value) {
        set("ignored_values", value);
        return this;
    }

    /** Lines read. */
    public Long lines() {
        return wholeAt("lines");
    }

    /** Sets lines. */
    public ReadReport lines(Long value) {
        set("lines", value);
        return this;
    }

    /** What was assumed of the events, in sentences that name the option that says otherwise. */
    public List<String> notes() {
        return listAt("notes", String.class::cast);
    }

    /** Sets notes. */
    public ReadReport notes(List<String> value) {
        set("notes", value);
        return this;
    }

    /** Records left out, by reason. */
    public Map<String, Long> reasons() {
        return mapAt("reasons", Message::asWhole);
    }

    /** Sets reasons. */
    public ReadReport reasons(Map<String, Long> value) {
        set("reasons", value);
        return this;
    }

    /** The first lines left out, in the order of the files. */
    public List<BadLine> samples() {
        return listAt("samples", value -> view(value, BadLine::new));
    }

    /** Sets samples. */
    public ReadReport samples(List<BadLine> value) {
        set("samples", value);
        return this;
    }

    /** One entry per file, in the order read. */
    public List<SourceReport> sources() {
        return listAt("sources", value -> view(value, SourceReport::new));
    }

    /** Sets sources. */
    public ReadReport sources(List<SourceReport> value) {
        set("sources", value);
        return this;
    }
}
