// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every method. */
public final class MethodsResponse extends Message {
    /** Without any field. */
    public MethodsResponse() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public MethodsResponse(Map<String, Object> fields) {
        super(fields);
    }

    /** Family by family, in the order of its list. */
    public List<Method> methods() {
        return listAt("methods", value -> view(value, Method::new));
    }

    /** Sets methods. */
    public MethodsResponse methods(List<Method> value) {
        set("methods", value);
        return this;
    }
}
