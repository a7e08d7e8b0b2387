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

    /** In the order of the queries. */
    public List<ErrorPrediction> predictions() {
        return listAt("predictions", value -> view(value, ErrorPrediction::new));
    }

    /** Sets predictions. */
    public PredictResponse predictions(List<ErrorPrediction> value) {
        set("predictions", value);
        return this;
    }
}
