// Code generated from schema/wire by bindings/generate/main.py; DO NOT EDIT.

package wire

// Network: Weights of a trained network, row by row, all layers and the output one after the other. A layer of `units`
// has a matrix of (inputs + units) × 4·`units` (gates in the order input, forget, cell, output) and 4·`units` offsets;
// the output has a matrix of `units` × `ahead` and `ahead` offsets.
type Network struct {
	// Ahead: Steps that one window forecasts.
	Ahead int64 `json:"ahead"`

	// Layers: Layers, one above the other.
	Layers int64 `json:"layers"`

	// Sequence: Steps of a window.
	Sequence int64 `json:"sequence"`

	// Units: Units of each layer.
	Units int64 `json:"units"`

	// Weights: The weights.
	Weights []float64 `json:"weights"`
}

// NormalTime: A stretch of every day in which so many errors of a service are normal. It silences a rise of errors that
// lies inside it and is no higher than was said, of the service and of all services together; anything longer, higher or
// of another kind is told as ever.
type NormalTime struct {
	// At: When it was said; analyses of earlier times do not know it.
	At string `json:"at"`

	// AtMost: Errors an hour that are normal then, beside the usual ones.
	AtMost float64 `json:"at_most"`

	// FromMinute: The minute of the day in which it begins, 0 to 1439.
	FromMinute int64 `json:"from_minute"`

	// Service: The service.
	Service string `json:"service"`

	// ToMinute: The minute of the day in which it ends, 0 to 1439; not after `from_minute` where it goes beyond midnight.
	ToMinute int64 `json:"to_minute"`

	// Until: Until when it holds; for good when absent.
	Until *string `json:"until,omitempty"`

	// Zone: The zone of these minutes, such as `Europe/Paris`; UTC when absent.
	Zone *string `json:"zone,omitempty"`
}

// Note: A part that could not be had.
type Note struct {
	// Code: The error code, such as `not_enough_data`.
	Code string `json:"code"`

	// Message: Why, with the numbers.
	Message string `json:"message"`

	// Part: The part: `anomalies`, `states`, `predictions`, `forecast`, `capacity`, `causes`.
	Part string `json:"part"`
}

// OutcomeRequest: The log and the action.
type OutcomeRequest struct {
	// Acted: The times by which other actions for it were over: hours right after them are not compared with.
	Acted []string `json:"acted,omitempty"`

	// ActionType: What was done.
	ActionType ActionType `json:"action_type"`

	// Events: The events before and after it, in any order.
	Events []Event `json:"events"`

	// ExecutedAt: When.
	ExecutedAt string `json:"executed_at"`

	// Hours: Hours after it that are compared.
	Hours int64 `json:"hours"`

	// Rollup: Caps and retention of the counts.
	Rollup *RollupConfig `json:"rollup,omitempty"`

	// Service: The service it was for; absent for all of them together.
	Service *string `json:"service,omitempty"`
}

// OutcomeResponse: What came of it, as `actions` of a history have it.
type OutcomeResponse struct {
	// ActionType: What was done.
	ActionType ActionType `json:"action_type"`

	// ErrorsPrevented: The first less the second; below 0 where more came.
	ErrorsPrevented float64 `json:"errors_prevented"`

	// Forecast: Errors that came after earlier hours as bad, when nothing was done.
	Forecast float64 `json:"forecast"`

	// Seen: Errors seen.
	Seen float64 `json:"seen"`

	// UsersSpared: About how many users met no error because of it; absent where no error of the day before named a user.
	UsersSpared *float64 `json:"users_spared,omitempty"`
}

// Parsed: One message.
type Parsed struct {
	// Parameters: What stands at the variables; null where the text of the template, made of many messages, is another.
	Parameters []string `json:"parameters,omitempty"`

	// Template: Its template.
	Template int64 `json:"template"`
}

// PastAction: One action that was carried out, and what came of it.
type PastAction struct {
	// ActionType: The type.
	ActionType ActionType `json:"action_type"`

	// At: When its outcome was known; it teaches nothing about times before.
	At string `json:"at"`

	// Forecast: Errors to expect in the time after it, had nothing been done: by earlier hours as bad in which nothing was.
	// Absent where there was nothing to compare with: what was seen after it then teaches nothing of its effect.
	Forecast *float64 `json:"forecast,omitempty"`

	// Seen: Errors seen in that time.
	Seen float64 `json:"seen"`

	// Service: The service; kept for people, nothing depends on it.
	Service *string `json:"service,omitempty"`
}

// PastIncident: One incident and what became known of it.
type PastIncident struct {
	// At: When its cause became known; it teaches nothing about times before.
	At string `json:"at"`

	// Cause: The kind of cause it really was; absent where only so much is known that it was not the one named.
	Cause *CauseKind `json:"cause,omitempty"`

	// Helped: Whether that helped.
	Helped *bool `json:"helped,omitempty"`

	// Id: Its id, used once.
	Id string `json:"id"`

	// Named: The kind of cause that the answer named first. Whether that was right teaches how far to believe this kind.
	Named *CauseKind `json:"named,omitempty"`

	// Resolution: What was done, in words.
	Resolution *string `json:"resolution,omitempty"`

	// Service: The service it was about; kept for people, nothing depends on it.
	Service *string `json:"service,omitempty"`

	// Signature: What it looked like: `lessons.signature` of the answer given then. Without it the incident is never alike.
	Signature *Signature `json:"signature,omitempty"`

	// Weight: How sure the feedback is, above 0 and at most 1.
	Weight *float64 `json:"weight,omitempty"`
}

// PastWords: How often it came after such a probability was said, walked forward over the past.
type PastWords struct {
	// Came: How often it came: a share.
	Came float64 `json:"came"`

	// Cases: In how many cases.
	Cases int64 `json:"cases"`

	// Said: What was said, on average.
	Said float64 `json:"said"`
}

// PatternSummary: What the messages of some error groups have in common.
type PatternSummary struct {
	// ErrorTypes: The types of error, commonest first, at most 8.
	ErrorTypes []string `json:"error_types"`

	// Errors: Errors in the history looked at, in all services.
	Errors int64 `json:"errors"`

	// ErrorsLastDay: Errors of the last 24 hours, in all services.
	ErrorsLastDay int64 `json:"errors_last_day"`

	// Fingerprints: The error groups, oldest first.
	Fingerprints []string `json:"fingerprints"`

	// FirstSeen: When the first of them was seen.
	FirstSeen string `json:"first_seen"`

	// NServices: How many these are.
	NServices int64 `json:"n_services"`

	// Services: The services it came in within the last 24 hours, by name, at most 8.
	Services []string `json:"services"`

	// Template: The message with `<*>` for what varies; empty for groups without a message.
	Template string `json:"template"`
}

// Plan: Everything training is told.
type Plan struct {
	// Alert: When to raise an alarm.
	Alert *AlertPolicy `json:"alert,omitempty"`

	// Task: The question.
	Task *Task `json:"task,omitempty"`

	// Training: The method and how it is calibrated.
	Training *Training `json:"training,omitempty"`
}

// PredictRequest: The log, the model and what is asked.
type PredictRequest struct {
	// Events: The events, in any order.
	Events []Event `json:"events"`

	// Model: The `model` of an answer of `train` or `train_severity`, or the bytes of a model file, in base64.
	Model string `json:"model"`

	// Queries: What is asked; every service at the end of the log when absent.
	Queries []TimedQuery `json:"queries,omitempty"`

	// Rollup: Caps and retention of the counts.
	Rollup *RollupConfig `json:"rollup,omitempty"`

	// Services: What is known of the services beside their events.
	Services *Statics `json:"services,omitempty"`
}

// PredictResponse: The predictions.
type PredictResponse struct {
	// Predictions: In the order of the queries; empty for a model of severities.
	Predictions []ErrorPrediction `json:"predictions"`

	// Severities: The same of a model of severities (`train_severity`): probabilities of `calm`, `low`, `medium`, `high` and
	// `critical`.
	Severities []SeverityPrediction `json:"severities"`
}

// Predictor: Any predictor, chosen by name.
type Predictor struct {
	// ColumnShare: Share of features drawn a round, above 0 and at most 1.
	ColumnShare *float64 `json:"column_share,omitempty"`

	// Depth: Splits from root to leaf, 1 to 16.
	Depth *int64 `json:"depth,omitempty"`

	// Features: Which features it sees.
	Features *Selection `json:"features,omitempty"`

	// FeaturesPerNode: Features drawn a node; the square root of their number when absent.
	FeaturesPerNode *int64 `json:"features_per_node,omitempty"`

	// L2: L2 penalty on leaf values, at least 0.
	L2 any `json:"l2,omitempty"`

	// Logistic: The regression.
	Logistic *Logistic `json:"logistic,omitempty"`

	// Marker: Part of the name of the features used.
	Marker *string `json:"marker,omitempty"`

	// MaxBins: Histogram bins a feature, 2 to 254.
	MaxBins *int64 `json:"max_bins,omitempty"`

	// MaxSteps: L-BFGS steps a penalty, at least 1.
	MaxSteps *int64 `json:"max_steps,omitempty"`

	// Members: What is combined, 1 to 16 predictors.
	Members []Predictor `json:"members,omitempty"`

	Method string `json:"method"`

	// MinChildWeight: Smallest Hessian sum of a leaf, at least 0.
	MinChildWeight *float64 `json:"min_child_weight,omitempty"`

	// MinGain: Smallest gain of a split, at least 0.
	MinGain *float64 `json:"min_gain,omitempty"`

	// MinLeafWeight: Smallest weight of a leaf, at least 0.
	MinLeafWeight *float64 `json:"min_leaf_weight,omitempty"`

	// Patience: Rounds without a better validation loss before it stops; never when absent.
	Patience *int64 `json:"patience,omitempty"`

	// Rate: Share of each tree that is added, above 0 and at most 1.
	Rate *float64 `json:"rate,omitempty"`

	// Rounds: Trees, or their upper limit when stopping early; at least 1.
	Rounds *int64 `json:"rounds,omitempty"`

	// RowShare: Share of rows drawn a round, above 0 and at most 1.
	RowShare *float64 `json:"row_share,omitempty"`

	// Strength: Rows the wider rate counts for, at least 0.
	Strength *float64 `json:"strength,omitempty"`

	// Trees: Number of trees, at least 1.
	Trees *int64 `json:"trees,omitempty"`

	// ValidationShare: Last part of the rows that weighs the members, between 0 and 1.
	ValidationShare *float64 `json:"validation_share,omitempty"`
}

// PreventiveAction: One action that is recommended.
type PreventiveAction struct {
	// ActionType: What to do.
	ActionType ActionType `json:"action_type"`

	// At: When it was recommended: nothing after that was known.
	At string `json:"at"`

	// Automatable: Whether an executor could do it at all (everything but what only people do).
	Automatable bool `json:"automatable"`

	// Because: Keys of the anomalies, causes, predictions and forecasts that call for it.
	Because []string `json:"because,omitempty"`

	// Chance: How often chance alone would bring the trouble that calls for it; absent where it rests on no anomaly.
	Chance *Chance `json:"chance,omitempty"`

	// Difficulty: How much work.
	Difficulty Difficulty `json:"difficulty"`

	// DryRunShows: What its dry run shows.
	DryRunShows []string `json:"dry_run_shows"`

	// Evidence: The lines that call for it.
	Evidence []Evidence `json:"evidence"`

	// Impact: What it could achieve, and how that is known.
	Impact *Impact `json:"impact,omitempty"`

	// Key: Stable identity: the same type for the same scope and target has the same key, whenever it is recommended.
	Key string `json:"key"`

	// Priority: How soon it matters.
	Priority Priority `json:"priority"`

	// Reversibility: Whether it can be taken back.
	Reversibility Reversibility `json:"reversibility"`

	// Seconds: Planning figure in seconds.
	Seconds int64 `json:"seconds"`

	Service *string `json:"service,omitempty"`

	// Status: Where it stands: `recommended`, or `manual_review` for a type that only people do.
	Status ActionStatus `json:"status"`

	System *bool `json:"system,omitempty"`

	// Target: What it acts on: a release, a metric, another service, an error group.
	Target *string `json:"target,omitempty"`

	// Title: One sentence: what to do and why.
	Title string `json:"title"`

	// Unattended: Whether it may run without a person.
	Unattended Unattended `json:"unattended"`
}

// Query: One text to look for.
type Query struct {
	// Partition: The partition to look in.
	Partition *string `json:"partition,omitempty"`

	// Text: The text.
	Text string `json:"text"`
}

// RankedMetric: One metric of a ranked service.
type RankedMetric struct {
	// Column: The input's own column name.
	Column string `json:"column"`

	// Spreads: How far it moved, in usual spreads.
	Spreads float64 `json:"spreads"`
}

// RankedService: One service with everything that speaks against it.
type RankedService struct {
	// Causes: Its possible causes, strongest first; their shares add up to the service's.
	Causes []Cause `json:"causes"`

	// Metrics: Its metrics, the one at fault first.
	Metrics []RankedMetric `json:"metrics"`

	// Score: Weighted sum of the testimony.
	Score float64 `json:"score"`

	// Service: The service.
	Service string `json:"service"`

	// Share: How much of the evidence speaks for it, beside all services and "none of these": a rank, no probability.
	Share float64 `json:"share"`
}

// RcaRequest: The incident and what happened before.
type RcaRequest struct {
	// History: Earlier incidents and actions; those known by the onset count.
	History *History `json:"history,omitempty"`

	// Incident: Everything recorded around the onset; what was not recorded is left out.
	Incident *Incident `json:"incident,omitempty"`
}
