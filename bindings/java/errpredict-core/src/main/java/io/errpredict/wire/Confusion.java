// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts of (actual, predicted) pairs, with what follows from them. */
public final class Confusion extends Message {
    /** Without any field. */
    public Confusion() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Confusion(Map<String, Object> fields) {
        super(fields);
    }

    /** Row: actual class, column: predicted class. */
    public List<List<Long>> counts() {
        return listAt("counts", list -> asList(list, Message::asWhole));
    }

    /** Sets counts. */
    public Confusion counts(List<List<Long>> value) {
        set("counts", value);
        return this;
    }
}
