// Code generated from schema/wire by bindings/generate/main.py; DO NOT EDIT.

package wire

// GroupSummary: One error group in numbers.
type GroupSummary struct {
	// ErrorType: The type of error.
	ErrorType string `json:"error_type"`

	// Errors: Errors in the history looked at.
	Errors int64 `json:"errors"`

	// ErrorsLastDay: Errors of the last 24 hours.
	ErrorsLastDay int64 `json:"errors_last_day"`

	// Fingerprint: The fingerprint.
	Fingerprint string `json:"fingerprint"`

	// FirstSeen: When it was first seen.
	FirstSeen string `json:"first_seen"`

	// LastSeen: End of the minute it was last seen, up to the time analysed.
	LastSeen string `json:"last_seen"`

	// Sample: A message of the group, as logged.
	Sample string `json:"sample"`

	// Similar: Other groups with nearly the same words, in any service.
	Similar []SimilarGroup `json:"similar"`

	// Template: What the message has in common with those of other groups, `<*>` for what varies; absent without a message
	// and in a quick analysis.
	Template *string `json:"template,omitempty"`
}

// HalfSpaceTrees: Settings of the half-space trees. ``` use errpredict::detect::{Fitted, HalfSpaceTrees, Method}; use
// errpredict::ndarray::Array2; // What came so far, then two new rows: one as before, one where nothing was. let seen =
// Array2::from_shape_fn((500, 2), |(i, j)| ((7 * i + 3 * j * (i / 10)) % 10) as f64); let trees =
// HalfSpaceTrees::default().fit(seen.view(), 0)?; let scores = trees.score(Array2::from_shape_fn((2, 2), |(i, _)| if i ==
// 0 { 4.0 } else { 50.0 }).view())?; assert!(scores[0] < scores[1]); # Ok::<(), errpredict::Error>(()) ```
type HalfSpaceTrees struct {
	// Height: Halvings from the root to a leaf.
	Height *int64 `json:"height,omitempty"`

	// NTrees: Number of trees.
	NTrees *int64 `json:"n_trees,omitempty"`

	// Window: Rows after which the reference is renewed.
	Window *int64 `json:"window,omitempty"`
}

// HandleAnalyzeRequest: What to find.
type HandleAnalyzeRequest struct {
	// At: The time; nothing after it is read.
	At string `json:"at"`

	// Config: How.
	Config *AnalysisConfig `json:"config,omitempty"`

	// History: Earlier incidents, actions and decisions; those known at the time count.
	History *History `json:"history,omitempty"`
}

// HandleObserveRequest: Events to count.
type HandleObserveRequest struct {
	// Events: In any order; late ones and repeated ones count like any other.
	Events []Event `json:"events"`
}

// HandleObserveResponse: What was counted.
type HandleObserveResponse struct {
	// Counted: Events counted; those out of their ranges are told in `refused`.
	Counted int64 `json:"counted"`

	// Refused: Events that were refused, by their place among those given.
	Refused []HandleRefusedEvent `json:"refused"`
}

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
