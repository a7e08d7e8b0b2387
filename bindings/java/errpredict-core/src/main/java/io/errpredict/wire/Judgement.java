// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * From how much a service's errors were judged, and how sure that is. By 5 minutes in a service's first day, with what
 * older services tell of a new one; later by hours.
 */
public final class Judgement extends Message {
    /** Without any field. */
    public Judgement() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Judgement(Map<String, Object> fields) {
        super(fields);
    }

    /** Errors expected of the next step, without season; absent where nothing is known. */
    public Double expected() {
        return numberAt("expected");
    }

    /** Sets expected. */
    public Judgement expected(Double value) {
        set("expected", value);
        return this;
    }

    /** Errors in one step from which it would be flagged: the fewer, the surer. Absent where nothing is known yet. */
    public Long flaggedFrom() {
        return wholeAt("flagged_from");
    }

    /** Sets flagged_from. */
    public Judgement flaggedFrom(Long value) {
        set("flagged_from", value);
        return this;
    }

    /** Length of a step. */
    public Long stepMinutes() {
        return wholeAt("step_minutes");
    }

    /** Sets step_minutes. */
    public Judgement stepMinutes(Long value) {
        set("step_minutes", value);
        return this;
    }

    /** Steps of history. */
    public Long steps() {
        return wholeAt("steps");
    }

    /** Sets steps. */
    public Judgement steps(Long value) {
        set("steps", value);
        return this;
    }
}
