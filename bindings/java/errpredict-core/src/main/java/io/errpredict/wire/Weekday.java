// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

/** A day of the week. */
public final class Weekday {
    private Weekday() {}

    /** Monday. */
    public static final String MONDAY = "monday";

    /** Tuesday. */
    public static final String TUESDAY = "tuesday";

    /** Wednesday. */
    public static final String WEDNESDAY = "wednesday";

    /** Thursday. */
    public static final String THURSDAY = "thursday";

    /** Friday. */
    public static final String FRIDAY = "friday";

    /** Saturday. */
    public static final String SATURDAY = "saturday";

    /** Sunday. */
    public static final String SUNDAY = "sunday";
}
