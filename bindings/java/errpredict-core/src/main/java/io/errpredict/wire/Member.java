// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** A method with its weight. */
public final class Member extends Message {
    /** Without any field. */
    public Member() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Member(Map<String, Object> fields) {
        super(fields);
    }

    /** The method and its settings. */
    public Detector detector() {
        return messageAt("detector", Detector::new);
    }

    /** Sets detector. */
    public Member detector(Detector value) {
        set("detector", value);
        return this;
    }

    /** Its weight, above 0. */
    public Double weight() {
        return numberAt("weight");
    }

    /** Sets weight. */
    public Member weight(Double value) {
        set("weight", value);
        return this;
    }
}
