// Code generated from schema/wire by bindings/generate/main.py; DO NOT EDIT.

package wire

// Forecaster: Any forecaster, chosen by name.
type Forecaster struct {
	// Across: Train one network on all series of a call instead of one a series.
	Across *bool `json:"across,omitempty"`

	// Ahead: Steps that one window forecasts.
	Ahead *int64 `json:"ahead,omitempty"`

	// Alpha: Weight of the newest size.
	Alpha *float64 `json:"alpha,omitempty"`

	// Batch: Windows of each training step.
	Batch *int64 `json:"batch,omitempty"`

	// Beta: Weight of the newest zero or non-zero.
	Beta *float64 `json:"beta,omitempty"`

	// ByPhase: Take values of the same phase of the season only.
	ByPhase *bool `json:"by_phase,omitempty"`

	// Candidates: Methods to choose from.
	Candidates []Forecaster `json:"candidates,omitempty"`

	// ChangepointRange: Share of the history that holds changepoints.
	ChangepointRange *float64 `json:"changepoint_range,omitempty"`

	// ChangepointScale: How readily the slope changes.
	ChangepointScale *float64 `json:"changepoint_scale,omitempty"`

	// Changepoints: Number of places where the slope may change.
	Changepoints *int64 `json:"changepoints,omitempty"`

	// Cycles: Longest seasons looked back at.
	Cycles *int64 `json:"cycles,omitempty"`

	// DampedOnly: Of the forms with a trend, consider only damped ones.
	DampedOnly *bool `json:"damped_only,omitempty"`

	// Drift: Share of the linear trend that is carried on.
	Drift *float64 `json:"drift,omitempty"`

	// HalfLife: Age in longest seasons at which a row counts half.
	HalfLife *float64 `json:"half_life,omitempty"`

	// Holidays: Special steps.
	Holidays []Holiday `json:"holidays,omitempty"`

	// Horizon: Steps ahead that fitting alone weighs by.
	Horizon *int64 `json:"horizon,omitempty"`

	// Layers: Layers, one above the other.
	Layers *int64 `json:"layers,omitempty"`

	// Log: Model the logarithm.
	Log *bool `json:"log,omitempty"`

	// Longest: Repeat the longest usable season instead of the shortest.
	Longest *bool `json:"longest,omitempty"`

	// MaxSeasons: Use at most this many of the seasons, shortest first.
	MaxSeasons *int64 `json:"max_seasons,omitempty"`

	Method string `json:"method"`

	// Network: A trained network to use; its sizes go before the settings.
	Network *Network `json:"network,omitempty"`

	// OrderLong: Fourier order of longer seasons.
	OrderLong *int64 `json:"order_long,omitempty"`

	// OrderShort: Fourier order of the shortest season.
	OrderShort *int64 `json:"order_short,omitempty"`

	// Power: How sharply weights fall with the error.
	Power *float64 `json:"power,omitempty"`

	// Quantile: Quantile that is the point; absent (`null`): the mean.
	Quantile *float64 `json:"quantile,omitempty"`

	// Rate: First step size.
	Rate *float64 `json:"rate,omitempty"`

	// Seasonal: Consider forms with a season.
	Seasonal *bool `json:"seasonal,omitempty"`

	// Sequence: Steps of a window.
	Sequence *int64 `json:"sequence,omitempty"`

	// Steps: Training steps.
	Steps *int64 `json:"steps,omitempty"`

	// Units: Units of each layer.
	Units *int64 `json:"units,omitempty"`

	// Window: Values that the median is taken of.
	Window *int64 `json:"window,omitempty"`

	// Worst: Candidates with more than this many times the least error are left out.
	Worst *float64 `json:"worst,omitempty"`
}

// Foresight: How to foresee. | Setting | Default | Meaning | Unit | Range | |---|---|---|---|---| | `rows` | 14,000 |
// moments of the past to learn from | | at least 100 | | `seed` | 0 | which moments are drawn | | any | | `keep_minutes`
// | 1440 | how long what was learnt is kept, where it is kept at all | minutes | any |
type Foresight struct {
	// KeepMinutes: How long what was learnt is kept, in minutes, where it is kept at all.
	KeepMinutes *int64 `json:"keep_minutes,omitempty"`

	// Rows: Moments of the past to learn from.
	Rows *int64 `json:"rows,omitempty"`

	// Seed: Which moments are drawn.
	Seed *int64 `json:"seed,omitempty"`
}

// Found: One match.
type Found struct {
	// Id: The id of the known text.
	Id string `json:"id"`

	// Score: Similarity, 0 to 1.
	Score float64 `json:"score"`
}

// GroupState: One group in one of the four states, with the numbers that say so.
type GroupState struct {
	// Baseline: Events in the baseline time.
	Baseline int64 `json:"baseline"`

	// ErrorType: The type of error.
	ErrorType string `json:"error_type"`

	// Expected: Events expected in the recent time at the baseline's rate.
	Expected float64 `json:"expected"`

	// Fingerprint: The error group, as 16 hexadecimal digits.
	Fingerprint string `json:"fingerprint"`

	// Label: What it is called: its type, or what its messages say where it has none; never empty.
	Label *string `json:"label,omitempty"`

	// PValue: Chance of the observation if nothing had changed; absent where nothing is tested (new, regressed).
	PValue *float64 `json:"p_value,omitempty"`

	// Recent: Events in the recent time.
	Recent int64 `json:"recent"`

	// RecentMs: Length of the recent time, over which `recent` and `expected` count.
	RecentMs int64 `json:"recent_ms"`

	// Service: The service.
	Service string `json:"service"`

	// SilentSince: For a regressed group: the end of the last bucket before the silence.
	SilentSince *string `json:"silent_since,omitempty"`

	// Since: For a new group: when it first came.
	Since *string `json:"since,omitempty"`

	// State: The state.
	State GroupStateName `json:"state"`
}

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

// Importance: What one feature or factor is worth to a model.
type Importance struct {
	// Gain: Its share of the gain, 0 to 1; absent for a method without one.
	Gain *float64 `json:"gain,omitempty"`

	// Name: The feature or factor.
	Name string `json:"name"`

	// Permutation: How much the log loss rises when it is shuffled, mean of the shuffles; near 0 or below: not needed.
	Permutation float64 `json:"permutation"`

	// Spread: Standard deviation of that between shuffles.
	Spread float64 `json:"spread"`
}

// Importances: What a model relies on.
type Importances struct {
	// Factors: By factor, the most important by permutation first.
	Factors []Importance `json:"factors"`

	// Features: By feature, those with the most gain, the most important by permutation first.
	Features []Importance `json:"features"`

	// LogLoss: Log loss on them with nothing shuffled.
	LogLoss float64 `json:"log_loss"`

	// NRows: Rows it was measured on.
	NRows int64 `json:"n_rows"`
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
