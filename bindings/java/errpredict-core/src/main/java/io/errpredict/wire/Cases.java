// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Two futures of a series whose history ends in an incident. */
public final class Cases extends Message {
    /** Without any field. */
    public Cases() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Cases(Map<String, Object> fields) {
        super(fields);
    }

    /** Chance that it still goes on at each step ahead, or is back then. */
    public List<Double> goesOn() {
        return listAt("goes_on", Message::asNumber);
    }

    /** Sets goes_on. */
    public Cases goesOn(List<Double> value) {
        set("goes_on", value);
        return this;
    }

    /** Earlier incidents of the history that the chance was learnt from. */
    public Long learntFrom() {
        return wholeAt("learnt_from");
    }

    /** Sets learnt_from. */
    public Cases learntFrom(Long value) {
        set("learnt_from", value);
        return this;
    }

    /** A step while it goes on: the mean of its steps so far. */
    public Double level() {
        return numberAt("level");
    }

    /** Sets level. */
    public Cases level(Double value) {
        set("level", value);
        return this;
    }

    /** Whether the newest step still belongs to it; else it ended up to two steps before. */
    public Boolean ongoing() {
        return flagAt("ongoing");
    }

    /** Sets ongoing. */
    public Cases ongoing(Boolean value) {
        set("ongoing", value);
        return this;
    }

    /** End of the incident's first step. */
    public String since() {
        return textAt("since");
    }

    /** Sets since. */
    public Cases since(String value) {
        set("since", value);
        return this;
    }

    /** A step once it is over: the mean of the steps ahead. */
    public Double usual() {
        return numberAt("usual");
    }

    /** Sets usual. */
    public Cases usual(Double value) {
        set("usual", value);
        return this;
    }
}
