// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Special steps that share one effect. */
public final class Holiday extends Message {
    /** Without any field. */
    public Holiday() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Holiday(Map<String, Object> fields) {
        super(fields);
    }

    /** Its name. */
    public String name() {
        return textAt("name");
    }

    /** Sets name. */
    public Holiday name(String value) {
        set("name", value);
        return this;
    }

    /** Places of its steps, counted from the first value of the history (0); those ahead are forecast. */
    public List<Long> steps() {
        return listAt("steps", Message::asWhole);
    }

    /** Sets steps. */
    public Holiday steps(List<Long> value) {
        set("steps", value);
        return this;
    }
}
