// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** One metric of a ranked service. */
public final class RankedMetric extends Message {
    /** Without any field. */
    public RankedMetric() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public RankedMetric(Map<String, Object> fields) {
        super(fields);
    }

    /** The input's own column name. */
    public String column() {
        return textAt("column");
    }

    /** Sets column. */
    public RankedMetric column(String value) {
        set("column", value);
        return this;
    }

    /** How far it moved, in usual spreads. */
    public Double spreads() {
        return numberAt("spreads");
    }

    /** Sets spreads. */
    public RankedMetric spreads(Double value) {
        set("spreads", value);
        return this;
    }
}
