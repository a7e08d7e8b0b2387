// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

/** Kinds of unusual things in a history. */
public final class NoteKind {
    private NoteKind() {}

    /** Values that were missing and were filled in for fitting. */
    public static final String GAP = "gap";

    /** Single values far outside the range of those around them. */
    public static final String OUTLIER = "outlier";

    /** The level moved and stayed moved. */
    public static final String LEVEL_SHIFT = "level_shift";

    /** A running total fell back to near zero, as counters do at a restart. */
    public static final String RESET = "reset";

    /** All values are the same. */
    public static final String CONSTANT = "constant";

    /** Too few values for the wanted seasons. */
    public static final String SHORT = "short";

    /** The clock of the zone was put forward or back. */
    public static final String CLOCK_CHANGE = "clock_change";

    /** Dates of a holiday. */
    public static final String HOLIDAY = "holiday";
}
