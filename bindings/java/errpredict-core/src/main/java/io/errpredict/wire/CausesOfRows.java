// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows one after the other, and the columns that deviate most in them. */
public final class CausesOfRows extends Message {
    /** Without any field. */
    public CausesOfRows() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public CausesOfRows(Map<String, Object> fields) {
        super(fields);
    }

    /** Whether they are strange beyond doubt, each of them. */
    public Boolean anomalous() {
        return flagAt("anomalous");
    }

    /** Sets anomalous. */
    public CausesOfRows anomalous(Boolean value) {
        set("anomalous", value);
        return this;
    }

    /** The last row. */
    public Long end() {
        return wholeAt("end");
    }

    /** Sets end. */
    public CausesOfRows end(Long value) {
        set("end", value);
        return this;
    }

    /** The columns, those that deviate most first. */
    public List<String> features() {
        return listAt("features", String.class::cast);
    }

    /** Sets features. */
    public CausesOfRows features(List<String> value) {
        set("features", value);
        return this;
    }

    /** The highest score of these rows. */
    public Double score() {
        return numberAt("score");
    }

    /** Sets score. */
    public CausesOfRows score(Double value) {
        set("score", value);
        return this;
    }

    /** The first row, from 0. */
    public Long start() {
        return wholeAt("start");
    }

    /** Sets start. */
    public CausesOfRows start(Long value) {
        set("start", value);
        return this;
    }
}
