// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

/** Where an estimate of impact comes from. */
public final class ImpactSource {
    private ImpactSource() {}

    /** Outcomes of earlier actions of this type, against the forecast. */
    public static final String MEASURED_OUTCOMES = "measured_outcomes";

    /** No outcome of this type is known yet: only what is at stake is stated. */
    public static final String NOT_MEASURED_YET = "not_measured_yet";

    /** The action changes nothing by itself (a message, a ticket). */
    public static final String NO_DIRECT_EFFECT = "no_direct_effect";
}
