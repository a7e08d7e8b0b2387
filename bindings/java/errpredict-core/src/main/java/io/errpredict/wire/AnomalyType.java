// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

/** What kind of strangeness an anomaly is. */
public final class AnomalyType {
    private AnomalyType() {}

    /** More than expected, and not (yet) for long. */
    public static final String SPIKE = "spike";

    /** Less than expected, down to nothing at all. */
    public static final String DROP = "drop";

    /** The level moved and stayed moved. */
    public static final String TREND_CHANGE = "trend_change";

    /** The mix of errors is not that of its history. */
    public static final String PATTERN_DEVIATION = "pattern_deviation";

    /** Metrics that used to move together do not. */
    public static final String CORRELATION_BREAK = "correlation_break";
}
