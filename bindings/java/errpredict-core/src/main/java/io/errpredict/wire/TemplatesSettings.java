// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** How templates are told apart. */
public final class TemplatesSettings extends Message {
    /** Without any field. */
    public TemplatesSettings() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public TemplatesSettings(Map<String, Object> fields) {
        super(fields);
    }

    /** The settings of the method. */
    public TemplatesConfig config() {
        return messageAt("config", TemplatesConfig::new);
    }

    /** Sets config. */
    public TemplatesSettings config(TemplatesConfig value) {
        set("config", value);
        return this;
    }
}
