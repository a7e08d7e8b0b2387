// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

/** How high a probability is (0.40, 0.60, 0.75). */
public final class Band {
    private Band() {}

    /** Below 0.40. */
    public static final String LOW = "low";

    /** 0.40 to 0.60. */
    public static final String MEDIUM = "medium";

    /** 0.60 to 0.75. */
    public static final String HIGH = "high";

    /** 0.75 and above. */
    public static final String CRITICAL = "critical";
}
