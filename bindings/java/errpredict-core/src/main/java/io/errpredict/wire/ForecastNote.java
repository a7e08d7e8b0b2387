// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is unusual in a history, with the numbers. */
public final class ForecastNote extends Message {
    /** Without any field. */
    public ForecastNote() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public ForecastNote(Map<String, Object> fields) {
        super(fields);
    }

    /** How many values it concerns. */
    public Long count() {
        return wholeAt("count");
    }

    /** Sets count. */
    public ForecastNote count(Long value) {
        set("count", value);
        return this;
    }

    /** What it is. One of NoteKind. */
    public String kind() {
        return textAt("kind");
    }

    /** Sets kind. */
    public ForecastNote kind(String value) {
        set("kind", value);
        return this;
    }

    /** Place of the newest of them in the history (0 is the oldest value). */
    public Long newest() {
        return wholeAt("newest");
    }

    /** Sets newest. */
    public ForecastNote newest(Long value) {
        set("newest", value);
        return this;
    }

    /** In words, with the numbers. */
    public String text() {
        return textAt("text");
    }

    /** Sets text. */
    public ForecastNote text(String value) {
        set("text", value);
        return this;
    }
}
