// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** One time at which it would have alerted. */
public final class BacktestAlert extends Message {
    /** Without any field. */
    public BacktestAlert() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public BacktestAlert(Map<String, Object> fields) {
        super(fields);
    }

    /** When it would have alerted. */
    public String at() {
        return textAt("at");
    }

    /** Sets at. */
    public BacktestAlert at(String value) {
        set("at", value);
        return this;
    }

    /** When it came; absent where it did not within the horizon. */
    public String came() {
        return textAt("came");
    }

    /** Sets came. */
    public BacktestAlert came(String value) {
        set("came", value);
        return this;
    }

    /** The probability. */
    public Double probability() {
        return numberAt("probability");
    }

    /** Sets probability. */
    public BacktestAlert probability(Double value) {
        set("probability", value);
        return this;
    }

    /** The service. */
    public String service() {
        return textAt("service");
    }

    /** Sets service. */
    public BacktestAlert service(String value) {
        set("service", value);
        return this;
    }
}
