// Code generated from schema/wire by bindings/generate/main.py; DO NOT EDIT.

package wire

// HandleRefusedEvent: One event that was refused.
type HandleRefusedEvent struct {
	// Error: Why.
	Error *ErrorMessage `json:"error,omitempty"`

	// Place: Its place among those given, from 0.
	Place int64 `json:"place"`
}

// Headline: The first sentence of a report, and what it is made of.
type Headline struct {
	// Action: Key of the action to begin with.
	Action *string `json:"action,omitempty"`

	// FollowedBy: The services that follow.
	FollowedBy []string `json:"followed_by,omitempty"`

	// Release: The release that was deployed before, where one is recorded.
	Release *string `json:"release,omitempty"`

	// Scope: Where it began, or is worst; absent where nothing goes on.
	Scope *Scope `json:"scope,omitempty"`

	// Since: Since when.
	Since *string `json:"since,omitempty"`

	// Text: The sentence.
	Text *string `json:"text,omitempty"`

	// Trouble: Whether anything goes on now.
	Trouble *bool `json:"trouble,omitempty"`

	// Unread: Whether most of a log could not be read, which the sentence says first: a calm that rests on little is none.
	// Set by whoever read the log.
	Unread *bool `json:"unread,omitempty"`
}

// History: What happened before.
type History struct {
	// Actions: Actions that were carried out, in any order.
	Actions []PastAction `json:"actions,omitempty"`

	// Errors: Which errors are the same; of two decisions about the same pair the later counts.
	Errors []ErrorDecision `json:"errors,omitempty"`

	// Feedback: What was said of predictions; of two words about the same row the later counts.
	Feedback []Feedback `json:"feedback,omitempty"`

	// Incidents: Incidents, in any order.
	Incidents []PastIncident `json:"incidents,omitempty"`

	// Insights: Which insights were seen, solved or set aside; of two marks of the same insight the later counts.
	Insights []InsightMark `json:"insights,omitempty"`

	// Normal: Times of the day at which so many errors of a service are normal.
	Normal []NormalTime `json:"normal,omitempty"`

	// Version: Version of the file: 1.
	Version int64 `json:"version"`
}

// Holiday: Special steps that share one effect.
type Holiday struct {
	// Name: Its name.
	Name string `json:"name"`

	// Steps: Places of its steps, counted from the first value of the history (0); those ahead are forecast.
	Steps []int64 `json:"steps"`
}

// HolidayDates: A named day that is unlike others.
type HolidayDates struct {
	// Dates: Its dates in local time, such as `2026-12-25`, past and ahead.
	Dates []string `json:"dates"`

	// Name: Its name; dates of the same name share one effect.
	Name string `json:"name"`
}

// Impact: What an action could achieve and how that is known.
type Impact struct {
	// AtStake: What there is to win; absent where no more came than expected.
	AtStake *AtStake `json:"at_stake,omitempty"`

	// Effect: Measured effect of this type, where there is one.
	Effect *Effect `json:"effect,omitempty"`

	// Saves: What it would save at most: what is at stake times the share of the cause that it removes, or times what this
	// type is measured to spare. Absent where neither is known, and for what changes nothing by itself.
	Saves *Level `json:"saves,omitempty"`

	// Source: Where the estimate comes from.
	Source ImpactSource `json:"source"`
}

// Incident: Everything recorded around the onset of one incident. Whatever was not recorded stays empty.
type Incident struct {
	// Changes: Changes before the onset.
	Changes []ChangeEvent `json:"changes,omitempty"`

	// Graph: Who calls whom: caller and callee, as indices into `services`.
	Graph []any `json:"graph,omitempty"`

	// Id: Its id.
	Id string `json:"id"`

	// Logs: Logs.
	Logs *Logs `json:"logs,omitempty"`

	// Metrics: The metrics.
	Metrics []MetricColumn `json:"metrics,omitempty"`

	// Onset: When it began, as far as is known.
	Onset string `json:"onset"`

	// Services: Names of the services. They are labels only: nothing depends on them.
	Services []string `json:"services"`

	// Symptom: What somebody complained about.
	Symptom *Symptom `json:"symptom,omitempty"`

	// Times: Time of every metric row.
	Times []string `json:"times,omitempty"`

	// Traces: Traces.
	Traces *Traces `json:"traces,omitempty"`
}

// IncidentAnswer: What is said about one incident.
type IncidentAnswer struct {
	// Actions: What to do, most urgent first.
	Actions []PreventiveAction `json:"actions"`

	// At: The onset of the incident.
	At string `json:"at"`

	// Incident: The incident's id.
	Incident string `json:"incident"`

	// Key: Stable identity: the same incident has the same key.
	Key string `json:"key"`

	// Lacked: Records that were missing and would have helped.
	Lacked []string `json:"lacked"`

	// Lessons: What earlier incidents say about this one.
	Lessons *Lessons `json:"lessons,omitempty"`

	// NoneOfThese: The share of "none of these".
	NoneOfThese float64 `json:"none_of_these"`

	// Recorded: How much of what would tell causes apart was recorded, 0 to 1: more rows after the onset and more kinds of
	// records give more. It is no chance of being right.
	Recorded float64 `json:"recorded"`

	// Services: Services that anything speaks against, strongest first. Empty when nothing does.
	Services []RankedService `json:"services"`
}

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
