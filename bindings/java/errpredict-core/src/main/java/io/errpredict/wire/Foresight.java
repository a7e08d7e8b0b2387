// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How to foresee. | Setting | Default | Meaning | Unit | Range | |---|---|---|---|---| | rows | 14,000 | moments of the
 * past to learn from | | at least 100 | | seed | 0 | which moments are drawn | | any | | keep_minutes | 1440 | how long
 * what was learnt is kept, where it is kept at all | minutes | any |
 */
public final class Foresight extends Message {
    /** Without any field. */
    public Foresight() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Foresight(Map<String, Object> fields) {
        super(fields);
    }

    /** How long what was learnt is kept, in minutes, where it is kept at all. */
    public Long keepMinutes() {
        return wholeAt("keep_minutes");
    }

    /** Sets keep_minutes. */
    public Foresight keepMinutes(Long value) {
        set("keep_minutes", value);
        return this;
    }

    /** Moments of the past to learn from. */
    public Long rows() {
        return wholeAt("rows");
    }

    /** Sets rows. */
    public Foresight rows(Long value) {
        set("rows", value);
        return this;
    }

    /** Which moments are drawn. */
    public Long seed() {
        return wholeAt("seed");
    }

    /** Sets seed. */
    public Foresight seed(Long value) {
        set("seed", value);
        return this;
    }
}
