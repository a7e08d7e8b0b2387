// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** One update of one belief. */
public final class Update extends Message {
    /** Without any field. */
    public Update() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Update(Map<String, Object> fields) {
        super(fields);
    }

    /** Belief after. */
    public Double after() {
        return numberAt("after");
    }

    /** Sets after. */
    public Update after(Double value) {
        set("after", value);
        return this;
    }

    /** Belief before. */
    public Double before() {
        return numberAt("before");
    }

    /** Sets before. */
    public Update before(Double value) {
        set("before", value);
        return this;
    }

    /** Whether that was right. */
    public Boolean confirmed() {
        return flagAt("confirmed");
    }

    /** Sets confirmed. */
    public Update confirmed(Boolean value) {
        set("confirmed", value);
        return this;
    }

    /** The incident that the feedback is about. */
    public String incident() {
        return textAt("incident");
    }

    /** Sets incident. */
    public Update incident(String value) {
        set("incident", value);
        return this;
    }

    /** The kind of cause that was named. One of CauseKind. */
    public String kind() {
        return textAt("kind");
    }

    /** Sets kind. */
    public Update kind(String value) {
        set("kind", value);
        return this;
    }

    /** Weight of the feedback, above 0 and at most 1. */
    public Double weight() {
        return numberAt("weight");
    }

    /** Sets weight. */
    public Update weight(Double value) {
        set("weight", value);
        return this;
    }
}
