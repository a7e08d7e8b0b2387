// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

/** Whether an action may run without a person. */
public final class Unattended {
    private Unattended() {}

    /** It may run by itself. */
    public static final String YES = "yes";

    /** It may run by itself once a person has approved it. */
    public static final String AFTER_APPROVAL = "after_approval";

    /** A person approves it and a person does it. */
    public static final String NO = "no";
}
