// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a person said of a prediction, or of one that was missing (table prediction_feedback). */
public final class Feedback extends Message {
    /** Without any field. */
    public Feedback() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Feedback(Map<String, Object> fields) {
        super(fields);
    }

    /** When the prediction was made; of a false_negative when it came. */
    public String about() {
        return textAt("about");
    }

    /** Sets about. */
    public Feedback about(String value) {
        set("about", value);
        return this;
    }

    /** When it was said; it teaches nothing about times before. */
    public String at() {
        return textAt("at");
    }

    /** Sets at. */
    public Feedback at(String value) {
        set("at", value);
        return this;
    }

    /** The key of the prediction, where there was one. */
    public String key() {
        return textAt("key");
    }

    /** Sets key. */
    public Feedback key(String value) {
        set("key", value);
        return this;
    }

    /** How strongly, 1 to 5. */
    public Long score() {
        return wholeAt("score");
    }

    /** Sets score. */
    public Feedback score(Long value) {
        set("score", value);
        return this;
    }

    /** The service it is about. */
    public String service() {
        return textAt("service");
    }

    /** Sets service. */
    public Feedback service(String value) {
        set("service", value);
        return this;
    }

    /** In words. */
    public String text() {
        return textAt("text");
    }

    /** Sets text. */
    public Feedback text(String value) {
        set("text", value);
        return this;
    }

    /** What was said. One of FeedbackType. */
    public String type() {
        return textAt("type");
    }

    /** Sets type. */
    public Feedback type(String value) {
        set("type", value);
        return this;
    }
}
