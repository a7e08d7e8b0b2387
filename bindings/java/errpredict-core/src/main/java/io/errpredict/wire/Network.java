// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Weights of a trained network, row by row, all layers and the output one after the other. A layer of units has a matrix
 * of (inputs + units) × 4·units (gates in the order input, forget, cell, output) and 4·units offsets; the output has a
 * matrix of units × ahead and ahead offsets.
 */
public final class Network extends Message {
    /** Without any field. */
    public Network() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Network(Map<String, Object> fields) {
        super(fields);
    }

    /** Steps that one window forecasts. */
    public Long ahead() {
        return wholeAt("ahead");
    }

    /** Sets ahead. */
    public Network ahead(Long value) {
        set("ahead", value);
        return this;
    }

    /** Layers, one above the other. */
    public Long layers() {
        return wholeAt("layers");
    }

    /** Sets layers. */
    public Network layers(Long value) {
        set("layers", value);
        return this;
    }

    /** Steps of a window. */
    public Long sequence() {
        return wholeAt("sequence");
    }

    /** Sets sequence. */
    public Network sequence(Long value) {
        set("sequence", value);
        return this;
    }

    /** Units of each layer. */
    public Long units() {
        return wholeAt("units");
    }

    /** Sets units. */
    public Network units(Long value) {
        set("units", value);
        return this;
    }

    /** The weights. */
    public List<Double> weights() {
        return listAt("weights", Message::asNumber);
    }

    /** Sets weights. */
    public Network weights(List<Double> value) {
        set("weights", value);
        return this;
    }
}
