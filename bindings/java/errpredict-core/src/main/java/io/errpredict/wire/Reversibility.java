// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

/** Whether an action can be taken back. */
public final class Reversibility {
    private Reversibility() {}

    /** Yes. */
    public static final String YES = "yes";

    /** Yes, and it ends by itself after a stated time. */
    public static final String TIME_BOXED = "time_boxed";

    /** Only a part of it. */
    public static final String PARTLY = "partly";

    /** By reverting the change in the code. */
    public static final String BY_REVERT = "by_revert";

    /** No. */
    public static final String NO = "no";

    /** It changes nothing that could be taken back. */
    public static final String NOTHING_TO_REVERT = "nothing_to_revert";
}
