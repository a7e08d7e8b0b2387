// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A stretch of time that somebody named. */
public final class Window extends Message {
    /** Without any field. */
    public Window() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Window(Map<String, Object> fields) {
        super(fields);
    }

    /** The days on which it begins; empty for every day. */
    public List<String> days() {
        return listAt("days", String.class::cast);
    }

    /** Sets days. */
    public Window days(List<String> value) {
        set("days", value);
        return this;
    }

    /** When it ends; of one that comes again until when it does. */
    public String end() {
        return textAt("end");
    }

    /** Sets end. */
    public Window end(String value) {
        set("end", value);
        return this;
    }

    /** The time of day at which it begins, such as 22:00, where it comes again. */
    public String from() {
        return textAt("from");
    }

    /** Sets from. */
    public Window from(String value) {
        set("from", value);
        return this;
    }

    /** What it is called. */
    public String name() {
        return textAt("name");
    }

    /** Sets name. */
    public Window name(String value) {
        set("name", value);
        return this;
    }

    /** The services it is about; empty for all. */
    public List<String> services() {
        return listAt("services", String.class::cast);
    }

    /** Sets services. */
    public Window services(List<String> value) {
        set("services", value);
        return this;
    }

    /** When it begins; of one that comes again from when on it does. */
    public String start() {
        return textAt("start");
    }

    /** Sets start. */
    public Window start(String value) {
        set("start", value);
        return this;
    }

    /** The time of day at which it ends; over midnight where that is not later than from. */
    public String to() {
        return textAt("to");
    }

    /** Sets to. */
    public Window to(String value) {
        set("to", value);
        return this;
    }

    /** The zone (IANA) by whose clock it goes; UTC where absent. */
    public String zone() {
        return textAt("zone");
    }

    /** Sets zone. */
    public Window zone(String value) {
        set("zone", value);
        return this;
    }
}
