// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** One tested time. */
public final class TestedTime extends Message {
    /** Without any field. */
    public TestedTime() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public TestedTime(Map<String, Object> fields) {
        super(fields);
    }

    /** When it was asked. */
    public String at() {
        return textAt("at");
    }

    /** Sets at. */
    public TestedTime at(String value) {
        set("at", value);
        return this;
    }

    /** When it came; absent where it did not within the horizon. */
    public String came() {
        return textAt("came");
    }

    /** Sets came. */
    public TestedTime came(String value) {
        set("came", value);
        return this;
    }

    /** The probability that was said. */
    public Double probability() {
        return numberAt("probability");
    }

    /** Sets probability. */
    public TestedTime probability(Double value) {
        set("probability", value);
        return this;
    }

    /** The service. */
    public String service() {
        return textAt("service");
    }

    /** Sets service. */
    public TestedTime service(String value) {
        set("service", value);
        return this;
    }
}
