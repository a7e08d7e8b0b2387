// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** What came. */
public final class ModelOutcomeRequest extends Message {
    /** Without any field. */
    public ModelOutcomeRequest() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public ModelOutcomeRequest(Map<String, Object> fields) {
        super(fields);
    }

    /** The time of the prediction, as it was asked. */
    public String at() {
        return textAt("at");
    }

    /** Sets at. */
    public ModelOutcomeRequest at(String value) {
        set("at", value);
        return this;
    }

    /** Whether it happened within the horizon. */
    public Boolean happened() {
        return flagAt("happened");
    }

    /** Sets happened. */
    public ModelOutcomeRequest happened(Boolean value) {
        set("happened", value);
        return this;
    }

    /** The service of the prediction. */
    public String service() {
        return textAt("service");
    }

    /** Sets service. */
    public ModelOutcomeRequest service(String value) {
        set("service", value);
        return this;
    }
}
