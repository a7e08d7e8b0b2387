// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** A model as train gave it. */
public final class ModelSettings extends Message {
    /** Without any field. */
    public ModelSettings() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public ModelSettings(Map<String, Object> fields) {
        super(fields);
    }

    /** The model: the model of an answer of train, or the bytes of a model file, in base64. */
    public String model() {
        return textAt("model");
    }

    /** Sets model. */
    public ModelSettings model(String value) {
        set("model", value);
        return this;
    }
}
