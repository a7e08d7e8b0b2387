// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

/** Where an insight stands. */
public final class InsightStatus {
    private InsightStatus() {}

    /** Nobody has looked at it. */
    public static final String NEW = "new";

    /** Someone has seen it. */
    public static final String ACKNOWLEDGED = "acknowledged";

    /** Someone is on it. */
    public static final String IN_PROGRESS = "in_progress";

    /** Done. */
    public static final String RESOLVED = "resolved";

    /** Left as it is, on purpose. */
    public static final String WONT_FIX = "wont_fix";
}
