// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

/** Which features a method sees. */
public final class Selection {
    private Selection() {}

    /** All of them. */
    public static final String ALL = "all";

    /** None that counts a single type, a class of types or a severity in a window. */
    public static final String GENERAL = "general";
}
