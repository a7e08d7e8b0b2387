// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

/** The eight types (specification 4.9). */
public final class InsightType {
    private InsightType() {}

    /** Errors rise or fall over weeks. */
    public static final String TREND_DETECTION = "trend_detection";

    /** Anomalies come back at the same hour or weekday. */
    public static final String ANOMALY_PATTERN = "anomaly_pattern";

    /** Responses became slower. */
    public static final String PERFORMANCE_DEGRADATION = "performance_degradation";

    /** A limit will be reached. */
    public static final String CAPACITY_PLANNING = "capacity_planning";

    /** Errors per request (or per day) this week against the weeks before. */
    public static final String RELIABILITY_TREND = "reliability_trend";

    /** Much of the volume comes from one place. */
    public static final String COST_OPTIMIZATION = "cost_optimization";

    /** Someone is trying doors. */
    public static final String SECURITY_CONCERN = "security_concern";

    /** Several services at once: something they share. */
    public static final String INFRASTRUCTURE_ISSUE = "infrastructure_issue";
}
