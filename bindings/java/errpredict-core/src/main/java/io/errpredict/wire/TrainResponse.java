// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** The model. */
public final class TrainResponse extends Message {
    /** Without any field. */
    public TrainResponse() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public TrainResponse(Map<String, Object> fields) {
        super(fields);
    }

    /** The page, where one was asked for: HTML with everything in it. */
    public String html() {
        return textAt("html");
    }

    /** Sets html. */
    public TrainResponse html(String value) {
        set("html", value);
        return this;
    }

    /** The method that was chosen. */
    public String method() {
        return textAt("method");
    }

    /** Sets method. */
    public TrainResponse method(String value) {
        set("method", value);
        return this;
    }

    /** How good it was on later rows. */
    public Metrics metrics() {
        return messageAt("metrics", Metrics::new);
    }

    /** Sets metrics. */
    public TrainResponse metrics(Metrics value) {
        set("metrics", value);
        return this;
    }

    /** The bytes of the model file, in base64: what predict, explain and the handle model take. */
    public String model() {
        return textAt("model");
    }

    /** Sets model. */
    public TrainResponse model(String value) {
        set("model", value);
        return this;
    }

    /** What it foresees. */
    public String target() {
        return textAt("target");
    }

    /** Sets target. */
    public TrainResponse target(String value) {
        set("target", value);
        return this;
    }
}
