// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** A number of the process. */
public final class MonitorMeasureRequest extends Message {
    /** Without any field. */
    public MonitorMeasureRequest() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public MonitorMeasureRequest(Map<String, Object> fields) {
        super(fields);
    }

    /** The end of the step it was measured over. */
    public String end() {
        return textAt("end");
    }

    /** Sets end. */
    public MonitorMeasureRequest end(String value) {
        set("end", value);
        return this;
    }

    /** What it is called. */
    public String name() {
        return textAt("name");
    }

    /** Sets name. */
    public MonitorMeasureRequest name(String value) {
        set("name", value);
        return this;
    }

    /** The value. */
    public Double value() {
        return numberAt("value");
    }

    /** Sets value. */
    public MonitorMeasureRequest value(Double value) {
        set("value", value);
        return this;
    }
}
