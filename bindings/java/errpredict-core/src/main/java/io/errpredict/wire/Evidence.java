// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** What was seen, in a sentence, with the numbers behind it. */
public final class Evidence extends Message {
    /** Without any field. */
    public Evidence() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Evidence(Map<String, Object> fields) {
        super(fields);
    }

    /** The numbers by name, units in the names; every one is finite. */
    public Map<String, Double> numbers() {
        return mapAt("numbers", Message::asNumber);
    }

    /** Sets numbers. */
    public Evidence numbers(Map<String, Double> value) {
        set("numbers", value);
        return this;
    }

    /** One sentence with its numbers. */
    public String statement() {
        return textAt("statement");
    }

    /** Sets statement. */
    public Evidence statement(String value) {
        set("statement", value);
        return this;
    }
}
