// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

/** What is asked of an action. */
public final class Move {
    private Move() {}

    /** Put it before a person. */
    public static final String REVIEW = "review";

    /** Approve it. */
    public static final String APPROVE = "approve";

    /** Refuse it, or withdraw an approval before it runs. */
    public static final String REJECT = "reject";

    /** Plan it for later. */
    public static final String SCHEDULE = "schedule";

    /** Drop it because it is not needed any more. */
    public static final String SKIP = "skip";

    /** Start it. */
    public static final String START = "start";

    /** It ended well. */
    public static final String SUCCEED = "succeed";

    /** It ended badly. */
    public static final String FAIL = "fail";

    /** Take it back. */
    public static final String ROLL_BACK = "roll_back";
}
