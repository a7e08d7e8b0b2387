// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** Its id. */
public final class FingerprintResponse extends Message {
    /** Without any field. */
    public FingerprintResponse() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public FingerprintResponse(Map<String, Object> fields) {
        super(fields);
    }

    /** 16 hexadecimal digits. */
    public String fingerprint() {
        return textAt("fingerprint");
    }

    /** Sets fingerprint. */
    public FingerprintResponse fingerprint(String value) {
        set("fingerprint", value);
        return this;
    }
}
