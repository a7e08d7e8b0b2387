// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

/** What the numbers under a level name mean; the programs that write them disagree, so it is never guessed. */
public final class LevelNumbers {
    private LevelNumbers() {}

    /** pino and bunyan: 10 trace, 20 debug, 30 info, 40 warn, 50 error, 60 fatal. */
    public static final String PINO = "pino";

    /** Python: 10 debug, 20 info, 30 warning, 40 error, 50 critical. */
    public static final String PYTHON = "python";

    /** syslog: 0 emergency to 7 debug. */
    public static final String SYSLOG = "syslog";

    /** OpenTelemetry: 1 trace to 24 fatal. */
    public static final String OTEL = "otel";
}
