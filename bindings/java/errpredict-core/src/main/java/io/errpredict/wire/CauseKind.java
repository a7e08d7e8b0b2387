// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

/** What kind of thing a cause is. */
public final class CauseKind {
    private CauseKind() {}

    /** A deployment shortly before. */
    public static final String DEPLOYMENT = "deployment";

    /** Another recorded change (configuration, flag, schema) shortly before. */
    public static final String CHANGE = "change";

    /** An error group that is new or rose. */
    public static final String ERROR_GROUP = "error_group";

    /** A resource of the service (processor, memory, disk) far from its usual level. */
    public static final String RESOURCE = "resource";

    /** The service itself became slow: the rise is not explained by what it calls. */
    public static final String OWN_TIME = "own_time";

    /** The way to the service became slow: callers wait, the service itself does not. */
    public static final String NETWORK = "network";

    /** The service itself fails: its failures are not explained by what it calls. */
    public static final String OWN_FAILURES = "own_failures";

    /** The service stopped calling what it used to call, with the same traffic coming in. */
    public static final String LOST_CALLS = "lost_calls";

    /** The service stopped doing (logging) a step it used to do. */
    public static final String LOST_STEP = "lost_step";

    /** Another service moved first. */
    public static final String DEPENDENCY = "dependency";

    /** More or less traffic than usual. */
    public static final String TRAFFIC = "traffic";
}
