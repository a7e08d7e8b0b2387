// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where the mean level goes, against as many of the newest values. */
public final class Trend extends Message {
    /** Without any field. */
    public Trend() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Trend(Map<String, Object> fields) {
        super(fields);
    }

    /** Mean of the forecast less the mean of the newest values of the same hours. */
    public Double change() {
        return numberAt("change");
    }

    /** Sets change. */
    public Trend change(Double value) {
        set("change", value);
        return this;
    }

    /**
     * Chance that the change keeps its sign, 0.5 to 1, by how such changes turned out at earlier origins; absent without
     * a backtest.
     */
    public Double confidence() {
        return numberAt("confidence");
    }

    /** Sets confidence. */
    public Trend confidence(Double value) {
        set("confidence", value);
        return this;
    }

    /** In one word. One of TrendDirection. */
    public String direction() {
        return textAt("direction");
    }

    /** Sets direction. */
    public Trend direction(String value) {
        set("direction", value);
        return this;
    }
}
