// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

/** Where an action stands. */
public final class ActionStatus {
    private ActionStatus() {}

    /** Proposed, nothing decided. */
    public static final String RECOMMENDED = "recommended";

    /** A person is looking at it. */
    public static final String MANUAL_REVIEW = "manual_review";

    /** A person has approved it. */
    public static final String APPROVED = "approved";

    /** A person has refused it. */
    public static final String REJECTED = "rejected";

    /** It will run at a stated time. */
    public static final String SCHEDULED = "scheduled";

    /** It is running. */
    public static final String RUNNING = "running";

    /** It ran to its end. */
    public static final String EXECUTED = "executed";

    /** It ran and failed. */
    public static final String FAILED = "failed";

    /** What it did was taken back. */
    public static final String ROLLED_BACK = "rolled_back";

    /** It was not needed any more. */
    public static final String SKIPPED = "skipped";
}
