// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** The model. */
public final class TrainSeverityResponse extends Message {
    /** Without any field. */
    public TrainSeverityResponse() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public TrainSeverityResponse(Map<String, Object> fields) {
        super(fields);
    }

    /** The method that was chosen. */
    public String method() {
        return textAt("method");
    }

    /** Sets method. */
    public TrainSeverityResponse method(String value) {
        set("method", value);
        return this;
    }

    /** How good it was on later rows. */
    public SeverityMetrics metrics() {
        return messageAt("metrics", SeverityMetrics::new);
    }

    /** Sets metrics. */
    public TrainSeverityResponse metrics(SeverityMetrics value) {
        set("metrics", value);
        return this;
    }

    /** The bytes of the model file, in base64: what predict takes. */
    public String model() {
        return textAt("model");
    }

    /** Sets model. */
    public TrainSeverityResponse model(String value) {
        set("model", value);
        return this;
    }
}
