// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** What somebody complained about. */
public final class Symptom extends Message {
    /** Without any field. */
    public Symptom() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Symptom(Map<String, Object> fields) {
        super(fields);
    }

    /** The metric's name, which says whether it is slow or failing. */
    public String metric() {
        return textAt("metric");
    }

    /** Sets metric. */
    public Symptom metric(String value) {
        set("metric", value);
        return this;
    }

    /** Index into [Incident::services]. */
    public Long service() {
        return wholeAt("service");
    }

    /** Sets service. */
    public Symptom service(Long value) {
        set("service", value);
        return this;
    }
}
