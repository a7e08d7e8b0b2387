// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** Nothing to ask. */
public final class TemplatesListRequest extends Message {
    /** Without any field. */
    public TemplatesListRequest() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public TemplatesListRequest(Map<String, Object> fields) {
        super(fields);
    }
}
