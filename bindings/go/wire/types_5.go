// Code generated from schema/wire by bindings/generate/main.py; DO NOT EDIT.

package wire

// DetectRowsRequest: The rows and how to score them.
type DetectRowsRequest struct {
	// Causes: Tell the columns that deviate most as well, for each stretch of rows (detectors `metrics` and `peers`).
	Causes *bool `json:"causes,omitempty"`

	// Detector: A detector of rows: its name, or its settings with `method`; the ensemble when absent.
	Detector any `json:"detector,omitempty"`

	// History: Rows to learn from; those to score when absent.
	History [][]*float64 `json:"history,omitempty"`

	// Names: The names of the columns.
	Names []string `json:"names"`

	// Rows: Rows to score, one value a name; null is a gap.
	Rows [][]*float64 `json:"rows"`

	// Seed: Seed of everything random.
	Seed *int64 `json:"seed,omitempty"`

	// Threshold: Decide which rows are anomalies, within this budget.
	Threshold *ScoreThreshold `json:"threshold,omitempty"`
}

// DetectSeriesRequest: The series and how to score them.
type DetectSeriesRequest struct {
	// Causal: Judge every step by earlier ones only.
	Causal *bool `json:"causal,omitempty"`

	// Causes: Tell the columns that deviate most as well, for each stretch of rows (detectors `metrics` and `peers`).
	Causes *bool `json:"causes,omitempty"`

	// Detector: `auto`, `stream`, `metrics`, or another detector: its name, or its settings with `method`.
	Detector any `json:"detector,omitempty"`

	// FirstEnd: The end of the first step.
	FirstEnd string `json:"first_end"`

	// History: Earlier rows to learn from.
	History [][]*float64 `json:"history,omitempty"`

	// Names: The names of the series.
	Names []string `json:"names"`

	// Rows: One row a step, oldest first, one value a name; null is a gap.
	Rows [][]*float64 `json:"rows"`

	// Seed: Seed of everything random.
	Seed *int64 `json:"seed,omitempty"`

	// StepMs: Milliseconds a step.
	StepMs *int64 `json:"step_ms,omitempty"`

	// Threshold: Decide which steps are anomalies, within this budget.
	Threshold *ScoreThreshold `json:"threshold,omitempty"`
}

// Detector: Any detector for feature rows, chosen by name.
type Detector struct {
	// Height: Halvings from the root to a leaf.
	Height *int64 `json:"height,omitempty"`

	// K: Which neighbour's distance is the score.
	K *int64 `json:"k,omitempty"`

	// Members: The methods, with their weights.
	Members []Member `json:"members,omitempty"`

	Method string `json:"method"`

	// NBins: Bins a column; 0 chooses by the number of rows.
	NBins *int64 `json:"n_bins,omitempty"`

	// NReferences: Fitted rows kept, drawn at random; 0 keeps all.
	NReferences *int64 `json:"n_references,omitempty"`

	// NTrees: Number of trees.
	NTrees *int64 `json:"n_trees,omitempty"`

	// Ridge: Added to the diagonal, relative to its mean.
	Ridge *float64 `json:"ridge,omitempty"`

	// SampleSize: Rows per tree.
	SampleSize *int64 `json:"sample_size,omitempty"`

	// Scale: Scale columns to [0, 1] over the fitted rows.
	Scale *bool `json:"scale,omitempty"`

	// Share: Share of rows that give centre and shape.
	Share *float64 `json:"share,omitempty"`

	// Variance: Share of the variance that counts as normal directions.
	Variance *float64 `json:"variance,omitempty"`

	// Window: Rows after which the reference is renewed.
	Window *int64 `json:"window,omitempty"`
}

// DetectorSettings: What the settings are, for the schema; they are read by what `method` names.
type DetectorSettings struct {
	// AdoptAfterHours: Hours a new level must last to become the normal one.
	AdoptAfterHours *float64 `json:"adopt_after_hours,omitempty"`

	// Height: Halvings from the root to a leaf.
	Height *int64 `json:"height,omitempty"`

	// Holidays: Days that are like Sundays.
	Holidays []string `json:"holidays,omitempty"`

	// K: Which neighbour's distance is the score.
	K *int64 `json:"k,omitempty"`

	// Lags: Values in a row.
	Lags *int64 `json:"lags,omitempty"`

	// MeanLength: Expected length of a stretch, in values.
	MeanLength *float64 `json:"mean_length,omitempty"`

	// Members: The methods, with their weights.
	Members []Member `json:"members,omitempty"`

	// MemoryHours: Hours after which a value weighs 1/e.
	MemoryHours *float64 `json:"memory_hours,omitempty"`

	Method string `json:"method"`

	// NBins: Bins a column; 0 chooses by the number of rows.
	NBins *int64 `json:"n_bins,omitempty"`

	// NReferences: Fitted rows kept, drawn at random; 0 keeps all.
	NReferences *int64 `json:"n_references,omitempty"`

	// NTrees: Number of trees.
	NTrees *int64 `json:"n_trees,omitempty"`

	// Ridge: Added to the diagonal, relative to its mean.
	Ridge *float64 `json:"ridge,omitempty"`

	// SampleSize: Rows per tree.
	SampleSize *int64 `json:"sample_size,omitempty"`

	// Scale: Scale columns to [0, 1] over the fitted rows.
	Scale *bool `json:"scale,omitempty"`

	// Seasonal: Learn hours of day and week.
	Seasonal *bool `json:"seasonal,omitempty"`

	// Share: Share of rows that give centre and shape.
	Share *float64 `json:"share,omitempty"`

	// Trees: The trees.
	Trees *HalfSpaceTrees `json:"trees,omitempty"`

	// Variance: Share of the variance that counts as normal directions.
	Variance *float64 `json:"variance,omitempty"`

	// WarmUp: Values that are learned before any is scored above 0.
	WarmUp *int64 `json:"warm_up,omitempty"`

	// Window: Rows after which the reference is renewed.
	Window *int64 `json:"window,omitempty"`
}

// Effect: The measured effect of one type.
type Effect struct {
	// High: Upper end of the 95 % interval.
	High float64 `json:"high"`

	// Low: Lower end of the 95 % interval.
	Low float64 `json:"low"`

	// Outcomes: Number of outcomes behind it.
	Outcomes int64 `json:"outcomes"`

	// Reduction: Share of the forecast errors that did not happen; below 0 when there were more than forecast.
	Reduction float64 `json:"reduction"`
}

// ErrorDecision: What a person decided about two error groups.
type ErrorDecision struct {
	// At: When.
	At string `json:"at"`

	// One: One fingerprint, 16 hexadecimal digits.
	One string `json:"one"`

	// Other: The other.
	Other string `json:"other"`

	// Same: Whether they are the same error.
	Same bool `json:"same"`
}

// ErrorMessage: An error as it crosses a border: the code is stable and the same in every language.
type ErrorMessage struct {
	// Code: The stable code, such as `not_enough_data`.
	Code ErrorKind `json:"code"`

	// Context: Where: file, path in the request, line, column, field and the like.
	Context map[string]string `json:"context,omitempty"`

	// Message: What went wrong, with the numbers, for people.
	Message string `json:"message"`

	// Retryable: Whether the very same call may succeed when it is made again later; false when absent.
	Retryable *bool `json:"retryable,omitempty"`
}

// ErrorPrediction: The probability that something happens within a horizon (table `error_predictions`).
type ErrorPrediction struct {
	// Alert: Whether it raises an alert.
	Alert *bool `json:"alert,omitempty"`

	// At: When it was asked: nothing after it was known.
	At string `json:"at"`

	// Band: How high the probability is.
	Band Band `json:"band"`

	// Basis: Where it comes from.
	Basis Basis `json:"basis"`

	// Because: Keys of the anomalies under way when an analysis said so; empty where nobody looked for any.
	Because []string `json:"because,omitempty"`

	// BurstThreshold: Events within half an hour from which on it is a burst; absent for `critical`.
	BurstThreshold *int64 `json:"burst_threshold,omitempty"`

	// Factors: What moved a model's probability, largest first; empty where nobody asked.
	Factors []Factor `json:"factors,omitempty"`

	// Fingerprint: The one error group that counts; absent where all of them do.
	Fingerprint *string `json:"fingerprint,omitempty"`

	// Fresh: Share of the horizon in which the target would be new; absent where that is not asked.
	Fresh *float64 `json:"fresh,omitempty"`

	// HorizonMinutes: Within how many minutes.
	HorizonMinutes int64 `json:"horizon_minutes"`

	// Key: Identity of the question, the same whenever it is asked; with `at` that of this answer.
	Key string `json:"key"`

	// Level: Level of that interval.
	Level float64 `json:"level"`

	// Lower: Lower end of its interval.
	Lower float64 `json:"lower"`

	// NSpans: Past spans of the horizon's length that a base rate rests on.
	NSpans *float64 `json:"n_spans,omitempty"`

	// Probability: The probability, 0 to 1.
	Probability float64 `json:"probability"`

	// RawLogOdds: The model's log-odds before outcomes and calibration: what an outcome is learnt from.
	RawLogOdds *float64 `json:"raw_log_odds,omitempty"`

	Service *string `json:"service,omitempty"`

	// Severity: The worst severity to expect: critical for a critical event, else what a model of severities says, where
	// there is one.
	Severity *Severity `json:"severity,omitempty"`

	System *bool `json:"system,omitempty"`

	// Target: What is foreseen.
	Target Target `json:"target"`

	// Threshold: What raised an alert at that time: a probability, under a budget of false alarms one of something new
	// (`probability` × `fresh`). Absent where nothing raises one.
	Threshold *float64 `json:"threshold,omitempty"`

	// Upper: Upper end of its interval.
	Upper float64 `json:"upper"`

	// Usual: How often it happens whatever the present state: the base rate beside a model's probability. A base rate is its
	// own. Absent where nobody counted.
	Usual *float64 `json:"usual,omitempty"`

	// Worth: What a model's words like these were worth before; absent where nobody counted.
	Worth *PastWords `json:"worth,omitempty"`
}

// EvaluateRequest: What was said beside what came; exactly one kind is asked by its `kind`.
type EvaluateRequest struct {
	// Actual: What came.
	Actual any `json:"actual,omitempty"`

	// Bins: Bins of the reliability table; 10 when absent.
	Bins *int64 `json:"bins,omitempty"`

	// Forecast: What was forecast.
	Forecast []float64 `json:"forecast,omitempty"`

	Kind string `json:"kind"`

	// Labels: Whether it came.
	Labels []bool `json:"labels,omitempty"`

	// Lower: Lower ends of the intervals.
	Lower []float64 `json:"lower,omitempty"`

	// NClasses: How many classes there are.
	NClasses *int64 `json:"n_classes,omitempty"`

	// Predicted: What was said.
	Predicted []int64 `json:"predicted,omitempty"`

	// Probabilities: How likely it was said to be, 0 to 1.
	Probabilities []float64 `json:"probabilities,omitempty"`

	// Scores: The higher, the likelier.
	Scores []float64 `json:"scores,omitempty"`

	// Threshold: Where a probability counts as "it will come", for the confusion; 0.5 when absent.
	Threshold *float64 `json:"threshold,omitempty"`

	// Upper: Upper ends of the intervals.
	Upper []float64 `json:"upper,omitempty"`
}

// EvaluateResponse: The measures; those that do not apply are absent.
type EvaluateResponse struct {
	// Accuracy: Share that was right.
	Accuracy *float64 `json:"accuracy,omitempty"`

	// Brier: Mean squared error of the probabilities (Brier 1950).
	Brier *float64 `json:"brier,omitempty"`

	// BrierSkill: 1 less Brier over that of always saying the share; absent where it always or never came.
	BrierSkill *float64 `json:"brier_skill,omitempty"`

	// Coverage: Share of what came that lay in its interval.
	Coverage *float64 `json:"coverage,omitempty"`

	// ExpectedCalibrationError: Expected calibration error, bins of equal width.
	ExpectedCalibrationError *float64 `json:"expected_calibration_error,omitempty"`

	// F1: Harmonic mean of both, by class.
	F1 []*float64 `json:"f1,omitempty"`

	// LogLoss: Mean negative log likelihood, natural logarithm.
	LogLoss *float64 `json:"log_loss,omitempty"`

	// Mae: Mean absolute error.
	Mae *float64 `json:"mae,omitempty"`

	// Mape: Mean absolute error in percent of what came; absent where a 0 came.
	Mape *float64 `json:"mape,omitempty"`

	// PrAuc: Area below precision against recall.
	PrAuc *float64 `json:"pr_auc,omitempty"`

	// Precision: Right among those said to be of the class, by class; null where none was.
	Precision []*float64 `json:"precision,omitempty"`

	// Recall: Said among those of the class, by class; null where there was none.
	Recall []*float64 `json:"recall,omitempty"`

	// Reliability: How often it came for what was said.
	Reliability []ReliabilityBin `json:"reliability,omitempty"`

	// Rmse: Root of the mean squared error.
	Rmse *float64 `json:"rmse,omitempty"`

	// RocAuc: Area below the receiver operating characteristic.
	RocAuc *float64 `json:"roc_auc,omitempty"`
}

// Event: One event, owning its text. Names follow OpenTelemetry where it has one. What is missing stays missing; it is
// never guessed.
type Event struct {
	// Attributes: Anything else, as a JSON object.
	Attributes map[string]any `json:"attributes,omitempty"`

	// Code: The application's own error code.
	Code *string `json:"code,omitempty"`

	// Endpoint: The route or URL path.
	Endpoint *string `json:"endpoint,omitempty"`

	// Environment: `development`, `staging` or `production`.
	Environment *string `json:"environment,omitempty"`

	// ErrorId: The id the source gave it.
	ErrorId *string `json:"error_id,omitempty"`

	// ErrorType: The type of error, such as an exception class. Empty for requests and deployments.
	ErrorType *string `json:"error_type,omitempty"`

	// Kind: What kind of thing it is; an error when absent.
	Kind *EventKind `json:"kind,omitempty"`

	// Message: The log message.
	Message *string `json:"message,omitempty"`

	// Release: The version of the service.
	Release *string `json:"release,omitempty"`

	// RequestId: The request it belongs to.
	RequestId *string `json:"request_id,omitempty"`

	// ResponseTimeMs: How long the request took, in milliseconds: finite and at least 0.
	ResponseTimeMs *float64 `json:"response_time_ms,omitempty"`

	// Service: The service it happened in.
	Service string `json:"service"`

	// Severity: How bad it is; absent for a line without a level, which is counted and never taken for an error.
	Severity *Severity `json:"severity,omitempty"`

	// StackTrace: The stack trace, as the language printed it.
	StackTrace *string `json:"stack_trace,omitempty"`

	// StatusCode: The HTTP status, 100 to 599.
	StatusCode *int64 `json:"status_code,omitempty"`

	// Timestamp: When it happened.
	Timestamp string `json:"timestamp"`

	// UserId: The user who met it.
	UserId *string `json:"user_id,omitempty"`
}
