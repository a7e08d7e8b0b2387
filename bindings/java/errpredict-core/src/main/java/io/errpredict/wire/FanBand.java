// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An interval of some level at every step. */
public final class FanBand extends Message {
    /** Without any field. */
    public FanBand() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public FanBand(Map<String, Object> fields) {
        super(fields);
    }

    /** Share of future values that it should hold. */
    public Double level() {
        return numberAt("level");
    }

    /** Sets level. */
    public FanBand level(Double value) {
        set("level", value);
        return this;
    }

    /** Lower end, nearest step first. */
    public List<Double> lower() {
        return listAt("lower", Message::asNumber);
    }

    /** Sets lower. */
    public FanBand lower(List<Double> value) {
        set("lower", value);
        return this;
    }

    /** Upper end. */
    public List<Double> upper() {
        return listAt("upper", Message::asNumber);
    }

    /** Sets upper. */
    public FanBand upper(List<Double> value) {
        set("upper", value);
        return this;
    }
}
