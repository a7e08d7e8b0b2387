// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers at an even step, with gaps allowed. Value i belongs to the bucket (end − step, end] with end = first_end + i ×
 * step_ms. A gap is NaN here and null in JSON; every other value is finite.
 */
public final class Series extends Message {
    /** Without any field. */
    public Series() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Series(Map<String, Object> fields) {
        super(fields);
    }

    /** End of the first bucket. */
    public String firstEnd() {
        return textAt("first_end");
    }

    /** Sets first_end. */
    public Series firstEnd(String value) {
        set("first_end", value);
        return this;
    }

    /** Width of a bucket in milliseconds, above 0. */
    public Long stepMs() {
        return wholeAt("step_ms");
    }

    /** Sets step_ms. */
    public Series stepMs(Long value) {
        set("step_ms", value);
        return this;
    }

    /** One number per bucket, oldest first; a gap is NaN (null in JSON). */
    public List<Double> values() {
        return listAt("values", Message::asNumber);
    }

    /** Sets values. */
    public Series values(List<Double> value) {
        set("values", value);
        return this;
    }
}
