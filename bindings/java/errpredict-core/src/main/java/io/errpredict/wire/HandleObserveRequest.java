// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Events to count. */
public final class HandleObserveRequest extends Message {
    /** Without any field. */
    public HandleObserveRequest() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public HandleObserveRequest(Map<String, Object> fields) {
        super(fields);
    }

    /** In any order; late ones and repeated ones count like any other. */
    public List<Event> events() {
        return listAt("events", value -> view(value, Event::new));
    }

    /** Sets events. */
    public HandleObserveRequest events(List<Event> value) {
        set("events", value);
        return this;
    }
}
