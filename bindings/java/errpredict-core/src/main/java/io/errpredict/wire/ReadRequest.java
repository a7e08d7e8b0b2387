// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** A log, as text or as bytes; or a block of one for a handle, with whole records, for what is cut in two is read as two. */
public final class ReadRequest extends Message {
    /** Without any field. */
    public ReadRequest() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public ReadRequest(Map<String, Object> fields) {
        super(fields);
    }

    /** The log as base64, packed (gzip, Zstandard, bzip2, xz) or not, in whatever encoding. */
    public String bytes() {
        return textAt("bytes");
    }

    /** Sets bytes. */
    public ReadRequest bytes(String value) {
        set("bytes", value);
        return this;
    }

    /** The log as text; or else bytes. */
    public String log() {
        return textAt("log");
    }

    /** Sets log. */
    public ReadRequest log(String value) {
        set("log", value);
        return this;
    }

    /** What messages call the log. */
    public String name() {
        return textAt("name");
    }

    /** Sets name. */
    public ReadRequest name(String value) {
        set("name", value);
        return this;
    }

    /**
     * What the reader is told; service names that of lines which name none. For a block of a log say the format, the
     * zone and the year, for each block is looked at by itself.
     */
    public ReadOptions options() {
        return messageAt("options", ReadOptions::new);
    }

    /** Sets options. */
    public ReadRequest options(ReadOptions value) {
        set("options", value);
        return this;
    }
}
