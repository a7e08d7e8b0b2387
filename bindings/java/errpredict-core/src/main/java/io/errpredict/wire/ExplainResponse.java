// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The explanations. */
public final class ExplainResponse extends Message {
    /** Without any field. */
    public ExplainResponse() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public ExplainResponse(Map<String, Object> fields) {
        super(fields);
    }

    /** In the order of the queries. */
    public List<ExplainedPrediction> explained() {
        return listAt("explained", value -> view(value, ExplainedPrediction::new));
    }

    /** Sets explained. */
    public ExplainResponse explained(List<ExplainedPrediction> value) {
        set("explained", value);
        return this;
    }

    /** What the model relies on, where that was asked for: nothing is explained then. */
    public Importances importances() {
        return messageAt("importances", Importances::new);
    }

    /** Sets importances. */
    public ExplainResponse importances(Importances value) {
        set("importances", value);
        return this;
    }
}
