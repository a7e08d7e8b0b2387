// Code generated from schema/wire by bindings/generate/main.py; DO NOT EDIT.

package wire

// RollupBacktestRequest: The question to try on the past.
type RollupBacktestRequest struct {
	// EveryMs: Milliseconds between the times the log asks itself; a quarter of the horizon when absent.
	EveryMs *int64 `json:"every_ms,omitempty"`

	// Plan: The question, the method, and when to alert.
	Plan *Plan `json:"plan,omitempty"`

	// Seed: Seed of everything random.
	Seed *int64 `json:"seed,omitempty"`

	// Services: What is known of the services beside their events.
	Services *Statics `json:"services,omitempty"`
}

// RollupConfig: What a rollup keeps, and for how long. | setting | default | monitor | meaning | |---|---|---|---| |
// `minutes_kept_for_h` | for ever | 72 | hours for which counts stay in minutes; then they become hours; at least 48 | |
// `hours_kept_for_h` | for ever | 1 464 (61 days) | hours for which counts stay in hours; then days; at least 1 440 | |
// `days_kept_for_h` | for ever | 43 848 (5 years) | hours after which counts are dropped | | `witnesses` | 1 | 8 |
// retention counts from the newest minute at or after which so many events lie, so that fewer events with a clock in the
// future forget nothing | | `max_services` | 10 000 | 256 | services kept by name; the rest is summed up as `other` | |
// `max_types` | 256 | 32 | error types kept for each service | | `max_groups` | 1 000 | 64 | error groups kept for each
// service | | `max_sample_bytes` | 256 | 256 | length at which sample messages are cut | | `max_name_bytes` | 256 | 256 |
// length at which names of services and error types are cut; a hash of the whole is their end | | `max_ahead_minutes` |
// any | 10 | how far an event may lie ahead of when it was received; for
// [`Rollup::observe_received`](super::Rollup::observe_received) | Over a cap the keys with the smallest hashes stay,
// whatever the order of events.
type RollupConfig struct {
	// DaysKeptForH: Hours after which counts are dropped, not below `hours_kept_for_h`; absent for ever.
	DaysKeptForH *int64 `json:"days_kept_for_h,omitempty"`

	// HoursKeptForH: Hours for which counts stay in hours, at least 1,440 and not below `minutes_kept_for_h`; absent for
	// ever.
	HoursKeptForH *int64 `json:"hours_kept_for_h,omitempty"`

	// MaxAheadMinutes: Minutes that an event may lie ahead of when it was received; absent for any.
	MaxAheadMinutes *int64 `json:"max_ahead_minutes,omitempty"`

	// MaxGroups: Error groups kept for each service, at least 1.
	MaxGroups *int64 `json:"max_groups,omitempty"`

	// MaxNameBytes: Length in bytes at which names of services and error types are cut, at least 32.
	MaxNameBytes *int64 `json:"max_name_bytes,omitempty"`

	// MaxSampleBytes: Length in bytes at which sample messages and releases are cut.
	MaxSampleBytes *int64 `json:"max_sample_bytes,omitempty"`

	// MaxServices: Services kept by name, at least 1.
	MaxServices *int64 `json:"max_services,omitempty"`

	// MaxTypes: Error types kept for each service, at least 1.
	MaxTypes *int64 `json:"max_types,omitempty"`

	// MinutesKeptForH: Hours for which counts stay in minutes, at least 48; absent keeps minutes for ever.
	MinutesKeptForH *int64 `json:"minutes_kept_for_h,omitempty"`

	// Witnesses: Retention counts from the newest minute at or after which so many events lie; at least 1.
	Witnesses *int64 `json:"witnesses,omitempty"`
}

// RollupDescribeRequest: Nothing to ask.
type RollupDescribeRequest struct {
}

// RollupDescribeResponse: What was counted.
type RollupDescribeResponse struct {
	// First: The oldest event; absent where there is none.
	First *string `json:"first,omitempty"`

	// Last: The newest event; absent where there is none.
	Last *string `json:"last,omitempty"`

	// Now: The end of the newest event's minute, which is what to analyse unless another time is asked for; absent where
	// there is no event.
	Now *string `json:"now,omitempty"`

	// Observed: Events counted.
	Observed int64 `json:"observed"`

	// Services: Every service, by name.
	Services []string `json:"services"`
}

// RollupMergeRequest: Nothing to ask: the other rollup, or monitor, is given along and stays as it is.
type RollupMergeRequest struct {
}

// RollupReportRequest: What to analyse and how to call it.
type RollupReportRequest struct {
	// At: The time to analyse; nothing after it is read. The end of the newest event's minute when absent.
	At *string `json:"at,omitempty"`

	// Config: How.
	Config *AnalysisConfig `json:"config,omitempty"`

	// History: Earlier incidents, actions and decisions; those known at the time count.
	History *History `json:"history,omitempty"`

	// Title: The heading of the page.
	Title string `json:"title"`
}

// RollupSettings: How it counts.
type RollupSettings struct {
	// Rollup: Caps and retention.
	Rollup *RollupConfig `json:"rollup,omitempty"`
}

// RollupTrainRequest: The question, and the times to learn from.
type RollupTrainRequest struct {
	// EveryMs: Milliseconds between the times the log asks itself; a quarter of the horizon when absent.
	EveryMs *int64 `json:"every_ms,omitempty"`

	// Plan: The question, the method, and when to alert.
	Plan *Plan `json:"plan,omitempty"`

	// Queries: Times to learn from; those the log asks itself when absent.
	Queries []TimedQuery `json:"queries,omitempty"`

	// Seed: Seed of everything random.
	Seed *int64 `json:"seed,omitempty"`

	// Services: What is known of the services beside their events.
	Services *Statics `json:"services,omitempty"`
}

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
	// Anomalies: The anomalies as intervals, oldest first; absent unless a threshold was asked for rows in time order.
	Anomalies []AnomalyDetection `json:"anomalies,omitempty"`

	// Detector: The detector that scored.
	Detector string `json:"detector"`

	// Flags: Which rows are anomalies; absent unless a threshold was asked for.
	Flags []bool `json:"flags,omitempty"`

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
