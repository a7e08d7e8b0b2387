// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Group, attributes and dependencies of services. A service that is not listed is in the group "" with every attribute
 * missing and depends on nothing known.
 */
public final class Statics extends Message {
    /** Without any field. */
    public Statics() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Statics(Map<String, Object> fields) {
        super(fields);
    }

    /** Names of the attributes, in the order of their values. */
    public List<String> attributeNames() {
        return listAt("attribute_names", String.class::cast);
    }

    /** Sets attribute_names. */
    public Statics attributeNames(List<String> value) {
        set("attribute_names", value);
        return this;
    }

    /** What is known of each service, by name. */
    public Map<String, StaticService> services() {
        return mapAt("services", value -> view(value, StaticService::new));
    }

    /** Sets services. */
    public Statics services(Map<String, StaticService> value) {
        set("services", value);
        return this;
    }

    /** Name of the zone (IANA) by whose clock the services are used; UTC where absent. */
    public String zone() {
        return textAt("zone");
    }

    /** Sets zone. */
    public Statics zone(String value) {
        set("zone", value);
        return this;
    }
}
