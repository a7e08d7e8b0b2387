// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** One text. */
public final class SimilarAddedText extends Message {
    /** Without any field. */
    public SimilarAddedText() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public SimilarAddedText(Map<String, Object> fields) {
        super(fields);
    }

    /** What it is called in answers. */
    public String id() {
        return textAt("id");
    }

    /** Sets id. */
    public SimilarAddedText id(String value) {
        set("id", value);
        return this;
    }

    /** What must not be mixed: a project, a tenant. */
    public String partition() {
        return textAt("partition");
    }

    /** Sets partition. */
    public SimilarAddedText partition(String value) {
        set("partition", value);
        return this;
    }

    /** The text. */
    public String text() {
        return textAt("text");
    }

    /** Sets text. */
    public SimilarAddedText text(String value) {
        set("text", value);
        return this;
    }
}
