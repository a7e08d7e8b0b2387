// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the decision tree says. */
public final class Classified extends Message {
    /** Without any field. */
    public Classified() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Classified(Map<String, Object> fields) {
        super(fields);
    }

    /** The questions on the way to the leaf, and how many cases lie there. */
    public List<Evidence> path() {
        return listAt("path", value -> view(value, Evidence::new));
    }

    /** Sets path. */
    public Classified path(List<Evidence> value) {
        set("path", value);
        return this;
    }

    /** Share of each kind among the cases in the leaf (one imagined case of every kind added). */
    public Map<String, Double> shares() {
        return mapAt("shares", Message::asNumber);
    }

    /** Sets shares. */
    public Classified shares(Map<String, Double> value) {
        set("shares", value);
        return this;
    }
}
