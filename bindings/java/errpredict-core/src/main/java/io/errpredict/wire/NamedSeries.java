// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** The history of a service. */
public final class NamedSeries extends Message {
    /** Without any field. */
    public NamedSeries() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public NamedSeries(Map<String, Object> fields) {
        super(fields);
    }

    /** Its history, oldest first; null is a gap. */
    public Series history() {
        return messageAt("history", Series::new);
    }

    /** Sets history. */
    public NamedSeries history(Series value) {
        set("history", value);
        return this;
    }

    /** The service, for the answer. */
    public String service() {
        return textAt("service");
    }

    /** Sets service. */
    public NamedSeries service(String value) {
        set("service", value);
        return this;
    }
}
