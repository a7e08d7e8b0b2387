// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** What it costs. */
public final class MonitorMemoryResponse extends Message {
    /** Without any field. */
    public MonitorMemoryResponse() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public MonitorMemoryResponse(Map<String, Object> fields) {
        super(fields);
    }

    /** Bytes of memory held. */
    public Long bytes() {
        return wholeAt("bytes");
    }

    /** Sets bytes. */
    public MonitorMemoryResponse bytes(Long value) {
        set("bytes", value);
        return this;
    }
}
