// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

/**
 * What went wrong, in a form programs can match on. The text code ([ErrorKind::code]) is stable: codes are added, never
 * changed.
 */
public final class ErrorKind {
    private ErrorKind() {}

    /** An argument of a call is out of its range or contradicts another. */
    public static final String INVALID_ARGUMENT = "invalid_argument";

    /** A setting of a method or a configuration key is out of its range. */
    public static final String INVALID_SETTING = "invalid_setting";

    /** Input data could not be read: the message names file, line, field and what was expected. */
    public static final String INVALID_INPUT = "invalid_input";

    /** A method needs more data than it was given. */
    public static final String NOT_ENOUGH_DATA = "not_enough_data";

    /** A name (method, feature, service, operation) is not known; the message lists the valid ones. */
    public static final String UNKNOWN_NAME = "unknown_name";

    /** A saved model, state or message has a version this build does not know. */
    public static final String UNSUPPORTED_VERSION = "unsupported_version";

    /** A saved model or state is damaged: its checksum or structure does not hold. */
    public static final String CORRUPT = "corrupt";

    /** A stated limit (line length, nesting depth, memory) was reached. */
    public static final String LIMIT_EXCEEDED = "limit_exceeded";

    /** What a call speaks of (a handle, a row, a file of a model) is not there. */
    public static final String NOT_FOUND = "not_found";

    /** What a call wants contradicts what is there by now: it exists already, or was changed meanwhile. */
    public static final String CONFLICT = "conflict";

    /** Something that is needed cannot be reached at the moment; the same call may work later. */
    public static final String UNAVAILABLE = "unavailable";

    /** The caller, or the deadline it set, ended the work before it was done; nothing was changed. */
    public static final String CANCELLED = "cancelled";

    /** A file or stream could not be read or written. */
    public static final String IO = "io";

    /** A bug in errpredict itself. */
    public static final String INTERNAL = "internal";
}
