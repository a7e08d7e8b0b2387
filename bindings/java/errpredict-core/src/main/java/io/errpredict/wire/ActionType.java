// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

/** A type of preventive action. */
public final class ActionType {
    private ActionType() {}

    /** More replicas, processor or memory. */
    public static final String SCALE_UP_RESOURCES = "scale_up_resources";

    /** Restart before it fails by itself. */
    public static final String PREEMPTIVE_RESTART = "preemptive_restart";

    /** More connections to a database or service. */
    public static final String CONNECTION_POOL_INCREASE = "connection_pool_increase";

    /** Empty a cache. */
    public static final String CACHE_CLEAR = "cache_clear";

    /** Index, statement or maintenance work in a database. */
    public static final String DATABASE_OPTIMIZATION = "database_optimization";

    /** A change of the program. */
    public static final String CODE_PATCH = "code_patch";

    /** Send traffic elsewhere. */
    public static final String TRAFFIC_REROUTE = "traffic_reroute";

    /** Look more often whether it is alive. */
    public static final String HEALTH_CHECK_INCREASE = "health_check_increase";

    /** An alert for those who watch. */
    public static final String MONITORING_ALERT = "monitoring_alert";

    /** A message to the people in charge. */
    public static final String NOTIFY_TEAM = "notify_team";

    /** Go back to the release before. */
    public static final String ROLLBACK_DEPLOYMENT = "rollback_deployment";

    /** Stop calling what does not answer, for a stated time. */
    public static final String CIRCUIT_BREAKER_ENABLE = "circuit_breaker_enable";

    /** Refuse a share of the requests, for a stated time. */
    public static final String REQUEST_THROTTLING = "request_throttling";

    /** Switch off what is not essential. */
    public static final String GRACEFUL_DEGRADATION = "graceful_degradation";

    /** A person looks at it. */
    public static final String MANUAL_REVIEW = "manual_review";
}
