// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

/** How much work an action is. */
public final class Difficulty {
    private Difficulty() {}

    /** A setting or a message. */
    public static final String EASY = "easy";

    /** Needs care or preparation. */
    public static final String MEDIUM = "medium";

    /** Needs design, code or a migration. */
    public static final String HARD = "hard";
}
