// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The predictions. */
public final class PredictResponse extends Message {
    /** Without any field. */
    public PredictResponse() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public PredictResponse(Map<String, Object> fields) {
        super(fields);
    }

    /** In the order of the queries; empty for a model of severities. */
    public List<ErrorPrediction> predictions() {
        return listAt("predictions", value -> view(value, ErrorPrediction::new));
    }

    /** Sets predictions. */
    public PredictResponse predictions(List<ErrorPrediction> value) {
        set("predictions", value);
        return this;
    }

    /** The same of a model of severities (train_severity): probabilities of calm, low, medium, high and critical. */
    public List<SeverityPrediction> severities() {
        return listAt("severities", value -> view(value, SeverityPrediction::new));
    }

    /** Sets severities. */
    public PredictResponse severities(List<SeverityPrediction> value) {
        set("severities", value);
        return this;
    }
}
