// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A stretch of every day in which so many errors of a service are normal. It silences a rise of errors that lies inside
 * it and is no higher than was said, of the service and of all services together; anything longer, higher or of another
 * kind is told as ever.
 */
public final class NormalTime extends Message {
    /** Without any field. */
    public NormalTime() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public NormalTime(Map<String, Object> fields) {
        super(fields);
    }

    /** When it was said; analyses of earlier times do not know it. */
    public String at() {
        return textAt("at");
    }

    /** Sets at. */
    public NormalTime at(String value) {
        set("at", value);
        return this;
    }

    /** Errors an hour that are normal then, beside the usual ones. */
    public Double atMost() {
        return numberAt("at_most");
    }

    /** Sets at_most. */
    public NormalTime atMost(Double value) {
        set("at_most", value);
        return this;
    }

    /** The minute of the day in which it begins, 0 to 1439. */
    public Long fromMinute() {
        return wholeAt("from_minute");
    }

    /** Sets from_minute. */
    public NormalTime fromMinute(Long value) {
        set("from_minute", value);
        return this;
    }

    /** The service. */
    public String service() {
        return textAt("service");
    }

    /** Sets service. */
    public NormalTime service(String value) {
        set("service", value);
        return this;
    }

    /** The minute of the day in which it ends, 0 to 1439; not after from_minute where it goes beyond midnight. */
    public Long toMinute() {
        return wholeAt("to_minute");
    }

    /** Sets to_minute. */
    public NormalTime toMinute(Long value) {
        set("to_minute", value);
        return this;
    }

    /** Until when it holds; for good when absent. */
    public String until() {
        return textAt("until");
    }

    /** Sets until. */
    public NormalTime until(String value) {
        set("until", value);
        return this;
    }

    /** The zone of these minutes, such as Europe/Paris; UTC when absent. */
    public String zone() {
        return textAt("zone");
    }

    /** Sets zone. */
    public NormalTime zone(String value) {
        set("zone", value);
        return this;
    }
}
