// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

/** What kind of thing happened. */
public final class EventKind {
    private EventKind() {}

    /** A log record. It counts as an error from severity medium up; info and low are context. */
    public static final String ERROR = "error";

    /** A request that was served: throughput and response times. */
    public static final String REQUEST = "request";

    /** A new version went live. */
    public static final String DEPLOYMENT = "deployment";
}
