// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

/** What a person says of a prediction, an anomaly or an insight. */
public final class FeedbackType {
    private FeedbackType() {}

    /** It was foreseen or found, and it came. */
    public static final String TRUE_POSITIVE = "true_positive";

    /** It was foreseen or found, and nothing was wrong. */
    public static final String FALSE_POSITIVE = "false_positive";

    /** It came, and was not foreseen or found. */
    public static final String FALSE_NEGATIVE = "false_negative";

    /** It was foreseen in time to act. */
    public static final String EARLY_WARNING_CORRECT = "early_warning_correct";

    /** It came, more or less severe than said. */
    public static final String SEVERITY_MISMATCH = "severity_mismatch";

    /** It helped. */
    public static final String USEFUL = "useful";

    /** It could be acted on. */
    public static final String ACTIONABLE = "actionable";

    /** It was right, and nobody needs to know. */
    public static final String IRRELEVANT = "irrelevant";
}
