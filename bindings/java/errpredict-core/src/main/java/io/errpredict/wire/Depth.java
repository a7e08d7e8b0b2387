// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

/** How far an analysis goes. */
public final class Depth {
    private Depth() {}

    /** Anomalies only. */
    public static final String QUICK = "quick";

    /** Predictions, forecasts, patterns and states of errors, insights and actions too. */
    public static final String FULL = "full";

    /** Root causes too. */
    public static final String DEEP = "deep";
}
