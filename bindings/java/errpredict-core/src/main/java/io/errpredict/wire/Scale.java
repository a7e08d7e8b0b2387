// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

/** The scale in which contributions add up. */
public final class Scale {
    private Scale() {}

    /** Expected + Σ contributions = log-odds. */
    public static final String LOG_ODDS = "log_odds";

    /** Expected + Σ contributions = probability (random forest: a mean of class shares). */
    public static final String PROBABILITY = "probability";
}
