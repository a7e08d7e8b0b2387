// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

/** How bad an event or a finding is. */
public final class Severity {
    private Severity() {}

    /** Context: trace, debug, info. */
    public static final String INFO = "info";

    /** Context worth a note: notice. */
    public static final String LOW = "low";

    /** An error from here up: warning. */
    public static final String MEDIUM = "medium";

    /** error. */
    public static final String HIGH = "high";

    /** critical, fatal, alert, emergency. */
    public static final String CRITICAL = "critical";
}
