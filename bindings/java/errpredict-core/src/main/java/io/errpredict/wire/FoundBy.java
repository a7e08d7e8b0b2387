// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

/** What found an anomaly. */
public final class FoundBy {
    private FoundBy() {}

    /** The model of counts ([detect_counts](super::detect_counts), [Watch](super::Watch)). */
    public static final String COUNTS = "counts";

    /** The robust level of a watched number ([Watch](super::Watch)). */
    public static final String VALUES = "values";

    /** The scores of a detector, by a threshold ([anomalies_of](super::anomalies_of)). */
    public static final String SCORES = "scores";

    /** The comparison of mixes ([pattern_deviation](super::pattern_deviation)). */
    public static final String MIX = "mix";

    /** The order of days ([drift](super::drift)). */
    public static final String DRIFT = "drift";

    /** The first of its kind. */
    public static final String FIRST = "first";

    /** The comparison of correlations ([CorrelationBreak](super::CorrelationBreak)). */
    public static final String CORRELATION = "correlation";

    /** The comparison with services like it ([peers_of_counts](super::peers_of_counts())). */
    public static final String PEERS = "peers";
}
