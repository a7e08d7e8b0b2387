// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The recommendations. */
public final class RecommendResponse extends Message {
    /** Without any field. */
    public RecommendResponse() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public RecommendResponse(Map<String, Object> fields) {
        super(fields);
    }

    /** What to do, most urgent first. */
    public List<PreventiveAction> actions() {
        return listAt("actions", value -> view(value, PreventiveAction::new));
    }

    /** Sets actions. */
    public RecommendResponse actions(List<PreventiveAction> value) {
        set("actions", value);
        return this;
    }
}
