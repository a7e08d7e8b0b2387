// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** A recorded change: a deployment, a flag, a configuration. */
public final class ChangeEvent extends Message {
    /** Without any field. */
    public ChangeEvent() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public ChangeEvent(Map<String, Object> fields) {
        super(fields);
    }

    /** When. */
    public String at() {
        return textAt("at");
    }

    /** Sets at. */
    public ChangeEvent at(String value) {
        set("at", value);
        return this;
    }

    /** Whether it is a deployment. */
    public Boolean deployment() {
        return flagAt("deployment");
    }

    /** Sets deployment. */
    public ChangeEvent deployment(Boolean value) {
        set("deployment", value);
        return this;
    }

    /** Index into [Incident::services]. */
    public Long service() {
        return wholeAt("service");
    }

    /** Sets service. */
    public ChangeEvent service(Long value) {
        set("service", value);
        return this;
    }

    /** Release or description. */
    public String what() {
        return textAt("what");
    }

    /** Sets what. */
    public ChangeEvent what(String value) {
        set("what", value);
        return this;
    }
}
