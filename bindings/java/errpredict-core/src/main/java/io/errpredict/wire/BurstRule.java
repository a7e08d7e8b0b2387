// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * From how many events within how long on it is a burst. | Name | Default | Meaning | Range | |---|---|---|---| |
 * window_minutes | 30 | the time in which they come | 1 to 1,440 | | chance | 0.001 | chance that a steady rate alone
 * reaches as many in one window | 0 to 0.5, neither included | | at_least | 5 | fewer are no burst, however quiet the
 * service | 1 or more | Half an hour: the shortest horizon of the specification (4.5). One in a thousand: a steady rate
 * then makes a burst in about one half hour of three weeks. Five: fewer can be one failure tried again a few times.
 */
public final class BurstRule extends Message {
    /** Without any field. */
    public BurstRule() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public BurstRule(Map<String, Object> fields) {
        super(fields);
    }

    /** Fewer are no burst, however quiet the service. */
    public Long atLeast() {
        return wholeAt("at_least");
    }

    /** Sets at_least. */
    public BurstRule atLeast(Long value) {
        set("at_least", value);
        return this;
    }

    /** Chance that a steady rate alone reaches as many in one window. */
    public Double chance() {
        return numberAt("chance");
    }

    /** Sets chance. */
    public BurstRule chance(Double value) {
        set("chance", value);
        return this;
    }

    /** The time in which they come, in minutes. */
    public Long windowMinutes() {
        return wholeAt("window_minutes");
    }

    /** Sets window_minutes. */
    public BurstRule windowMinutes(Long value) {
        set("window_minutes", value);
        return this;
    }
}
