// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a model relies on. */
public final class Importances extends Message {
    /** Without any field. */
    public Importances() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public Importances(Map<String, Object> fields) {
        super(fields);
    }

    /** By factor, the most important by permutation first. */
    public List<Importance> factors() {
        return listAt("factors", value -> view(value, Importance::new));
    }

    /** Sets factors. */
    public Importances factors(List<Importance> value) {
        set("factors", value);
        return this;
    }

    /** By feature, those with the most gain, the most important by permutation first. */
    public List<Importance> features() {
        return listAt("features", value -> view(value, Importance::new));
    }

    /** Sets features. */
    public Importances features(List<Importance> value) {
        set("features", value);
        return this;
    }

    /** Log loss on them with nothing shuffled. */
    public Double logLoss() {
        return numberAt("log_loss");
    }

    /** Sets log_loss. */
    public Importances logLoss(Double value) {
        set("log_loss", value);
        return this;
    }

    /** Rows it was measured on. */
    public Long nRows() {
        return wholeAt("n_rows");
    }

    /** Sets n_rows. */
    public Importances nRows(Long value) {
        set("n_rows", value);
        return this;
    }
}
