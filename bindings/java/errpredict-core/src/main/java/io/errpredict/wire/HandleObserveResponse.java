// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was counted. */
public final class HandleObserveResponse extends Message {
    /** Without any field. */
    public HandleObserveResponse() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public HandleObserveResponse(Map<String, Object> fields) {
        super(fields);
    }

    /** Events counted; those out of their ranges are told in refused. */
    public Long counted() {
        return wholeAt("counted");
    }

    /** Sets counted. */
    public HandleObserveResponse counted(Long value) {
        set("counted", value);
        return this;
    }

    /** Events that were refused, by their place among those given. */
    public List<HandleRefusedEvent> refused() {
        return listAt("refused", value -> view(value, HandleRefusedEvent::new));
    }

    /** Sets refused. */
    public HandleObserveResponse refused(List<HandleRefusedEvent> value) {
        set("refused", value);
        return this;
    }
}
