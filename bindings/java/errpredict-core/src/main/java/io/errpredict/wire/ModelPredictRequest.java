// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is asked; the counts are those of the monitor or rollup given along. */
public final class ModelPredictRequest extends Message {
    /** Without any field. */
    public ModelPredictRequest() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public ModelPredictRequest(Map<String, Object> fields) {
        super(fields);
    }

    /** The time; it never goes back. */
    public String at() {
        return textAt("at");
    }

    /** Sets at. */
    public ModelPredictRequest at(String value) {
        set("at", value);
        return this;
    }

    /** Factors named with each prediction. */
    public Long nFactors() {
        return wholeAt("n_factors");
    }

    /** Sets n_factors. */
    public ModelPredictRequest nFactors(Long value) {
        set("n_factors", value);
        return this;
    }

    /** The services; every one when absent. */
    public List<String> only() {
        return listAt("only", String.class::cast);
    }

    /** Sets only. */
    public ModelPredictRequest only(List<String> value) {
        set("only", value);
        return this;
    }

    /** What is known of the services beside their events. */
    public Statics services() {
        return messageAt("services", Statics::new);
    }

    /** Sets services. */
    public ModelPredictRequest services(Statics value) {
        set("services", value);
        return this;
    }
}
