// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Why a model says what it says about one row. */
public final class Explanation extends Message {
    /** Without any field. */
    public Explanation() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Explanation(Map<String, Object> fields) {
        super(fields);
    }

    /** Output before anything is known of the row; with all contributions it sums to output. */
    public Double expected() {
        return numberAt("expected");
    }

    /** Sets expected. */
    public Explanation expected(Double value) {
        set("expected", value);
        return this;
    }

    /** What moved it, largest first; factors that moved nothing are left out. */
    public List<Factor> factors() {
        return listAt("factors", value -> view(value, Factor::new));
    }

    /** Sets factors. */
    public Explanation factors(List<Factor> value) {
        set("factors", value);
        return this;
    }

    /** Output for the row, before calibration. */
    public Double output() {
        return numberAt("output");
    }

    /** Sets output. */
    public Explanation output(Double value) {
        set("output", value);
        return this;
    }

    /** The scale in which contributions add up. One of Scale. */
    public String scale() {
        return textAt("scale");
    }

    /** Sets scale. */
    public Explanation scale(String value) {
        set("scale", value);
        return this;
    }
}
