// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

/** Where a probability comes from. */
public final class Basis {
    private Basis() {}

    /** How often it happened before, whatever the present state. */
    public static final String BASE_RATE = "base_rate";

    /** A trained model, calibrated on data it was not fitted on. */
    public static final String MODEL = "model";
}
