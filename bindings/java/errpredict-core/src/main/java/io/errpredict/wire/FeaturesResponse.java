// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One row. */
public final class FeaturesResponse extends Message {
    /** Without any field. */
    public FeaturesResponse() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public FeaturesResponse(Map<String, Object> fields) {
        super(fields);
    }

    /** The time the row speaks of: the asked one, floored to a whole minute. */
    public String effectiveAt() {
        return textAt("effective_at");
    }

    /** Sets effective_at. */
    public FeaturesResponse effectiveAt(String value) {
        set("effective_at", value);
        return this;
    }

    /** The row by name; null is missing. */
    public Map<String, Double> features() {
        return mapAt("features", Message::asNumber);
    }

    /** Sets features. */
    public FeaturesResponse features(Map<String, Double> value) {
        set("features", value);
        return this;
    }

    /** The names of the columns, in the order a model is trained on. */
    public List<String> names() {
        return listAt("names", String.class::cast);
    }

    /** Sets names. */
    public FeaturesResponse names(List<String> value) {
        set("names", value);
        return this;
    }

    /** Version of the feature set. */
    public Long version() {
        return wholeAt("version");
    }

    /** Sets version. */
    public FeaturesResponse version(Long value) {
        set("version", value);
        return this;
    }
}
