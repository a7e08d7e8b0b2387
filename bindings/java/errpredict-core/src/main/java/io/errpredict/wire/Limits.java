// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a service can take. */
public final class Limits extends Message {
    /** Without any field. */
    public Limits() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Limits(Map<String, Object> fields) {
        super(fields);
    }

    /** Errors an hour that are too many. */
    public Double errorsPerHour() {
        return numberAt("errors_per_hour");
    }

    /** Sets errors_per_hour. */
    public Limits errorsPerHour(Double value) {
        set("errors_per_hour", value);
        return this;
    }

    /** Requests an hour that it can serve. */
    public Double requestsPerHour() {
        return numberAt("requests_per_hour");
    }

    /** Sets requests_per_hour. */
    public Limits requestsPerHour(Double value) {
        set("requests_per_hour", value);
        return this;
    }
}
