// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is under way or just ended. */
public final class MonitorAdvanceResponse extends Message {
    /** Without any field. */
    public MonitorAdvanceResponse() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public MonitorAdvanceResponse(Map<String, Object> fields) {
        super(fields);
    }

    /** One incident has one key, however often it is given. */
    public List<AnomalyDetection> anomalies() {
        return listAt("anomalies", value -> view(value, AnomalyDetection::new));
    }

    /** Sets anomalies. */
    public MonitorAdvanceResponse anomalies(List<AnomalyDetection> value) {
        set("anomalies", value);
        return this;
    }
}
