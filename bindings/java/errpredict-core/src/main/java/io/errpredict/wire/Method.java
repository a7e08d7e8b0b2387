// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** One method. */
public final class Method extends Message {
    /** Without any field. */
    public Method() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Method(Map<String, Object> fields) {
        super(fields);
    }

    /** What it is, in one line. */
    public String about() {
        return textAt("about");
    }

    /** Sets about. */
    public Method about(String value) {
        set("about", value);
        return this;
    }

    /** Its settings as they are when not given. */
    public Object defaults() {
        return anyAt("defaults");
    }

    /** Sets defaults. */
    public Method defaults(Object value) {
        set("defaults", value);
        return this;
    }

    /** detect, predict or forecast. */
    public String family() {
        return textAt("family");
    }

    /** Sets family. */
    public Method family(String value) {
        set("family", value);
        return this;
    }

    /** The name it is chosen by. */
    public String name() {
        return textAt("name");
    }

    /** Sets name. */
    public Method name(String value) {
        set("name", value);
        return this;
    }
}
