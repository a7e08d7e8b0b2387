// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The way of a row through one tree. */
public final class DecisionPath extends Message {
    /** Without any field. */
    public DecisionPath() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public DecisionPath(Map<String, Object> fields) {
        super(fields);
    }

    /** The method the tree belongs to. */
    public String method() {
        return textAt("method");
    }

    /** Sets method. */
    public DecisionPath method(String value) {
        set("method", value);
        return this;
    }

    /**
     * What the tree adds to the method's output (times the method's weight in an ensemble), less what it adds on
     * average: how much this way moved the prediction.
     */
    public Double moved() {
        return numberAt("moved");
    }

    /** Sets moved. */
    public DecisionPath moved(Double value) {
        set("moved", value);
        return this;
    }

    /** The questions from the root to the leaf. */
    public List<DecisionStep> steps() {
        return listAt("steps", value -> view(value, DecisionStep::new));
    }

    /** Sets steps. */
    public DecisionPath steps(List<DecisionStep> value) {
        set("steps", value);
        return this;
    }

    /** Its place among the method's trees, from 0. */
    public Long tree() {
        return wholeAt("tree");
    }

    /** Sets tree. */
    public DecisionPath tree(Long value) {
        set("tree", value);
        return this;
    }
}
