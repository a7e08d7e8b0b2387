// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** The belief in one kind of cause: what the feedback so far makes of the prior of one half. */
public final class Belief extends Message {
    /** Without any field. */
    public Belief() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Belief(Map<String, Object> fields) {
        super(fields);
    }

    /** Belief now. */
    public Double belief() {
        return numberAt("belief");
    }

    /** Sets belief. */
    public Belief belief(Double value) {
        set("belief", value);
        return this;
    }

    /** Weight of feedback that confirmed it when it was named. */
    public Double confirmed() {
        return numberAt("confirmed");
    }

    /** Sets confirmed. */
    public Belief confirmed(Double value) {
        set("confirmed", value);
        return this;
    }

    /** The kind. One of CauseKind. */
    public String kind() {
        return textAt("kind");
    }

    /** Sets kind. */
    public Belief kind(String value) {
        set("kind", value);
        return this;
    }

    /** Belief before any feedback. */
    public Double prior() {
        return numberAt("prior");
    }

    /** Sets prior. */
    public Belief prior(Double value) {
        set("prior", value);
        return this;
    }

    /** Weight of feedback that refuted it when it was named. */
    public Double refuted() {
        return numberAt("refuted");
    }

    /** Sets refuted. */
    public Belief refuted(Double value) {
        set("refuted", value);
        return this;
    }
}
