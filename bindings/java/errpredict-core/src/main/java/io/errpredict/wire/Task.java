// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The question a model answers. | Name | Default | Meaning | |---|---|---| | target | critical | what is foreseen | |
 * horizon_ms | 24 h | how far ahead, in whole minutes | | fingerprint | none | only this error group counts | | burst |
 * see [BurstRule] | from how many events on it is a burst |
 */
public final class Task extends Message {
    /** Without any field. */
    public Task() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Task(Map<String, Object> fields) {
        super(fields);
    }

    /** From how many events on it is a burst. */
    public BurstRule burst() {
        return messageAt("burst", BurstRule::new);
    }

    /** Sets burst. */
    public Task burst(BurstRule value) {
        set("burst", value);
        return this;
    }

    /** Only this error group counts. */
    public String fingerprint() {
        return textAt("fingerprint");
    }

    /** Sets fingerprint. */
    public Task fingerprint(String value) {
        set("fingerprint", value);
        return this;
    }

    /** How far ahead, in milliseconds: whole minutes, at least one. */
    public Long horizonMs() {
        return wholeAt("horizon_ms");
    }

    /** Sets horizon_ms. */
    public Task horizonMs(Long value) {
        set("horizon_ms", value);
        return this;
    }

    /** What is foreseen. One of Target. */
    public String target() {
        return textAt("target");
    }

    /** Sets target. */
    public Task target(String value) {
        set("target", value);
        return this;
    }
}
