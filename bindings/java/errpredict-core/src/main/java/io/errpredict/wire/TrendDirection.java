// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

/** Direction of a trend. */
public final class TrendDirection {
    private TrendDirection() {}

    /**
     * Upwards: with a confidence of at least 0.9, or it has been climbing for days and is forecast to go on, with the
     * confidence that stands beside it.
     */
    public static final String RISING = "rising";

    /** Downwards, in the same way. */
    public static final String FALLING = "falling";

    /** Neither for sure. */
    public static final String STABLE = "stable";
}
