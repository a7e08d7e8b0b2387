// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is strange. */
public final class DetectCountsResponse extends Message {
    /** Without any field. */
    public DetectCountsResponse() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public DetectCountsResponse(Map<String, Object> fields) {
        super(fields);
    }

    /** Oldest first. */
    public List<AnomalyDetection> anomalies() {
        return listAt("anomalies", value -> view(value, AnomalyDetection::new));
    }

    /** Sets anomalies. */
    public DetectCountsResponse anomalies(List<AnomalyDetection> value) {
        set("anomalies", value);
        return this;
    }
}
