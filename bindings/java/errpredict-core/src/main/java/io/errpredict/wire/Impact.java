// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an action could achieve and how that is known. */
public final class Impact extends Message {
    /** Without any field. */
    public Impact() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Impact(Map<String, Object> fields) {
        super(fields);
    }

    /** What there is to win; absent where no more came than expected. */
    public AtStake atStake() {
        return messageAt("at_stake", AtStake::new);
    }

    /** Sets at_stake. */
    public Impact atStake(AtStake value) {
        set("at_stake", value);
        return this;
    }

    /** Measured effect of this type, where there is one. */
    public Effect effect() {
        return messageAt("effect", Effect::new);
    }

    /** Sets effect. */
    public Impact effect(Effect value) {
        set("effect", value);
        return this;
    }

    /**
     * What it would save at most: what is at stake times the share of the cause that it removes, or times what this type
     * is measured to spare. Absent where neither is known, and for what changes nothing by itself.
     */
    public Level saves() {
        return messageAt("saves", Level::new);
    }

    /** Sets saves. */
    public Impact saves(Level value) {
        set("saves", value);
        return this;
    }

    /** Where the estimate comes from. One of ImpactSource. */
    public String source() {
        return textAt("source");
    }

    /** Sets source. */
    public Impact source(String value) {
        set("source", value);
        return this;
    }
}
