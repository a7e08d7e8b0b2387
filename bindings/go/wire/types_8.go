// Code generated from schema/wire by bindings/generate/main.py; DO NOT EDIT.

package wire

// MetricColumn: One metric of one service, a value per row; a gap is NaN.
type MetricColumn struct {
	// Metric: The metric's name without the service. Its words say what it measures, as
	// [`MetricKind::of`](super::MetricKind::of) reads them: a time (`latency_p95`, `duration_ms`), successes, failures
	// (`errors`, `failed`), traffic (`requests`, `rps`), bytes that follow the traffic (`network`, `disk`); anything else is
	// a resource (`cpu`, `memory`).
	Metric string `json:"metric"`

	// Name: The input's own column name.
	Name string `json:"name"`

	// Service: Index into [`Incident::services`].
	Service int64 `json:"service"`

	// Values: One value per row of [`Incident::times`]; a gap is NaN (null in JSON).
	Values []*float64 `json:"values"`
}

// Metrics: How well the model did on the later rows before it was fitted again on all.
type Metrics struct {
	// Accuracy: Share of the later rows where a probability of one half or more, or less, was right; absent without them, as
	// the next three.
	Accuracy *float64 `json:"accuracy,omitempty"`

	// BaseRate: Share of errors in the later rows.
	BaseRate float64 `json:"base_rate"`

	// Brier: Mean squared error of the calibrated probability.
	Brier float64 `json:"brier"`

	// Ece: Expected calibration error, 15 bins of equal width.
	Ece float64 `json:"ece"`

	// F1: Harmonic mean of the two.
	F1 *float64 `json:"f1,omitempty"`

	// FittedAccuracy: Share of those rows where one half or more, or less, was right.
	FittedAccuracy *float64 `json:"fitted_accuracy,omitempty"`

	// FittedLogLoss: Mean log loss of the final fit on rows it was fitted on: far below `log_loss` where it learnt them by
	// heart. Absent in models of versions that did not measure it, as the next.
	FittedLogLoss *float64 `json:"fitted_log_loss,omitempty"`

	// LogLoss: Mean log loss of the calibrated probability.
	LogLoss float64 `json:"log_loss"`

	// NFit: Rows fitted on and rows that chose and calibrated.
	NFit int64 `json:"n_fit"`

	// NValidation: Rows that chose and calibrated.
	NValidation int64 `json:"n_validation"`

	// PrAuc: Area under the precision-recall curve; absent without errors.
	PrAuc *float64 `json:"pr_auc,omitempty"`

	// Precision: Of the later rows said to have an error by that rule, the share that had one; absent where none was said to.
	Precision *float64 `json:"precision,omitempty"`

	// Recall: Of the later rows with an error, the share that was said to have one; absent without any.
	Recall *float64 `json:"recall,omitempty"`
}

// ModelDescribeRequest: Nothing to ask.
type ModelDescribeRequest struct {
}

// ModelDescribeResponse: What the model is.
type ModelDescribeResponse struct {
	// Alert: From which probability on an alarm is raised, and for how long; absent for a model that raises none by itself.
	Alert *AlertRule `json:"alert,omitempty"`

	// Features: Its columns, in their order.
	Features []string `json:"features"`

	// HorizonMinutes: How far ahead, in minutes.
	HorizonMinutes int64 `json:"horizon_minutes"`

	// Method: The method.
	Method string `json:"method"`

	// Metrics: How good it was on later rows.
	Metrics *Metrics `json:"metrics,omitempty"`

	// Target: What it foresees.
	Target string `json:"target"`

	// Waiting: Predictions whose outcome is not known yet.
	Waiting int64 `json:"waiting"`
}

// ModelOutcomeRequest: What came.
type ModelOutcomeRequest struct {
	// At: The time of the prediction, as it was asked.
	At string `json:"at"`

	// Happened: Whether it happened within the horizon.
	Happened bool `json:"happened"`

	// Service: The service of the prediction.
	Service string `json:"service"`
}

// ModelOutcomeResponse: Whether that was news.
type ModelOutcomeResponse struct {
	// Known: Whether the prediction was still waiting for its outcome.
	Known bool `json:"known"`
}

// ModelPredictRequest: What is asked; the counts are those of the monitor or rollup given along.
type ModelPredictRequest struct {
	// At: The time; it never goes back.
	At string `json:"at"`

	// NFactors: Factors named with each prediction.
	NFactors *int64 `json:"n_factors,omitempty"`

	// Only: The services; every one when absent.
	Only []string `json:"only,omitempty"`

	// Services: What is known of the services beside their events.
	Services *Statics `json:"services,omitempty"`
}

// ModelPredictResponse: The predictions.
type ModelPredictResponse struct {
	// Predictions: One a service.
	Predictions []ErrorPrediction `json:"predictions"`
}

// ModelSettings: A model as `train` gave it.
type ModelSettings struct {
	// Model: The model: the `model` of an answer of `train`, or the bytes of a model file, in base64.
	Model string `json:"model"`
}

// Moment: One thing that happened at one time.
type Moment struct {
	// At: When; of a deployment without a release and of rises, to the minute.
	At string `json:"at"`

	// Kind: What kind of thing.
	Kind MomentKind `json:"kind"`

	// Service: The service it happened to.
	Service string `json:"service"`

	// Subject: What exactly: the release, the error type of the group or its message.
	Subject *string `json:"subject,omitempty"`
}

// MonitorAdvanceRequest: Up to when to judge.
type MonitorAdvanceRequest struct {
	// At: The time; it never goes back.
	At string `json:"at"`
}

// MonitorAdvanceResponse: What is under way or just ended.
type MonitorAdvanceResponse struct {
	// Anomalies: One incident has one key, however often it is given.
	Anomalies []AnomalyDetection `json:"anomalies"`
}

// MonitorMeasureRequest: A number of the process.
type MonitorMeasureRequest struct {
	// End: The end of the step it was measured over.
	End string `json:"end"`

	// Name: What it is called.
	Name string `json:"name"`

	// Value: The value.
	Value float64 `json:"value"`
}

// MonitorMemoryRequest: Nothing to ask.
type MonitorMemoryRequest struct {
}

// MonitorMemoryResponse: What it costs.
type MonitorMemoryResponse struct {
	// Bytes: Bytes of memory held.
	Bytes int64 `json:"bytes"`
}

// MonitorSettings: How it counts.
type MonitorSettings struct {
	// Rollup: Caps and retention; those meant for a process when absent.
	Rollup *RollupConfig `json:"rollup,omitempty"`
}

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

	// NServices: How many services.
	NServices int64 `json:"n_services"`

	// Services: The services, by name, at most 8.
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

	// Model: The `model` of an answer of `train`, or the bytes of a model file, in base64.
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
	// Predictions: In the order of the queries.
	Predictions []ErrorPrediction `json:"predictions"`
}
