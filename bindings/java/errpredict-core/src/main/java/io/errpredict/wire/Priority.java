// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

/** How soon an action matters. */
public final class Priority {
    private Priority() {}

    /** When there is time. */
    public static final String LOW = "low";

    /** This week. */
    public static final String MEDIUM = "medium";

    /** Today. */
    public static final String HIGH = "high";

    /** Now. */
    public static final String CRITICAL = "critical";
}
