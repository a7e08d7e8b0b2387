// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** One action that was carried out, and what came of it. */
public final class PastAction extends Message {
    /** Without any field. */
    public PastAction() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public PastAction(Map<String, Object> fields) {
        super(fields);
    }

    /** The type. One of ActionType. */
    public String actionType() {
        return textAt("action_type");
    }

    /** Sets action_type. */
    public PastAction actionType(String value) {
        set("action_type", value);
        return this;
    }

    /** When its outcome was known; it teaches nothing about times before. */
    public String at() {
        return textAt("at");
    }

    /** Sets at. */
    public PastAction at(String value) {
        set("at", value);
        return this;
    }

    /**
     * Errors to expect in the time after it, had nothing been done: by earlier hours as bad in which nothing was. Absent
     * where there was nothing to compare with: what was seen after it then teaches nothing of its effect.
     */
    public Double forecast() {
        return numberAt("forecast");
    }

    /** Sets forecast. */
    public PastAction forecast(Double value) {
        set("forecast", value);
        return this;
    }

    /** Errors seen in that time. */
    public Double seen() {
        return numberAt("seen");
    }

    /** Sets seen. */
    public PastAction seen(Double value) {
        set("seen", value);
        return this;
    }

    /** The service; kept for people, nothing depends on it. */
    public String service() {
        return textAt("service");
    }

    /** Sets service. */
    public PastAction service(String value) {
        set("service", value);
        return this;
    }
}
