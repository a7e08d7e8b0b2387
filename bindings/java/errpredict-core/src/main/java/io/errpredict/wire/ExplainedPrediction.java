// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One prediction with what moved it. */
public final class ExplainedPrediction extends Message {
    /** Without any field. */
    public ExplainedPrediction() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public ExplainedPrediction(Map<String, Object> fields) {
        super(fields);
    }

    /** What moved it. */
    public Explanation explanation() {
        return messageAt("explanation", Explanation::new);
    }

    /** Sets explanation. */
    public ExplainedPrediction explanation(Explanation value) {
        set("explanation", value);
        return this;
    }

    /** Ways through single trees. */
    public List<DecisionPath> paths() {
        return listAt("paths", value -> view(value, DecisionPath::new));
    }

    /** Sets paths. */
    public ExplainedPrediction paths(List<DecisionPath> value) {
        set("paths", value);
        return this;
    }

    /** What was said. */
    public ErrorPrediction prediction() {
        return messageAt("prediction", ErrorPrediction::new);
    }

    /** Sets prediction. */
    public ExplainedPrediction prediction(ErrorPrediction value) {
        set("prediction", value);
        return this;
    }
}
