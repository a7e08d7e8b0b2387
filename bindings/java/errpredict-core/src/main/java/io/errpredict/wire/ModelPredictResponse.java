// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The predictions. */
public final class ModelPredictResponse extends Message {
    /** Without any field. */
    public ModelPredictResponse() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public ModelPredictResponse(Map<String, Object> fields) {
        super(fields);
    }

    /** One a service. */
    public List<ErrorPrediction> predictions() {
        return listAt("predictions", value -> view(value, ErrorPrediction::new));
    }

    /** Sets predictions. */
    public ModelPredictResponse predictions(List<ErrorPrediction> value) {
        set("predictions", value);
        return this;
    }
}
