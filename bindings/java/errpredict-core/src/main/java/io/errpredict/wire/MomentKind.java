// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

/** What kind of thing happened. */
public final class MomentKind {
    private MomentKind() {}

    /** A deployment, of any service. */
    public static final String DEPLOYMENT = "deployment";

    /** The errors of another service rose. */
    public static final String OTHER_RISE = "other_rise";

    /** An error group of the service was seen for the first time. */
    public static final String NEW_GROUP = "new_group";

    /** The errors of the service rose: the onset. */
    public static final String RISE = "rise";
}
