// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** One bin of a reliability curve. */
public final class ReliabilityBin extends Message {
    /** Without any field. */
    public ReliabilityBin() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public ReliabilityBin(Map<String, Object> fields) {
        super(fields);
    }

    /** Lower edge of the probabilities in the bin. */
    public Double from() {
        return numberAt("from");
    }

    /** Sets from. */
    public ReliabilityBin from(Double value) {
        set("from", value);
        return this;
    }

    /** Their mean; absent in an empty bin. */
    public Double meanProbability() {
        return numberAt("mean_probability");
    }

    /** Sets mean_probability. */
    public ReliabilityBin meanProbability(Double value) {
        set("mean_probability", value);
        return this;
    }

    /** Probabilities that fell into it. */
    public Long n() {
        return wholeAt("n");
    }

    /** Sets n. */
    public ReliabilityBin n(Long value) {
        set("n", value);
        return this;
    }

    /** Share of them that came true; absent in an empty bin. */
    public Double shareOccurred() {
        return numberAt("share_occurred");
    }

    /** Sets share_occurred. */
    public ReliabilityBin shareOccurred(Double value) {
        set("share_occurred", value);
        return this;
    }

    /** Upper edge. */
    public Double to() {
        return numberAt("to");
    }

    /** Sets to. */
    public ReliabilityBin to(Double value) {
        set("to", value);
        return this;
    }
}
