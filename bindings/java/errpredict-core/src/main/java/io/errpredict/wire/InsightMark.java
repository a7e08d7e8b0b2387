// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a person did with an insight. */
public final class InsightMark extends Message {
    /** Without any field. */
    public InsightMark() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public InsightMark(Map<String, Object> fields) {
        super(fields);
    }

    /** When. */
    public String at() {
        return textAt("at");
    }

    /** Sets at. */
    public InsightMark at(String value) {
        set("at", value);
        return this;
    }

    /** The insight's key. */
    public String key() {
        return textAt("key");
    }

    /** Sets key. */
    public InsightMark key(String value) {
        set("key", value);
        return this;
    }

    /** Where it stands. One of InsightStatus. */
    public String status() {
        return textAt("status");
    }

    /** Sets status. */
    public InsightMark status(String value) {
        set("status", value);
        return this;
    }

    /** How long a resolved or wont_fix silences it; for good when absent. */
    public String until() {
        return textAt("until");
    }

    /** Sets until. */
    public InsightMark until(String value) {
        set("until", value);
        return this;
    }
}
