// Code generated from schema/wire by bindings/generate/main.py; DO NOT EDIT.

package wire

// InsightMark: What a person did with an insight.
type InsightMark struct {
	// At: When.
	At string `json:"at"`

	// Key: The insight's key.
	Key string `json:"key"`

	// Status: Where it stands.
	Status InsightStatus `json:"status"`

	// Until: How long a `resolved` or `wont_fix` silences it; for good when absent.
	Until *string `json:"until,omitempty"`
}

// Judgement: From how much a service's errors were judged, and how sure that is. By 5 minutes in a service's first day,
// with what older services tell of a new one; later by hours.
type Judgement struct {
	// Expected: Errors expected of the next step, without season; absent where nothing is known.
	Expected *float64 `json:"expected,omitempty"`

	// FlaggedFrom: Errors in one step from which it would be flagged: the fewer, the surer. Absent where nothing is known
	// yet.
	FlaggedFrom *int64 `json:"flagged_from,omitempty"`

	// StepMinutes: Length of a step.
	StepMinutes int64 `json:"step_minutes"`

	// Steps: Steps of history.
	Steps int64 `json:"steps"`
}

// Known: One template.
type Known struct {
	// Id: Its id.
	Id int64 `json:"id"`

	// NMessages: Messages of it so far.
	NMessages int64 `json:"n_messages"`

	// Text: Its text, `<*>` for what varies.
	Text string `json:"text"`
}

// Lessons: What earlier incidents say about one answer.
type Lessons struct {
	// Beliefs: Prior and belief of every kind of cause named in the answer; empty without feedback.
	Beliefs []Belief `json:"beliefs,omitempty"`

	// Classified: The kind of cause by a decision tree over the confirmed incidents.
	Classified *Classified `json:"classified,omitempty"`

	// Signature: What this incident looks like, to be recorded once its cause is known.
	Signature *Signature `json:"signature,omitempty"`

	// Similar: Earlier incidents that looked like it, most alike first.
	Similar []SimilarCase `json:"similar,omitempty"`

	// Updates: Every update that led to those beliefs, oldest first.
	Updates []Update `json:"updates,omitempty"`
}

// Level: A number with its unit.
type Level struct {
	// PerMs: The time.
	PerMs *int64 `json:"per_ms,omitempty"`

	Unit string `json:"unit"`

	// Value: The number.
	Value float64 `json:"value"`
}

// Lifecycle: The state of one action and every step that led there. Can only be changed by [`Lifecycle::apply`].
type Lifecycle struct {
	ActionType ActionType `json:"action_type"`

	Status ActionStatus `json:"status"`

	Steps []LifecycleStep `json:"steps"`
}

// LifecycleStep: One step that was taken.
type LifecycleStep struct {
	// Asked: What was asked.
	Asked Move `json:"asked"`

	// At: When.
	At string `json:"at"`

	// By: By whom.
	By any `json:"by,omitempty"`

	// To: The state after it.
	To ActionStatus `json:"to"`
}

// Limits: What a service can take.
type Limits struct {
	// ErrorsPerHour: Errors an hour that are too many.
	ErrorsPerHour *float64 `json:"errors_per_hour,omitempty"`

	// RequestsPerHour: Requests an hour that it can serve.
	RequestsPerHour *float64 `json:"requests_per_hour,omitempty"`
}

// ListedTemplate: One template.
type ListedTemplate struct {
	// Id: Its id.
	Id int64 `json:"id"`

	// NMessages: Messages of it so far.
	NMessages int64 `json:"n_messages"`

	// Text: Its text, `<*>` for what varies.
	Text string `json:"text"`
}

// Logistic: Settings of logistic regression; the table is in the module docs. ``` use errpredict::ndarray::Array2; use
// errpredict::predict::{Fitted, Logistic, Method, Sample, Samples}; // Trouble came where the last hour had more than
// five errors. let names = vec!["errors_1h".to_owned()]; let rows = Array2::from_shape_fn((200, 1), |(i, _)| (i % 10) as
// f64); let labels: Vec<bool> = rows.iter().map(|errors| *errors > 5.0).collect(); let samples = Samples { names: &names,
// rows: rows.view(), labels: &labels, weights: None, keys: None }; let model = Logistic::default().fit(&samples, 0)?; let
// [calm, busy] = [[1.0], [9.0]].map(|values| model.probability(&Sample::new(&values))); assert!(calm < 0.3 && busy > 0.7,
// "{calm}, {busy}"); # Ok::<(), errpredict::Error>(()) ```
type Logistic struct {
	// Features: Which features it sees.
	Features *Selection `json:"features,omitempty"`

	// L2: Penalties to choose from, each above 0.
	L2 []float64 `json:"l2,omitempty"`

	// MaxSteps: L-BFGS steps a penalty, at least 1.
	MaxSteps *int64 `json:"max_steps,omitempty"`

	// ValidationShare: Last part of the rows that chooses the penalty, between 0 and 1.
	ValidationShare *float64 `json:"validation_share,omitempty"`
}

// Logs: Log lines as (time, index of the statement).
type Logs struct {
	// Lines: Lines around the incident.
	Lines []any `json:"lines"`

	// Reference: Lines of a time without fault.
	Reference []any `json:"reference,omitempty"`

	// Statements: All statements that occur.
	Statements []Statement `json:"statements"`
}

// Member: A method with its weight.
type Member struct {
	// Detector: The method and its settings.
	Detector *Detector `json:"detector,omitempty"`

	// Weight: Its weight, above 0.
	Weight float64 `json:"weight"`
}

// Merge: Two templates that turned out to be one.
type Merge struct {
	// AtMessage: Number of messages observed when it happened, the deciding one included.
	AtMessage int64 `json:"at_message"`

	// From: The id that no longer stands alone.
	From int64 `json:"from"`

	// Into: The id that stays.
	Into int64 `json:"into"`
}

// Method: One method.
type Method struct {
	// About: What it is, in one line.
	About string `json:"about"`

	// Defaults: Its settings as they are when not given.
	Defaults any `json:"defaults,omitempty"`

	// Family: `detect`, `predict` or `forecast`.
	Family string `json:"family"`

	// Name: The name it is chosen by.
	Name string `json:"name"`
}

// MethodsRequest: Nothing to ask.
type MethodsRequest struct {
}

// MethodsResponse: Every method.
type MethodsResponse struct {
	// Methods: Family by family, in the order of its list.
	Methods []Method `json:"methods"`
}

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

// ModelExplainRequest: What is to be explained; the counts are those of the monitor or rollup given along.
type ModelExplainRequest struct {
	// At: The time; the end of the counts when absent.
	At *string `json:"at,omitempty"`

	// Importance: Tell what the model relies on instead, measured over times of the counts.
	Importance *bool `json:"importance,omitempty"`

	// Only: The services; every one when absent.
	Only []string `json:"only,omitempty"`

	// Paths: Ways through single trees to tell with each, those that moved most first.
	Paths *int64 `json:"paths,omitempty"`

	// Services: What is known of the services beside their events.
	Services *Statics `json:"services,omitempty"`
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

// NamedSeries: The history of a service.
type NamedSeries struct {
	// History: Its history, oldest first; null is a gap.
	History *Series `json:"history,omitempty"`

	// Service: The service, for the answer.
	Service string `json:"service"`
}
