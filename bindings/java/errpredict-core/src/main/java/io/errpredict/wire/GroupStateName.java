// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

/** How an error group stands. */
public final class GroupStateName {
    private GroupStateName() {}

    /** Never seen before. */
    public static final String NEW = "new";

    /** Gone for long, and back. */
    public static final String REGRESSED = "regressed";

    /** Much more often than before. */
    public static final String ESCALATING = "escalating";

    /** Regular before, silent now. */
    public static final String VANISHED = "vanished";
}
