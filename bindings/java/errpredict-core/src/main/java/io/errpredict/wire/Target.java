// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

/** What is foreseen. */
public final class Target {
    private Target() {}

    /** At least one event of severity critical. */
    public static final String CRITICAL = "critical";

    /** A burst of errors. */
    public static final String BURST = "burst";

    /** A burst of failed requests (status 500 to 599). */
    public static final String FAILED_REQUESTS = "failed_requests";

    /** A burst of slow requests. */
    public static final String SLOW_REQUESTS = "slow_requests";
}
