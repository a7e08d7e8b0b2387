// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

/** How much an insight matters. */
public final class InsightSeverity {
    private InsightSeverity() {}

    /** Good to know. */
    public static final String INFO = "info";

    /** Will cost something if left alone. */
    public static final String WARNING = "warning";

    /** Costs something now. */
    public static final String CRITICAL = "critical";
}
