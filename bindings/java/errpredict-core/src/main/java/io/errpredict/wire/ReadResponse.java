// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was found. */
public final class ReadResponse extends Message {
    /** Without any field. */
    public ReadResponse() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public ReadResponse(Map<String, Object> fields) {
        super(fields);
    }

    /** The events, in the order of the log. */
    public List<Event> events() {
        return listAt("events", value -> view(value, Event::new));
    }

    /** Sets events. */
    public ReadResponse events(List<Event> value) {
        set("events", value);
        return this;
    }

    /** What was read, what was left out and why, what was assumed. */
    public ReadReport report() {
        return messageAt("report", ReadReport::new);
    }

    /** Sets report. */
    public ReadResponse report(ReadReport value) {
        set("report", value);
        return this;
    }
}
