// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One possible cause, with how much speaks for it among those considered, and why. */
public final class Cause extends Message {
    /** Without any field. */
    public Cause() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Cause(Map<String, Object> fields) {
        super(fields);
    }

    /** The class of error, where the cause is an error group. One of ErrorClass. */
    public String class_() {
        return textAt("class");
    }

    /** Sets class. */
    public Cause class_(String value) {
        set("class", value);
        return this;
    }

    /** The lines that show it, strongest first. */
    public List<Evidence> evidence() {
        return listAt("evidence", value -> view(value, Evidence::new));
    }

    /** Sets evidence. */
    public Cause evidence(List<Evidence> value) {
        set("evidence", value);
        return this;
    }

    /** Stable identity within its analysis or ranking; absent before it is part of one. */
    public String key() {
        return textAt("key");
    }

    /** Sets key. */
    public Cause key(String value) {
        set("key", value);
        return this;
    }

    /** What kind of cause. One of CauseKind. */
    public String kind() {
        return textAt("kind");
    }

    /** Sets kind. */
    public Cause kind(String value) {
        set("kind", value);
        return this;
    }

    /** The service at fault. */
    public String service() {
        return textAt("service");
    }

    /** Sets service. */
    public Cause service(String value) {
        set("service", value);
        return this;
    }

    /**
     * How much of the evidence speaks for it, beside all that was considered and "none of these": all shares add up to
     * 1. It ranks and is no probability: nothing says how often a cause with such a share was the right one.
     */
    public Double share() {
        return numberAt("share");
    }

    /** Sets share. */
    public Cause share(Double value) {
        set("share", value);
        return this;
    }

    /** What exactly: a metric's own column name, a fingerprint, a release, another service. */
    public String subject() {
        return textAt("subject");
    }

    /** Sets subject. */
    public Cause subject(String value) {
        set("subject", value);
        return this;
    }
}
