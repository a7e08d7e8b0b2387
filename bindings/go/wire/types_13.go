// Code generated from schema/wire by bindings/generate/main.py; DO NOT EDIT.

package wire

// TrainSeverityRequest: The log, how far ahead, and the times to learn from.
type TrainSeverityRequest struct {
	// Events: The events, in any order.
	Events []Event `json:"events"`

	// EveryMs: Milliseconds between the times the log asks itself; a quarter of the horizon when absent.
	EveryMs *int64 `json:"every_ms,omitempty"`

	// HorizonMs: How far ahead, in milliseconds: whole minutes, at least one.
	HorizonMs *int64 `json:"horizon_ms,omitempty"`

	// Method: The method of every step from one severity to the next; chosen on later rows when absent.
	Method *Predictor `json:"method,omitempty"`

	// Queries: Times to learn from; those the log asks itself when absent.
	Queries []TimedQuery `json:"queries,omitempty"`

	// Rollup: Caps and retention of the counts.
	Rollup *RollupConfig `json:"rollup,omitempty"`

	// Seed: Seed of everything random.
	Seed *int64 `json:"seed,omitempty"`

	// Services: What is known of the services beside their events.
	Services *Statics `json:"services,omitempty"`
}

// TrainSeverityResponse: The model.
type TrainSeverityResponse struct {
	// Method: The method that was chosen.
	Method string `json:"method"`

	// Metrics: How good it was on later rows.
	Metrics *SeverityMetrics `json:"metrics,omitempty"`

	// Model: The bytes of the model file, in base64: what `predict` takes.
	Model string `json:"model"`
}

// Training: How a model is trained.
type Training struct {
	// Calibration: Calibration map: `none`, `platt`, `beta`, `isotonic`; chosen by log loss when absent.
	Calibration *string `json:"calibration,omitempty"`

	// HalfLifeDays: Age at which a row counts half, in days; all count the same when absent.
	HalfLifeDays *float64 `json:"half_life_days,omitempty"`

	// Method: The method.
	Method *Predictor `json:"method,omitempty"`

	// Recalibrate: Whether predictions follow outcomes already known.
	Recalibrate *bool `json:"recalibrate,omitempty"`

	// Refit: Whether the method is fitted again on all rows in the end.
	Refit *bool `json:"refit,omitempty"`
}

// Trend: Where the mean level goes, against as many of the newest values.
type Trend struct {
	// Change: Mean of the forecast less the mean of the newest values of the same hours.
	Change float64 `json:"change"`

	// Confidence: Chance that the change keeps its sign, 0.5 to 1, by how such changes turned out at earlier origins; absent
	// without a backtest.
	Confidence *float64 `json:"confidence,omitempty"`

	// Direction: In one word.
	Direction TrendDirection `json:"direction"`
}

// Update: One update of one belief.
type Update struct {
	// After: Belief after.
	After float64 `json:"after"`

	// Before: Belief before.
	Before float64 `json:"before"`

	// Confirmed: Whether that was right.
	Confirmed bool `json:"confirmed"`

	// Incident: The incident that the feedback is about.
	Incident string `json:"incident"`

	// Kind: The kind of cause that was named.
	Kind CauseKind `json:"kind"`

	// Weight: Weight of the feedback, above 0 and at most 1.
	Weight float64 `json:"weight"`
}

// VersionRequest: Nothing to ask.
type VersionRequest struct {
}

// VersionResponse: The versions.
type VersionResponse struct {
	// Analysis: Of the analysis message.
	Analysis int64 `json:"analysis"`

	// FeatureSet: Of the feature set that models are trained on.
	FeatureSet int64 `json:"feature_set"`

	// Version: Of the library, the same in every package.
	Version string `json:"version"`

	// Wire: Of the messages; 0 while fields still change meaning between releases.
	Wire int64 `json:"wire"`
}

// WatchPoint: What a value gave.
type WatchPoint struct {
	// Anomalies: Anomalies that are under way here, or that are over since the value before.
	Anomalies []AnomalyDetection `json:"anomalies"`

	// End: End of the bucket.
	End string `json:"end"`

	// Expected: What was expected; absent while nothing is known.
	Expected *float64 `json:"expected,omitempty"`

	// Lower: Below this, a value would have been flagged; absent where none would.
	Lower *float64 `json:"lower,omitempty"`

	// PValue: Smallest tail probability of the tests that failed, 1 where none did.
	PValue float64 `json:"p_value"`

	// Upper: Above this, a value would have been flagged.
	Upper *float64 `json:"upper,omitempty"`
}

// Window: A stretch of time that somebody named.
type Window struct {
	// Days: The days on which it begins; empty for every day.
	Days []Weekday `json:"days,omitempty"`

	// End: When it ends; of one that comes again until when it does.
	End *string `json:"end,omitempty"`

	// From: The time of day at which it begins, such as `22:00`, where it comes again.
	From *string `json:"from,omitempty"`

	// Name: What it is called.
	Name *string `json:"name,omitempty"`

	// Services: The services it is about; empty for all.
	Services []string `json:"services,omitempty"`

	// Start: When it begins; of one that comes again from when on it does.
	Start *string `json:"start,omitempty"`

	// To: The time of day at which it ends; over midnight where that is not later than `from`.
	To *string `json:"to,omitempty"`

	// Zone: The zone (IANA) by whose clock it goes; UTC where absent.
	Zone *string `json:"zone,omitempty"`
}

// YoungRise: So many more errors, or failed requests, than before in a history of less than a day.
type YoungRise struct {
	// BeforeMinutes: How long the time before is, in minutes.
	BeforeMinutes int64 `json:"before_minutes"`

	// BeforePerHour: How many came per hour in the time before.
	BeforePerHour float64 `json:"before_per_hour"`

	// Errors: How many of them came in it.
	Errors int64 `json:"errors"`

	// IsNew: Whether that kind never came in the time before.
	IsNew bool `json:"is_new"`

	// Metric: What rose: errors, or failed requests.
	Metric any `json:"metric,omitempty"`

	// Most: The kind of error that most of them are, where one is.
	Most *string `json:"most,omitempty"`

	// PerHour: The same per hour.
	PerHour float64 `json:"per_hour"`

	// Since: When it began, to the minute.
	Since string `json:"since"`

	// Until: When it ended; absent while it goes on.
	Until *string `json:"until,omitempty"`
}
