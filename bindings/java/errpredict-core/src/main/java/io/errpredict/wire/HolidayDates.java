// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A named day that is unlike others. */
public final class HolidayDates extends Message {
    /** Without any field. */
    public HolidayDates() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public HolidayDates(Map<String, Object> fields) {
        super(fields);
    }

    /** Its dates in local time, such as 2026-12-25, past and ahead. */
    public List<String> dates() {
        return listAt("dates", String.class::cast);
    }

    /** Sets dates. */
    public HolidayDates dates(List<String> value) {
        set("dates", value);
        return this;
    }

    /** Its name; dates of the same name share one effect. */
    public String name() {
        return textAt("name");
    }

    /** Sets name. */
    public HolidayDates name(String value) {
        set("name", value);
        return this;
    }
}
