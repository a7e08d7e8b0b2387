// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** The series and how to test it. */
public final class DetectCountsRequest extends Message {
    /** Without any field. */
    public DetectCountsRequest() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public DetectCountsRequest(Map<String, Object> fields) {
        super(fields);
    }

    /** Counts per step, oldest first; null is a gap. */
    public Series series() {
        return messageAt("series", Series::new);
    }

    /** Sets series. */
    public DetectCountsRequest series(Series value) {
        set("series", value);
        return this;
    }

    /** The false-alarm budget and the rest. */
    public CountDetection settings() {
        return messageAt("settings", CountDetection::new);
    }

    /** Sets settings. */
    public DetectCountsRequest settings(CountDetection value) {
        set("settings", value);
        return this;
    }

    /** What the series is about. */
    public Subject subject() {
        return messageAt("subject", Subject::new);
    }

    /** Sets subject. */
    public DetectCountsRequest subject(Subject value) {
        set("subject", value);
        return this;
    }
}
