// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One service's group and attributes. */
public final class StaticService extends Message {
    /** Without any field. */
    public StaticService() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public StaticService(Map<String, Object> fields) {
        super(fields);
    }

    /** Its attributes, one a name; empty is missing. */
    public List<String> attributes() {
        return listAt("attributes", String.class::cast);
    }

    /** Sets attributes. */
    public StaticService attributes(List<String> value) {
        set("attributes", value);
        return this;
    }

    /** The services it calls, sorted. */
    public List<String> dependsOn() {
        return listAt("depends_on", String.class::cast);
    }

    /** Sets depends_on. */
    public StaticService dependsOn(List<String> value) {
        set("depends_on", value);
        return this;
    }

    /** The group it belongs to; empty where none is known. */
    public String group() {
        return textAt("group");
    }

    /** Sets group. */
    public StaticService group(String value) {
        set("group", value);
        return this;
    }
}
