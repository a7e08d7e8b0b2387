// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** The page. */
public final class ReportResponse extends Message {
    /** Without any field. */
    public ReportResponse() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public ReportResponse(Map<String, Object> fields) {
        super(fields);
    }

    /** HTML, with everything in it: no script, no address outside. */
    public String html() {
        return textAt("html");
    }

    /** Sets html. */
    public ReportResponse html(String value) {
        set("html", value);
        return this;
    }
}
