// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** An error group that makes up part of the excess. */
public final class RisenGroup extends Message {
    /** Without any field. */
    public RisenGroup() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public RisenGroup(Map<String, Object> fields) {
        super(fields);
    }

    /** What kind of remedy could help, by its words. One of ErrorClass. */
    public String class_() {
        return textAt("class");
    }

    /** Sets class. */
    public RisenGroup class_(String value) {
        set("class", value);
        return this;
    }

    /** Its errors in the window. */
    public Long errors() {
        return wholeAt("errors");
    }

    /** Sets errors. */
    public RisenGroup errors(Long value) {
        set("errors", value);
        return this;
    }

    /** The line that shows it. */
    public Evidence evidence() {
        return messageAt("evidence", Evidence::new);
    }

    /** Sets evidence. */
    public RisenGroup evidence(Evidence value) {
        set("evidence", value);
        return this;
    }

    /** Its errors expected in the window. */
    public Double expected() {
        return numberAt("expected");
    }

    /** Sets expected. */
    public RisenGroup expected(Double value) {
        set("expected", value);
        return this;
    }

    /** The fingerprint. */
    public String fingerprint() {
        return textAt("fingerprint");
    }

    /** Sets fingerprint. */
    public RisenGroup fingerprint(String value) {
        set("fingerprint", value);
        return this;
    }

    /** What it is called: its type, or its message. */
    public String label() {
        return textAt("label");
    }

    /** Sets label. */
    public RisenGroup label(String value) {
        set("label", value);
        return this;
    }

    /** The most of its errors in the same hours of another day of the week before; absent where no other day is known. */
    public Long mostOnOtherDays() {
        return wholeAt("most_on_other_days");
    }

    /** Sets most_on_other_days. */
    public RisenGroup mostOnOtherDays(Long value) {
        set("most_on_other_days", value);
        return this;
    }

    /** Its part of all errors above the usual, 0 to 1. */
    public Double shareOfExcess() {
        return numberAt("share_of_excess");
    }

    /** Sets share_of_excess. */
    public RisenGroup shareOfExcess(Double value) {
        set("share_of_excess", value);
        return this;
    }

    /** Whether its own words say that what is kept or sent is broken, not only that something is slow or missing. */
    public Boolean tellsOfDamage() {
        return flagAt("tells_of_damage");
    }

    /** Sets tells_of_damage. */
    public RisenGroup tellsOfDamage(Boolean value) {
        set("tells_of_damage", value);
        return this;
    }
}
