// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an incident looked like, as numbers by name. */
public final class Signature extends Message {
    /** Without any field. */
    public Signature() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Signature(Map<String, Object> fields) {
        super(fields);
    }
}
