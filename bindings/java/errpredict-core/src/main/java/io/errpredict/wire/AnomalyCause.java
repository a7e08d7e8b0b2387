// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** One part of what makes up an anomaly: an error group, a type, a metric. */
public final class AnomalyCause extends Message {
    /** Without any field. */
    public AnomalyCause() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public AnomalyCause(Map<String, Object> fields) {
        super(fields);
    }

    /** What was seen, in the same unit. */
    public Double actual() {
        return numberAt("actual");
    }

    /** Sets actual. */
    public AnomalyCause actual(Double value) {
        set("actual", value);
        return this;
    }

    /** What was expected of it, in unit. */
    public Double expected() {
        return numberAt("expected");
    }

    /** Sets expected. */
    public AnomalyCause expected(Double value) {
        set("expected", value);
        return this;
    }

    /** Name of the group, type or metric. */
    public String name() {
        return textAt("name");
    }

    /** Sets name. */
    public AnomalyCause name(String value) {
        set("name", value);
        return this;
    }

    /** The time. */
    public Long perMs() {
        return wholeAt("per_ms");
    }

    /** Sets per_ms. */
    public AnomalyCause perMs(Long value) {
        set("per_ms", value);
        return this;
    }

    /** Its share of the deviation, 0 to 1. */
    public Double share() {
        return numberAt("share");
    }

    /** Sets share. */
    public AnomalyCause share(Double value) {
        set("share", value);
        return this;
    }

    /** The field unit. */
    public String unit() {
        return textAt("unit");
    }

    /** Sets unit. */
    public AnomalyCause unit(String value) {
        set("unit", value);
        return this;
    }
}
