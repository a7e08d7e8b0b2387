// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

/** Why a line, or one value in it, could not be used. */
public final class Reason {
    private Reason() {}

    /** Not the format the file is read as. */
    public static final String FORMAT = "format";

    /** Cut off: the file ends inside it. */
    public static final String TRUNCATED = "truncated";

    /** Longer than the limit. */
    public static final String TOO_LONG = "too_long";

    /** Nested deeper than the limit. */
    public static final String TOO_DEEP = "too_deep";

    /** Bytes that are not UTF-8. */
    public static final String INVALID_UTF8 = "invalid_utf8";

    /** A NUL byte outside a quoted text. */
    public static final String NUL = "nul";

    /** Another number of columns than the header. */
    public static final String COLUMNS = "columns";

    /** No timestamp. */
    public static final String MISSING_TIMESTAMP = "missing_timestamp";

    /** No service, and none was given by option. */
    public static final String MISSING_SERVICE = "missing_service";

    /** A timestamp in a form that is not read. */
    public static final String BAD_TIMESTAMP = "bad_timestamp";

    /** A timestamp without a year, and none was given. */
    public static final String NO_YEAR = "no_year";

    /** A time before 0001-01-01 or after 9999-12-30 22:00 UTC, or one that does not exist. */
    public static final String TIME_RANGE = "time_range";

    /** A time years before those around it. */
    public static final String STRAY_TIME = "stray_time";

    /** A level name that is not in the table, or a number out of its range. */
    public static final String BAD_SEVERITY = "bad_severity";

    /** A level that is a number of an unstated scale. */
    public static final String LEVEL_NUMBER = "level_number";

    /** A kind other than error, request and deployment. */
    public static final String BAD_KIND = "bad_kind";

    /** A value that should be a number (finite, at least 0), a status, or text, and is not. */
    public static final String BAD_VALUE = "bad_value";
}
