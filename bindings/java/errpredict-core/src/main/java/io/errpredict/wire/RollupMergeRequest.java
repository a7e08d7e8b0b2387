// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** Nothing to ask: the other rollup, or monitor, is given along and stays as it is. */
public final class RollupMergeRequest extends Message {
    /** Without any field. */
    public RollupMergeRequest() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public RollupMergeRequest(Map<String, Object> fields) {
        super(fields);
    }
}
