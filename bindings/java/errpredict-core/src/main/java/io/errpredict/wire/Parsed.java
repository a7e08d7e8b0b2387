// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One message. */
public final class Parsed extends Message {
    /** Without any field. */
    public Parsed() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Parsed(Map<String, Object> fields) {
        super(fields);
    }

    /** What stands at the variables; null where the text of the template, made of many messages, is another. */
    public List<String> parameters() {
        return listAt("parameters", String.class::cast);
    }

    /** Sets parameters. */
    public Parsed parameters(List<String> value) {
        set("parameters", value);
        return this;
    }

    /** Its template. */
    public Long template() {
        return wholeAt("template");
    }

    /** Sets template. */
    public Parsed template(Long value) {
        set("template", value);
        return this;
    }
}
