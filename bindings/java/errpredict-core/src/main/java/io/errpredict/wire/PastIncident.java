// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** One incident and what became known of it. */
public final class PastIncident extends Message {
    /** Without any field. */
    public PastIncident() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public PastIncident(Map<String, Object> fields) {
        super(fields);
    }

    /** When its cause became known; it teaches nothing about times before. */
    public String at() {
        return textAt("at");
    }

    /** Sets at. */
    public PastIncident at(String value) {
        set("at", value);
        return this;
    }

    /**
     * The kind of cause it really was; absent where only so much is known that it was not the one named. One of
     * CauseKind.
     */
    public String cause() {
        return textAt("cause");
    }

    /** Sets cause. */
    public PastIncident cause(String value) {
        set("cause", value);
        return this;
    }

    /** Whether that helped. */
    public Boolean helped() {
        return flagAt("helped");
    }

    /** Sets helped. */
    public PastIncident helped(Boolean value) {
        set("helped", value);
        return this;
    }

    /** Its id, used once. */
    public String id() {
        return textAt("id");
    }

    /** Sets id. */
    public PastIncident id(String value) {
        set("id", value);
        return this;
    }

    /**
     * The kind of cause that the answer named first. Whether that was right teaches how far to believe this kind. One of
     * CauseKind.
     */
    public String named() {
        return textAt("named");
    }

    /** Sets named. */
    public PastIncident named(String value) {
        set("named", value);
        return this;
    }

    /** What was done, in words. */
    public String resolution() {
        return textAt("resolution");
    }

    /** Sets resolution. */
    public PastIncident resolution(String value) {
        set("resolution", value);
        return this;
    }

    /** The service it was about; kept for people, nothing depends on it. */
    public String service() {
        return textAt("service");
    }

    /** Sets service. */
    public PastIncident service(String value) {
        set("service", value);
        return this;
    }

    /** What it looked like: lessons.signature of the answer given then. Without it the incident is never alike. */
    public Signature signature() {
        return messageAt("signature", Signature::new);
    }

    /** Sets signature. */
    public PastIncident signature(Signature value) {
        set("signature", value);
        return this;
    }

    /** How sure the feedback is, above 0 and at most 1. */
    public Double weight() {
        return numberAt("weight");
    }

    /** Sets weight. */
    public PastIncident weight(Double value) {
        set("weight", value);
        return this;
    }
}
