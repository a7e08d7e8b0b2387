// Code generated from schema/wire by bindings/generate/main.py; DO NOT EDIT.

package wire

// BacktestRequest: The log and the question.
type BacktestRequest struct {
	// Events: The events, in any order.
	Events []Event `json:"events"`

	// EveryMs: Milliseconds between the times the log asks itself; a quarter of the horizon when absent.
	EveryMs *int64 `json:"every_ms,omitempty"`

	// Page: The heading of a page about the model on the tested times, which then is in the answer.
	Page *string `json:"page,omitempty"`

	// Plan: The question, the method, and when to alert.
	Plan *Plan `json:"plan,omitempty"`

	// Rollup: Caps and retention of the counts.
	Rollup *RollupConfig `json:"rollup,omitempty"`

	// Rows: Give every tested time with what was said and what came.
	Rows *bool `json:"rows,omitempty"`

	// Seed: Seed of everything random.
	Seed *int64 `json:"seed,omitempty"`

	// Services: What is known of the services beside their events.
	Services *Statics `json:"services,omitempty"`
}

// BacktestResponse: What it was worth.
type BacktestResponse struct {
	// Alarms: Absent where no threshold keeps the budget of false alarms.
	Alarms *BacktestAlarms `json:"alarms,omitempty"`

	// Alerts: Every time at which it would have alerted, the surest first; those within a horizon are one alarm.
	Alerts []BacktestAlert `json:"alerts"`

	// BaseRate: Share of them after which it came.
	BaseRate float64 `json:"base_rate"`

	// Brier: Mean squared error of the probability.
	Brier float64 `json:"brier"`

	// BrierOfBaseRate: What always saying the base rate would have scored.
	BrierOfBaseRate float64 `json:"brier_of_base_rate"`

	// ExpectedCalibrationError: Expected calibration error, bins of equal width.
	ExpectedCalibrationError float64 `json:"expected_calibration_error"`

	// From: The first time tested.
	From string `json:"from"`

	// HorizonH: Within how many hours.
	HorizonH float64 `json:"horizon_h"`

	// Html: The page, where one was asked for: HTML with everything in it.
	Html *string `json:"html,omitempty"`

	// Method: The method that was chosen.
	Method string `json:"method"`

	// PrAuc: Area below precision against recall; absent where it never or always came.
	PrAuc *float64 `json:"pr_auc,omitempty"`

	// Rows: The tested times, service by service; absent unless asked for.
	Rows []TestedTime `json:"rows,omitempty"`

	// Target: What was foreseen.
	Target string `json:"target"`

	// Times: Times tested, a service each.
	Times int64 `json:"times"`

	// To: The last time tested.
	To string `json:"to"`

	// Version: Version of this message.
	Version int64 `json:"version"`
}

// BadLine: A line that was left out, or a value that was, with its place.
type BadLine struct {
	// Column: The byte in the line, from 1; absent where there is no one place.
	Column *int64 `json:"column,omitempty"`

	// Expected: What was expected.
	Expected string `json:"expected"`

	// Field: The field it is about.
	Field *string `json:"field,omitempty"`

	// Found: The value that stood there, made safe to print.
	Found string `json:"found"`

	// Line: The line, from 1.
	Line int64 `json:"line"`

	// Reason: Why.
	Reason Reason `json:"reason"`

	// Sample: The beginning of the line, made safe to print.
	Sample string `json:"sample"`

	// Source: The file, or `-`.
	Source string `json:"source"`
}

// BeforeAndNow: A number before and now, per hour or as a level.
type BeforeAndNow struct {
	// Before: Usual value.
	Before float64 `json:"before"`

	// Now: Value now.
	Now float64 `json:"now"`
}

// Belief: The belief in one kind of cause: what the feedback so far makes of the prior of one half.
type Belief struct {
	// Belief: Belief now.
	Belief float64 `json:"belief"`

	// Confirmed: Weight of feedback that confirmed it when it was named.
	Confirmed float64 `json:"confirmed"`

	// Kind: The kind.
	Kind CauseKind `json:"kind"`

	// Prior: Belief before any feedback.
	Prior float64 `json:"prior"`

	// Refuted: Weight of feedback that refuted it when it was named.
	Refuted float64 `json:"refuted"`
}

// BurstRule: From how many events within how long on it is a burst. | Name | Default | Meaning | Range |
// |---|---|---|---| | `window_minutes` | 30 | the time in which they come | 1 to 1,440 | | `chance` | 0.001 | chance that
// a steady rate alone reaches as many in one window | 0 to 0.5, neither included | | `at_least` | 5 | fewer are no burst,
// however quiet the service | 1 or more | Half an hour: the shortest horizon of the specification (4.5). One in a
// thousand: a steady rate then makes a burst in about one half hour of three weeks. Five: fewer can be one failure tried
// again a few times.
type BurstRule struct {
	// AtLeast: Fewer are no burst, however quiet the service.
	AtLeast *int64 `json:"at_least,omitempty"`

	// Chance: Chance that a steady rate alone reaches as many in one window.
	Chance *float64 `json:"chance,omitempty"`

	// WindowMinutes: The time in which they come, in minutes.
	WindowMinutes *int64 `json:"window_minutes,omitempty"`
}

// CallRow: Calls from one service to another in one bucket.
type CallRow struct {
	// Bucket: Start of the bucket.
	Bucket string `json:"bucket"`

	// Callee: Index of the callee.
	Callee int64 `json:"callee"`

	// Caller: Index of the caller.
	Caller int64 `json:"caller"`

	// Calls: Number of calls.
	Calls float64 `json:"calls"`

	// NetMs: Mean time at the caller minus time at the callee, ms.
	NetMs float64 `json:"net_ms"`
}

// CapacityForecast: When a number is forecast to reach its limit.
type CapacityForecast struct {
	// Because: Key of the forecast it comes from.
	Because *string `json:"because,omitempty"`

	// Level: Level of the interval, such as 0.95.
	Level float64 `json:"level"`

	// Limit: The limit it must not pass.
	Limit float64 `json:"limit"`

	// Now: The level now.
	Now float64 `json:"now"`

	// Peak: Highest forecast value.
	Peak float64 `json:"peak"`

	// PeakAt: When the peak is forecast.
	PeakAt string `json:"peak_at"`

	// ReachesLimitAt: When the central forecast passes the limit, if it does within the horizon.
	ReachesLimitAt *string `json:"reaches_limit_at,omitempty"`

	// Surely: Whether the lower bound of the forecast passes the limit too.
	Surely *bool `json:"surely,omitempty"`

	// What: What is forecast, in words: "errors per hour", "requests per hour".
	What string `json:"what"`
}

// Cases: Two futures of a series whose history ends in an incident.
type Cases struct {
	// GoesOn: Chance that it still goes on at each step ahead, or is back then.
	GoesOn []float64 `json:"goes_on"`

	// LearntFrom: Earlier incidents of the history that the chance was learnt from.
	LearntFrom int64 `json:"learnt_from"`

	// Level: A step while it goes on: the mean of its steps so far.
	Level float64 `json:"level"`

	// Ongoing: Whether the newest step still belongs to it; else it ended up to two steps before.
	Ongoing bool `json:"ongoing"`

	// Since: End of the incident's first step.
	Since string `json:"since"`

	// Usual: A step once it is over: the mean of the steps ahead.
	Usual float64 `json:"usual"`
}

// Cause: One possible cause, with how much speaks for it among those considered, and why.
type Cause struct {
	// Class: The class of error, where the cause is an error group.
	Class *ErrorClass `json:"class,omitempty"`

	// Evidence: The lines that show it, strongest first.
	Evidence []Evidence `json:"evidence"`

	// Key: Stable identity within its analysis or ranking; absent before it is part of one.
	Key *string `json:"key,omitempty"`

	// Kind: What kind of cause.
	Kind CauseKind `json:"kind"`

	// Service: The service at fault.
	Service string `json:"service"`

	// Share: How much of the evidence speaks for it, beside all that was considered and "none of these": all shares add up to
	// 1. It ranks and is no probability: nothing says how often a cause with such a share was the right one.
	Share float64 `json:"share"`

	// Subject: What exactly: a metric's own column name, a fingerprint, a release, another service.
	Subject *string `json:"subject,omitempty"`
}

// CauseNode: A node of the tree: the trouble of a service at the root, a cause everywhere else.
type CauseNode struct {
	// Because: Its causes, strongest first.
	Because []CauseNode `json:"because,omitempty"`

	// Kind: The kind of cause; absent at the root.
	Kind *CauseKind `json:"kind,omitempty"`

	// Onset: When the errors of the service rose, where they did.
	Onset *string `json:"onset,omitempty"`

	// Service: The service in trouble, or the service at fault.
	Service string `json:"service"`

	// Share: How much of the evidence says that it is why the node above is in trouble (see [`Cause::share`]); at the root,
	// that one of the branches is.
	Share float64 `json:"share"`

	// Statement: The strongest line of evidence.
	Statement string `json:"statement"`

	// Subject: What exactly: a release, a fingerprint.
	Subject *string `json:"subject,omitempty"`
}

// CausesOfRows: Rows one after the other, and the columns that deviate most in them.
type CausesOfRows struct {
	// Anomalous: Whether they are strange beyond doubt, each of them.
	Anomalous bool `json:"anomalous"`

	// End: The last row.
	End int64 `json:"end"`

	// Features: The columns, those that deviate most first.
	Features []string `json:"features"`

	// Score: The highest score of these rows.
	Score float64 `json:"score"`

	// Start: The first row, from 0.
	Start int64 `json:"start"`
}

// Chance: How often chance alone brings such a thing, all tests counted in.
type Chance struct {
	// OnceInWeeks: Once in so many weeks on average; above 0, at most a million.
	OnceInWeeks float64 `json:"once_in_weeks"`
}

// ChangeEvent: A recorded change: a deployment, a flag, a configuration.
type ChangeEvent struct {
	// At: When.
	At string `json:"at"`

	// Deployment: Whether it is a deployment.
	Deployment bool `json:"deployment"`

	// Service: Index into [`Incident::services`].
	Service int64 `json:"service"`

	// What: Release or description.
	What string `json:"what"`
}

// Classified: What the decision tree says.
type Classified struct {
	// Path: The questions on the way to the leaf, and how many cases lie there.
	Path []Evidence `json:"path"`

	// Shares: Share of each kind among the cases in the leaf (one imagined case of every kind added).
	Shares map[string]float64 `json:"shares"`
}

// Confusion: Counts of (actual, predicted) pairs, with what follows from them.
type Confusion struct {
	// Counts: Row: actual class, column: predicted class.
	Counts [][]int64 `json:"counts"`
}

// CountDetection: Settings of [`detect_counts`](super::detect_counts).
type CountDetection struct {
	// AdoptAfterHours: Hours a new level must last to become the normal one.
	AdoptAfterHours *float64 `json:"adopt_after_hours,omitempty"`

	// FalseAlarmsPerWeek: False alarms allowed per series and week.
	FalseAlarmsPerWeek *float64 `json:"false_alarms_per_week,omitempty"`

	// Holidays: Days that are like Sundays, given by any time in them.
	Holidays []string `json:"holidays,omitempty"`

	// MemoryHours: Hours after which a count weighs 1/e.
	MemoryHours *float64 `json:"memory_hours,omitempty"`

	// Seasonal: Tell hours of the day and week apart where history supports it.
	Seasonal *bool `json:"seasonal,omitempty"`

	// Sigma: Test single buckets at this many standard deviations instead of by the budget.
	Sigma *float64 `json:"sigma,omitempty"`

	// Zone: The zone whose clock the hours of day and week follow, such as `Europe/Berlin`; UTC without one.
	Zone *string `json:"zone,omitempty"`
}

// Decided: What a person decided.
type Decided struct {
	// One: One id.
	One string `json:"one"`

	// Other: The other.
	Other string `json:"other"`

	// Same: Whether they are the same error.
	Same bool `json:"same"`
}

// DecisionPath: The way of a row through one tree.
type DecisionPath struct {
	// Method: The method the tree belongs to.
	Method string `json:"method"`

	// Moved: What the tree adds to the method's output (times the method's weight in an ensemble), less what it adds on
	// average: how much this way moved the prediction.
	Moved float64 `json:"moved"`

	// Steps: The questions from the root to the leaf.
	Steps []DecisionStep `json:"steps"`

	// Tree: Its place among the method's trees, from 0.
	Tree int64 `json:"tree"`
}

// DecisionStep: One question on the way through a tree.
type DecisionStep struct {
	// Feature: The feature asked.
	Feature string `json:"feature"`

	// Left: Whether the row went left.
	Left bool `json:"left"`

	// Threshold: Values up to this one go left.
	Threshold float64 `json:"threshold"`

	// Value: Its value in the row, absent where it is missing.
	Value *float64 `json:"value,omitempty"`
}

// DetectCountsRequest: The series and how to test it.
type DetectCountsRequest struct {
	// Series: Counts per step, oldest first; null is a gap.
	Series *Series `json:"series,omitempty"`

	// Settings: The false-alarm budget and the rest.
	Settings *CountDetection `json:"settings,omitempty"`

	// Subject: What the series is about.
	Subject *Subject `json:"subject,omitempty"`
}

// DetectCountsResponse: What is strange.
type DetectCountsResponse struct {
	// Anomalies: Oldest first.
	Anomalies []AnomalyDetection `json:"anomalies"`
}

// DetectReportRequest: What to score and how to call it: either series or rows.
type DetectReportRequest struct {
	// Rows: Rows that have no order, as `detect_rows` takes them.
	Rows *DetectRowsRequest `json:"rows,omitempty"`

	// Series: One or many series, as `detect_series` takes them.
	Series *DetectSeriesRequest `json:"series,omitempty"`

	// Title: The heading of the page.
	Title string `json:"title"`
}
