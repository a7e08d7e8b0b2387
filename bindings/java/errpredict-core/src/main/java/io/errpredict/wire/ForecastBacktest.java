// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.Map;

/** How to run a backtest. */
public final class ForecastBacktest extends Message {
    /** Without any field. */
    public ForecastBacktest() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public ForecastBacktest(Map<String, Object> fields) {
        super(fields);
    }

    /** At most this many origins, the newest ones. */
    public Long maxOrigins() {
        return wholeAt("max_origins");
    }

    /** Sets max_origins. */
    public ForecastBacktest maxOrigins(Long value) {
        set("max_origins", value);
        return this;
    }

    /** Origins between two fits; the model is only updated in between. */
    public Long refitEvery() {
        return wholeAt("refit_every");
    }

    /** Sets refit_every. */
    public ForecastBacktest refitEvery(Long value) {
        set("refit_every", value);
        return this;
    }

    /** Steps between origins; one that shares no factor with the season meets every hour of the day. */
    public Long stride() {
        return wholeAt("stride");
    }

    /** Sets stride. */
    public ForecastBacktest stride(Long value) {
        set("stride", value);
        return this;
    }
}
