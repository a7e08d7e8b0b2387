// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** One step of a forecast. */
public final class ForecastValue extends Message {
    /** Without any field. */
    public ForecastValue() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public ForecastValue(Map<String, Object> fields) {
        super(fields);
    }

    /** Lower end of the interval; absent while the history is too short to measure any error. */
    public Double lower() {
        return numberAt("lower");
    }

    /** Sets lower. */
    public ForecastValue lower(Double value) {
        set("lower", value);
        return this;
    }

    /** End of the step. */
    public String time() {
        return textAt("time");
    }

    /** Sets time. */
    public ForecastValue time(String value) {
        set("time", value);
        return this;
    }

    /** Upper end of the interval. */
    public Double upper() {
        return numberAt("upper");
    }

    /** Sets upper. */
    public ForecastValue upper(Double value) {
        set("upper", value);
        return this;
    }

    /** The point forecast: half of what may come lies above, half below. */
    public Double value() {
        return numberAt("value");
    }

    /** Sets value. */
    public ForecastValue value(Double value) {
        set("value", value);
        return this;
    }
}
