// Code generated from schema/wire by bindings/generate/main.py; DO NOT EDIT.

package wire

// RootCauseAnalysis: Why errors of a service may have risen.
type RootCauseAnalysis struct {
	// At: When it was asked: nothing after that was known.
	At string `json:"at"`

	// Because: Keys of the anomalies it explains; empty where it was asked for a window alone.
	Because []string `json:"because,omitempty"`

	// Causes: Possible causes, strongest first.
	Causes []Cause `json:"causes"`

	// Errors: The error groups that make it up, the largest first: what the trouble looks like, not why it came.
	Errors []RisenGroup `json:"errors,omitempty"`

	// ExcessErrors: Errors above the usual in the window.
	ExcessErrors float64 `json:"excess_errors"`

	// Key: Stable identity: the same service and the same begin of the window have the same key, whenever it is asked.
	Key string `json:"key"`

	// Lacked: Records that were missing and would have helped.
	Lacked []string `json:"lacked"`

	// Lessons: What earlier incidents say about this one.
	Lessons *Lessons `json:"lessons,omitempty"`

	// NoneOfThese: The share of "none of these".
	NoneOfThese float64 `json:"none_of_these"`

	// Onset: When the rise began, to the minute, if there is one in the window.
	Onset *string `json:"onset,omitempty"`

	// Recorded: How much of what would tell causes apart was recorded, 0 to 1. It is no chance of being right.
	Recorded float64 `json:"recorded"`

	// Service: The service.
	Service string `json:"service"`

	// Timeline: What happened around the onset, oldest first: deployments, rises of other services, new error groups.
	Timeline []Moment `json:"timeline,omitempty"`
}

// Scope: One service, or all services together.
type Scope struct {
	Service *string `json:"service,omitempty"`

	System *bool `json:"system,omitempty"`
}

// ScoreThreshold: Settings of the threshold.
type ScoreThreshold struct {
	// Contamination: Flag this share of the calibration rows instead.
	Contamination *float64 `json:"contamination,omitempty"`

	// FalseAlarmsPer1000: Normal rows in 1,000 that may be flagged.
	FalseAlarmsPer1000 *float64 `json:"false_alarms_per_1000,omitempty"`
}

// Scores: Scores, and decisions where a threshold was asked for.
type Scores struct {
	// Anomalies: The anomalies as intervals, oldest first, and, of many columns with a history, where columns that moved
	// together in it no longer do; absent unless a threshold was asked for rows in time order.
	Anomalies []AnomalyDetection `json:"anomalies,omitempty"`

	// Causes: The columns that deviate most, for each stretch of rows; absent unless asked for.
	Causes []CausesOfRows `json:"causes,omitempty"`

	// Detector: The detector that scored.
	Detector string `json:"detector"`

	// Flags: Which rows are anomalies; absent unless a threshold was asked for.
	Flags []bool `json:"flags,omitempty"`

	// PValues: How often a normal row scores that high, of every row; absent unless a threshold was asked for.
	PValues []float64 `json:"p_values,omitempty"`

	// Scores: One finite score per row; higher is stranger.
	Scores []float64 `json:"scores"`

	// Threshold: A score above this is an anomaly; absent unless a threshold was asked for.
	Threshold *float64 `json:"threshold,omitempty"`
}

// Series: Numbers at an even step, with gaps allowed. Value `i` belongs to the bucket (end − step, end] with end =
// `first_end` + i × `step_ms`. A gap is `NaN` here and `null` in JSON; every other value is finite.
type Series struct {
	// FirstEnd: End of the first bucket.
	FirstEnd string `json:"first_end"`

	// StepMs: Width of a bucket in milliseconds, above 0.
	StepMs int64 `json:"step_ms"`

	// Values: One number per bucket, oldest first; a gap is `NaN` (`null` in JSON).
	Values []*float64 `json:"values"`
}

// SeriesDetector: Any detector for one series, chosen by name.
type SeriesDetector struct {
	// AdoptAfterHours: Hours a new level must last to become the normal one.
	AdoptAfterHours *float64 `json:"adopt_after_hours,omitempty"`

	// Holidays: Days that are like Sundays.
	Holidays []string `json:"holidays,omitempty"`

	// Lags: Values in a row.
	Lags *int64 `json:"lags,omitempty"`

	// MeanLength: Expected length of a stretch, in values.
	MeanLength *float64 `json:"mean_length,omitempty"`

	// MemoryHours: Hours after which a value weighs 1/e.
	MemoryHours *float64 `json:"memory_hours,omitempty"`

	Method string `json:"method"`

	// Seasonal: Learn hours of day and week.
	Seasonal *bool `json:"seasonal,omitempty"`

	// Trees: The trees.
	Trees *HalfSpaceTrees `json:"trees,omitempty"`

	// Variance: Share of the variance that counts as usual shapes.
	Variance *float64 `json:"variance,omitempty"`

	// WarmUp: Values that are learned before any is scored above 0.
	WarmUp *int64 `json:"warm_up,omitempty"`

	// Window: Values in a stretch; 0 finds the period.
	Window *int64 `json:"window,omitempty"`
}

// ServiceAnalysis: What was found about one service, or about all of them together.
type ServiceAnalysis struct {
	// Actions: What to do, most urgent first.
	Actions []PreventiveAction `json:"actions"`

	// Anomalies: What is strange: ongoing, or ended recently; newest start last.
	Anomalies []AnomalyDetection `json:"anomalies"`

	// CauseTree: The causes as a tree: where a cause is another service, its own causes hang below it.
	CauseTree *CauseNode `json:"cause_tree,omitempty"`

	// Critical: Its critical events among them.
	Critical int64 `json:"critical"`

	// Errors: Its errors among them.
	Errors int64 `json:"errors"`

	// ErrorsLastDay: Errors of the last 24 hours.
	ErrorsLastDay int64 `json:"errors_last_day"`

	// ErrorsLastHour: Errors of the last hour.
	ErrorsLastHour int64 `json:"errors_last_hour"`

	// Events: Its events in the history looked at.
	Events int64 `json:"events"`

	// FailedRequests: Its answers with a status of 500 to 599 in the history looked at, in events of any kind.
	FailedRequests int64 `json:"failed_requests"`

	// Forecast: Where the errors per hour are going.
	Forecast *TimeSeriesForecast `json:"forecast,omitempty"`

	// Groups: The commonest error groups of the last 24 hours.
	Groups []GroupSummary `json:"groups"`

	// Insights: What it means.
	Insights []AiInsight `json:"insights"`

	// Judged: From how much the anomalies were judged, and how sure; absent where they could not be.
	Judged *Judgement `json:"judged,omitempty"`

	// LastError: End of the minute of the newest error.
	LastError *string `json:"last_error,omitempty"`

	// LastEvent: End of the minute of the newest event.
	LastEvent *string `json:"last_event,omitempty"`

	// Notes: What could not be had, and why.
	Notes []Note `json:"notes"`

	// Predictions: How likely trouble is.
	Predictions []ErrorPrediction `json:"predictions"`

	// Rise: So many more errors or failed requests than before, where there is less than a day to compare with.
	Rise *YoungRise `json:"rise,omitempty"`

	// RootCauses: Why, for the oldest anomaly that is ongoing; absent where nothing is, and for all services together.
	RootCauses *RootCauseAnalysis `json:"root_causes,omitempty"`

	Service *string `json:"service,omitempty"`

	// States: Error groups that are new, regressed, escalating or vanished.
	States []GroupState `json:"states"`

	System *bool `json:"system,omitempty"`

	// UsualErrorsPerHour: Errors per hour over the history before the last 24 hours; absent without such a history.
	UsualErrorsPerHour *float64 `json:"usual_errors_per_hour,omitempty"`

	// WithoutLevel: Its events in the history looked at that state no level: whether they are errors is not known.
	WithoutLevel *int64 `json:"without_level,omitempty"`
}

// SeverityMetrics: How good the model was on the validation rows, fitted on the training rows alone.
type SeverityMetrics struct {
	// Balanced: The same for the balanced class.
	Balanced *Confusion `json:"balanced,omitempty"`

	// BaseLogLoss: Log loss of the frequencies of the training rows.
	BaseLogLoss *float64 `json:"base_log_loss,omitempty"`

	// Calibrations: The calibration map of each step that was fitted: class from which it is crossed, name.
	Calibrations []any `json:"calibrations"`

	// Likeliest: What came (rows) against the likeliest class (columns); absent without validation rows.
	Likeliest *Confusion `json:"likeliest,omitempty"`

	// LogLoss: The same as it is served: calibrated (the map was chosen forward in time and then fitted on these rows) and
	// following outcomes.
	LogLoss *float64 `json:"log_loss,omitempty"`

	// NFit: Rows fitted on.
	NFit int64 `json:"n_fit"`

	// NValidation: Rows that chose.
	NValidation int64 `json:"n_validation"`

	// RawLogLoss: Log loss of the method on all validation rows, before calibration.
	RawLogLoss *float64 `json:"raw_log_loss,omitempty"`

	// Tried: Log loss of each method that was tried, by name, on a sample of the rows and before calibration.
	Tried []any `json:"tried"`
}

// SeverityPrediction: An answer.
type SeverityPrediction struct {
	// Balanced: Place of the class that gained most on how often it comes.
	Balanced int64 `json:"balanced"`

	// Likeliest: Place of the likeliest class in [`CLASSES`].
	Likeliest int64 `json:"likeliest"`

	// Probabilities: Probability of each class.
	Probabilities []float64 `json:"probabilities"`

	// Raw: The same before calibration and without outcomes: what the method says.
	Raw []float64 `json:"raw"`
}

// SeverityRequest: What to map.
type SeverityRequest struct {
	// Level: A level name, in any case: `WARN`, `err`, `Fatal error`.
	Level string `json:"level"`
}

// SeverityResponse: Where it falls.
type SeverityResponse struct {
	// Severity: The place on the scale.
	Severity Severity `json:"severity"`
}

// Signature: What an incident looked like, as numbers by name.
type Signature struct {
}

// SimilarAddRequest: Texts to add.
type SimilarAddRequest struct {
	// Texts: Oldest first.
	Texts []SimilarAddedText `json:"texts"`
}

// SimilarAddResponse: How many there are.
type SimilarAddResponse struct {
	// NTexts: Texts in the index.
	NTexts int64 `json:"n_texts"`
}

// SimilarAddedText: One text.
type SimilarAddedText struct {
	// Id: What it is called in answers.
	Id string `json:"id"`

	// Partition: What must not be mixed: a project, a tenant.
	Partition *string `json:"partition,omitempty"`

	// Text: The text.
	Text string `json:"text"`
}

// SimilarCase: An earlier case that looked alike.
type SimilarCase struct {
	// Cosine: How alike, 0 to 1.
	Cosine float64 `json:"cosine"`

	// Helped: Whether that helped.
	Helped *bool `json:"helped,omitempty"`

	// Id: Its id.
	Id string `json:"id"`

	// Kind: What it was.
	Kind CauseKind `json:"kind"`

	// Resolution: What was done, in words.
	Resolution *string `json:"resolution,omitempty"`
}

// SimilarGroup: Another error group with nearly the same words.
type SimilarGroup struct {
	// Decided: Whether a person decided that the two are the same.
	Decided bool `json:"decided"`

	// ErrorType: Its type of error.
	ErrorType string `json:"error_type"`

	// Fingerprint: Its fingerprint.
	Fingerprint string `json:"fingerprint"`

	// Label: What it is called: its type, or what its messages have in common where it has none.
	Label *string `json:"label,omitempty"`

	// Score: Similarity of type and message, 0 to 1.
	Score float64 `json:"score"`

	// Services: Its services, by name, at most 8.
	Services []string `json:"services"`
}

// SimilarMatch: One match.
type SimilarMatch struct {
	// Id: The id it was added with.
	Id string `json:"id"`

	// Score: Similarity, 0 to 1.
	Score float64 `json:"score"`
}

// SimilarNearestRequest: A text to look for.
type SimilarNearestRequest struct {
	// Least: Least similarity of a match, 0 to 1.
	Least *float64 `json:"least,omitempty"`

	// Partition: The partition to look in.
	Partition *string `json:"partition,omitempty"`

	// Text: The text.
	Text string `json:"text"`

	// Top: Most matches; 10 when absent, 1,000 at most.
	Top *int64 `json:"top,omitempty"`
}

// SimilarNearestResponse: The texts most like it.
type SimilarNearestResponse struct {
	// Matches: Best first.
	Matches []SimilarMatch `json:"matches"`
}

// SimilarRequest: The texts and what is asked of them.
type SimilarRequest struct {
	// Decisions: What people decided, oldest first: of two decisions about the same pair the later counts.
	Decisions []Decided `json:"decisions,omitempty"`

	// Least: Least similarity of a match, 0 to 1.
	Least *float64 `json:"least,omitempty"`

	// Queries: Texts to look for; without any, every known text is compared with the others.
	Queries []Query `json:"queries,omitempty"`

	// Texts: Known texts (messages, stack traces), oldest first.
	Texts []Text `json:"texts"`

	// Threshold: Similarity from which texts are one group, 0 to 1.
	Threshold *float64 `json:"threshold,omitempty"`

	// Top: Most matches for each; 10 when absent. All texts together have at most 100,000.
	Top *int64 `json:"top,omitempty"`
}

// SimilarResponse: Matches and groups.
type SimilarResponse struct {
	// Groups: Per known text the id of the oldest text of its group.
	Groups []string `json:"groups"`

	// Matches: For each query (or text), the most similar known texts, best first.
	Matches [][]Found `json:"matches"`
}

// SimilarSettings: No settings.
type SimilarSettings struct {
}

// Situation: What is known about one service at one time. Whatever is not known stays empty.
type Situation struct {
	// Anomalies: What is strange now.
	Anomalies []AnomalyDetection `json:"anomalies,omitempty"`

	// At: The time it is looked at.
	At string `json:"at"`

	// Capacity: What is forecast to reach a limit.
	Capacity []CapacityForecast `json:"capacity,omitempty"`

	// Causes: Possible causes, strongest first.
	Causes []Cause `json:"causes,omitempty"`

	// Errors: Error groups that make up what is too many, largest first.
	Errors []RisenGroup `json:"errors,omitempty"`

	// Failures: Errors and failed requests per hour, against the most in the same hour of other days; absent where no other
	// day is known.
	Failures *BeforeAndNow `json:"failures,omitempty"`

	// Predictions: What is likely soon.
	Predictions []ErrorPrediction `json:"predictions,omitempty"`

	// Requests: Requests per hour, against the same hour of other days.
	Requests *BeforeAndNow `json:"requests,omitempty"`

	// ResponseTime: Response time (p95, ms), against the same hour of other days.
	ResponseTime *BeforeAndNow `json:"response_time,omitempty"`

	// Scope: The service, or all of them together.
	Scope *Scope `json:"scope,omitempty"`

	// States: Error groups that are new, back, rising or gone.
	States []GroupState `json:"states,omitempty"`
}
