// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** How it counts. */
public final class RollupSettings extends Message {
    /** Without any field. */
    public RollupSettings() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public RollupSettings(Map<String, Object> fields) {
        super(fields);
    }

    /** Caps and retention. */
    public RollupConfig rollup() {
        return messageAt("rollup", RollupConfig::new);
    }

    /** Sets rollup. */
    public RollupSettings rollup(RollupConfig value) {
        set("rollup", value);
        return this;
    }
}
