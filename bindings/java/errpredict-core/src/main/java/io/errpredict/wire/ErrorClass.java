// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

/** What an error is about: what kind of remedy could help. */
public final class ErrorClass {
    private ErrorClass() {}

    /** A pool of connections is used up. */
    public static final String POOL = "pool";

    /** Memory or another resource of the process is used up. */
    public static final String MEMORY = "memory";

    /** The database refused, locked or failed. */
    public static final String DATABASE = "database";

    /** A cache or what came out of it. */
    public static final String CACHE = "cache";

    /** Something did not answer in time. */
    public static final String TIMEOUT = "timeout";

    /** Something could not be reached. */
    public static final String CONNECTION = "connection";

    /** Too many requests. */
    public static final String OVERLOAD = "overload";

    /** Someone was not allowed in. */
    public static final String AUTH = "auth";

    /** A mistake in the program: null, type, index, missing name. */
    public static final String CODE = "code";

    /** None of these. */
    public static final String OTHER = "other";
}
