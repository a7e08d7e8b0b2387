// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** What came of it, as actions of a history have it. */
public final class OutcomeResponse extends Message {
    /** Without any field. */
    public OutcomeResponse() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public OutcomeResponse(Map<String, Object> fields) {
        super(fields);
    }

    /** What was done. One of ActionType. */
    public String actionType() {
        return textAt("action_type");
    }

    /** Sets action_type. */
    public OutcomeResponse actionType(String value) {
        set("action_type", value);
        return this;
    }

    /** The first less the second; below 0 where more came. */
    public Double errorsPrevented() {
        return numberAt("errors_prevented");
    }

    /** Sets errors_prevented. */
    public OutcomeResponse errorsPrevented(Double value) {
        set("errors_prevented", value);
        return this;
    }

    /** Errors that came after earlier hours as bad, when nothing was done. */
    public Double forecast() {
        return numberAt("forecast");
    }

    /** Sets forecast. */
    public OutcomeResponse forecast(Double value) {
        set("forecast", value);
        return this;
    }

    /** Errors seen. */
    public Double seen() {
        return numberAt("seen");
    }

    /** Sets seen. */
    public OutcomeResponse seen(Double value) {
        set("seen", value);
        return this;
    }

    /** About how many users met no error because of it; absent where no error of the day before named a user. */
    public Double usersSpared() {
        return numberAt("users_spared");
    }

    /** Sets users_spared. */
    public OutcomeResponse usersSpared(Double value) {
        set("users_spared", value);
        return this;
    }
}
