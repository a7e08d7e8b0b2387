// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** The incident and what happened before. */
public final class RcaRequest extends Message {
    /** Without any field. */
    public RcaRequest() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public RcaRequest(Map<String, Object> fields) {
        super(fields);
    }

    /** Earlier incidents and actions; those known by the onset count. */
    public History history() {
        return messageAt("history", History::new);
    }

    /** Sets history. */
    public RcaRequest history(History value) {
        set("history", value);
        return this;
    }

    /** Everything recorded around the onset; what was not recorded is left out. */
    public Incident incident() {
        return messageAt("incident", Incident::new);
    }

    /** Sets incident. */
    public RcaRequest incident(Incident value) {
        set("incident", value);
        return this;
    }
}
