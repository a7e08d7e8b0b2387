// Code generated from schema/wire by bindings/generate/main.py; DO NOT EDIT.

package wire

// SourceReport: What was read from one file.
type SourceReport struct {
	// Bad: Records left out.
	Bad int64 `json:"bad"`

	// Bytes: Bytes after unpacking.
	Bytes int64 `json:"bytes"`

	// Events: Events found.
	Events int64 `json:"events"`

	// Format: The format it was read as.
	Format string `json:"format"`

	// Lines: Lines, the last one included where it has no line end.
	Lines int64 `json:"lines"`

	// Name: The file, or `-`.
	Name string `json:"name"`

	// Notes: What was assumed about the file, and what happened to it, in sentences.
	Notes []string `json:"notes"`
}

// SpanRow: Spans of one service in one bucket.
type SpanRow struct {
	// Bucket: Start of the bucket.
	Bucket string `json:"bucket"`

	// SelfMs: Mean time a span spent in the service itself, ms.
	SelfMs float64 `json:"self_ms"`

	// Service: Index into [`Incident::services`].
	Service int64 `json:"service"`

	// Spans: Number of spans.
	Spans float64 `json:"spans"`
}

// Statement: One place in the code (or one template) that writes log lines.
type Statement struct {
	// Service: Index into [`Incident::services`].
	Service int64 `json:"service"`

	// Severity: Severity it writes with.
	Severity Severity `json:"severity"`

	// Text: Source place or template, for people.
	Text string `json:"text"`
}

// StatesConfig: Settings of [`states`]; see the table in the [module](self).
type StatesConfig struct {
	// Alpha: Chance of one false escalation or disappearance in a service.
	Alpha *float64 `json:"alpha,omitempty"`

	// BaselineMs: What it is compared with, in milliseconds.
	BaselineMs *int64 `json:"baseline_ms,omitempty"`

	// KnownMs: Least history of the service before anything is called new, in milliseconds.
	KnownMs *int64 `json:"known_ms,omitempty"`

	// QuietMs: Silence after which an error counts as gone, in milliseconds.
	QuietMs *int64 `json:"quiet_ms,omitempty"`

	// RecentMs: What counts as now, in milliseconds.
	RecentMs *int64 `json:"recent_ms,omitempty"`

	// Rise: Least ratio of the rates of an escalating group.
	Rise *float64 `json:"rise,omitempty"`
}

// StaticService: One service's group and attributes.
type StaticService struct {
	// Attributes: Its attributes, one a name; empty is missing.
	Attributes []string `json:"attributes,omitempty"`

	// DependsOn: The services it calls, sorted.
	DependsOn []string `json:"depends_on,omitempty"`

	// Group: The group it belongs to; empty where none is known.
	Group *string `json:"group,omitempty"`
}

// Statics: Group, attributes and dependencies of services. A service that is not listed is in the group `""` with every
// attribute missing and depends on nothing known.
type Statics struct {
	// AttributeNames: Names of the attributes, in the order of their values.
	AttributeNames []string `json:"attribute_names,omitempty"`

	// Services: What is known of each service, by name.
	Services map[string]StaticService `json:"services,omitempty"`

	// Zone: Name of the zone (IANA) by whose clock the services are used; UTC where absent.
	Zone *string `json:"zone,omitempty"`
}

// Subject: What a series or a mix is about: its scope, its metric and, where it is one error group alone, which.
type Subject struct {
	// Group: The error group, where it is one alone.
	Group *string `json:"group,omitempty"`

	// Metric: What of it; errors where nothing is said.
	Metric any `json:"metric,omitempty"`

	// Scope: The service, or all of them.
	Scope *Scope `json:"scope,omitempty"`
}

// Symptom: What somebody complained about.
type Symptom struct {
	// Metric: The metric's name, which says whether it is slow or failing.
	Metric string `json:"metric"`

	// Service: Index into [`Incident::services`].
	Service int64 `json:"service"`
}

// Task: The question a model answers. | Name | Default | Meaning | |---|---|---| | `target` | `critical` | what is
// foreseen | | `horizon_ms` | 24 h | how far ahead, in whole minutes | | `fingerprint` | none | only this error group
// counts | | `burst` | see [`BurstRule`] | from how many events on it is a burst |
type Task struct {
	// Burst: From how many events on it is a burst.
	Burst *BurstRule `json:"burst,omitempty"`

	// Fingerprint: Only this error group counts.
	Fingerprint *string `json:"fingerprint,omitempty"`

	// HorizonMs: How far ahead, in milliseconds: whole minutes, at least one.
	HorizonMs *int64 `json:"horizon_ms,omitempty"`

	// Target: What is foreseen.
	Target *Target `json:"target,omitempty"`
}

// TemplatesConfig: Settings of templates; the table of the module says what each does.
type TemplatesConfig struct {
	// EnclosedValues: The same after `=`, a quote or an opening bracket.
	EnclosedValues *int64 `json:"enclosed_values,omitempty"`

	// FirstValues: The same in the first chunk.
	FirstValues *int64 `json:"first_values,omitempty"`

	// FirstWords: Chunks with words needed elsewhere before the first may vary.
	FirstWords *int64 `json:"first_words,omitempty"`

	// MaxMessageBytes: A longer message is cut there, in bytes.
	MaxMessageBytes *int64 `json:"max_message_bytes,omitempty"`

	// MaxTemplates: Most forms kept; beyond, unknown messages count to one template `<*>`.
	MaxTemplates *int64 `json:"max_templates,omitempty"`

	// PairedValues: Different words at each of two places that make both variable, where never one alone differs.
	PairedValues *int64 `json:"paired_values,omitempty"`

	// Values: Different words that make a chunk a variable.
	Values *int64 `json:"values,omitempty"`
}

// TemplatesListRequest: Nothing to ask.
type TemplatesListRequest struct {
}

// TemplatesListResponse: Every template.
type TemplatesListResponse struct {
	// Merges: Every merge so far, oldest first; an id that was merged leads on to the one it is now.
	Merges []Merge `json:"merges"`

	// NMessages: Messages learnt from.
	NMessages int64 `json:"n_messages"`

	// Templates: By id.
	Templates []ListedTemplate `json:"templates"`
}

// TemplatesObserveRequest: Messages to learn from.
type TemplatesObserveRequest struct {
	// Messages: Oldest first.
	Messages []string `json:"messages"`
}

// TemplatesObserveResponse: What they are.
type TemplatesObserveResponse struct {
	// Templates: The template of each message, merges so far followed.
	Templates []int64 `json:"templates"`
}

// TemplatesRequest: The messages and what was learnt before.
type TemplatesRequest struct {
	// Config: Settings; those of the state where one is given.
	Config *TemplatesConfig `json:"config,omitempty"`

	// KeepState: Whether the answer carries the state to go on from.
	KeepState *bool `json:"keep_state,omitempty"`

	// Messages: Messages, oldest first.
	Messages []string `json:"messages"`

	// State: The `state` of an earlier answer.
	State any `json:"state,omitempty"`
}

// TemplatesResponse: What was found.
type TemplatesResponse struct {
	// Merges: Every merge so far, oldest first; an id that was merged leads on to the one it is now.
	Merges []Merge `json:"merges"`

	// Messages: Per message its template, merges followed, and what stands at its variables.
	Messages []Parsed `json:"messages"`

	// State: What to send along to go on.
	State any `json:"state,omitempty"`

	// Templates: Templates of those messages, by id.
	Templates []Known `json:"templates"`
}

// TemplatesSettings: How templates are told apart.
type TemplatesSettings struct {
	// Config: The settings of the method.
	Config *TemplatesConfig `json:"config,omitempty"`
}

// TestedTime: One tested time.
type TestedTime struct {
	// At: When it was asked.
	At string `json:"at"`

	// Came: When it came; absent where it did not within the horizon.
	Came *string `json:"came,omitempty"`

	// Probability: The probability that was said.
	Probability float64 `json:"probability"`

	// Service: The service.
	Service string `json:"service"`
}

// Text: One known text.
type Text struct {
	// Id: Its id, used once.
	Id string `json:"id"`

	// Partition: What must not be mixed: a project, a tenant.
	Partition *string `json:"partition,omitempty"`

	// Text: The text.
	Text string `json:"text"`
}

// ThresholdCrossing: The chance to cross a threshold within the horizon, and when.
type ThresholdCrossing struct {
	// ByStep: Probability to have crossed it by the end of each step.
	ByStep []float64 `json:"by_step"`

	// Exceeds: Whether the point forecast itself crosses it.
	Exceeds bool `json:"exceeds"`

	// MedianTime: First step end by which crossing is at least as likely as not; absent if it stays unlikely.
	MedianTime *string `json:"median_time,omitempty"`

	// Probability: Probability to cross it within the horizon, from the backtest's error paths; absent without any.
	Probability *float64 `json:"probability,omitempty"`

	// Threshold: The threshold.
	Threshold float64 `json:"threshold"`
}

// TimeSeriesForecast: Everything a forecast says about one series (table `time_series_forecasts`).
type TimeSeriesForecast struct {
	// Accuracy: How well the same method did at earlier origins.
	Accuracy *Accuracy `json:"accuracy,omitempty"`

	// At: Origin: the end of the newest value of the history.
	At string `json:"at"`

	// Because: Keys of the anomalies under way at the end of the history, where an analysis made it; the first steps hold
	// them.
	Because []string `json:"because,omitempty"`

	// Cases: Two futures, where the history ends in an incident: over, or goes on. The value of each step is that of the
	// likelier one, its interval holds both.
	Cases *Cases `json:"cases,omitempty"`

	// Fan: Further intervals, in the order of the levels asked for; none where no error could be measured.
	Fan []FanBand `json:"fan,omitempty"`

	// Highest: A bound for all steps together: the share 1 − `level` of futures passes it in any of them, at most. Absent
	// without intervals.
	Highest *float64 `json:"highest,omitempty"`

	// Horizon: Number of steps ahead.
	Horizon int64 `json:"horizon"`

	// Key: Stable identity: the same scope, metric, step and origin give the same key.
	Key string `json:"key"`

	// Level: Share of future values that the interval should hold.
	Level float64 `json:"level"`

	// Method: Name of the method.
	Method string `json:"method"`

	// Metric: What is forecast, such as `errors`.
	Metric string `json:"metric"`

	// Minimum: The lowest point.
	Minimum *Extreme `json:"minimum,omitempty"`

	// Notes: What is unusual in the history.
	Notes []ForecastNote `json:"notes"`

	// Peak: The highest point.
	Peak *Extreme `json:"peak,omitempty"`

	Service *string `json:"service,omitempty"`

	// StepMs: Width of a step in milliseconds.
	StepMs int64 `json:"step_ms"`

	System *bool `json:"system,omitempty"`

	// Threshold: Whether and when the threshold is crossed; absent without a threshold.
	Threshold *ThresholdCrossing `json:"threshold,omitempty"`

	// Total: All steps together. Points are what half of the errors lie on either side of: where few steps hold most of what
	// comes, their sum is too low, and this is not. Absent in an incident, and where the history is short.
	Total *Total `json:"total,omitempty"`

	// Trend: Where the level goes.
	Trend *Trend `json:"trend,omitempty"`

	// Values: The forecast, nearest step first.
	Values []ForecastValue `json:"values"`
}

// TimedQuery: One service at one time.
type TimedQuery struct {
	// At: The time; nothing after it is read.
	At string `json:"at"`

	// Service: The service.
	Service string `json:"service"`

	// Split: What it is for, in `train`: `train` is fitted on, `val` chooses and calibrates, the rest is ignored; by time
	// when no query says so.
	Split *string `json:"split,omitempty"`
}

// Total: The sum of all steps of a forecast.
type Total struct {
	// Lower: Lower end of its interval, at the level of the forecast.
	Lower float64 `json:"lower"`

	// Upper: Upper end of its interval.
	Upper float64 `json:"upper"`

	// Value: Its mean: the sum of the points, and what such sums missed on average at earlier origins.
	Value float64 `json:"value"`
}

// Traces: Traces, aggregated per bucket.
type Traces struct {
	// BucketMs: Width of a bucket, ms.
	BucketMs int64 `json:"bucket_ms"`

	// Calls: Calls around the incident.
	Calls []CallRow `json:"calls,omitempty"`

	// ReferenceCalls: Calls of a time without fault.
	ReferenceCalls []CallRow `json:"reference_calls,omitempty"`

	// ReferenceSpans: Spans of a time without fault.
	ReferenceSpans []SpanRow `json:"reference_spans,omitempty"`

	// Spans: Spans around the incident.
	Spans []SpanRow `json:"spans,omitempty"`
}

// TrainRequest: The log, the question, and the times to learn from.
type TrainRequest struct {
	// Events: The events, in any order.
	Events []Event `json:"events"`

	// EveryMs: Milliseconds between the times the log asks itself; a quarter of the horizon when absent.
	EveryMs *int64 `json:"every_ms,omitempty"`

	// Page: The heading of a page about the model (how good, when it alerts, what it relies on), which then is in the answer.
	Page *string `json:"page,omitempty"`

	// Plan: The question, the method, and when to alert.
	Plan *Plan `json:"plan,omitempty"`

	// Queries: Times to learn from; those the log asks itself when absent.
	Queries []TimedQuery `json:"queries,omitempty"`

	// Rollup: Caps and retention of the counts.
	Rollup *RollupConfig `json:"rollup,omitempty"`

	// Seed: Seed of everything random.
	Seed *int64 `json:"seed,omitempty"`

	// Services: What is known of the services beside their events.
	Services *Statics `json:"services,omitempty"`
}

// TrainResponse: The model.
type TrainResponse struct {
	// Html: The page, where one was asked for: HTML with everything in it.
	Html *string `json:"html,omitempty"`

	// Method: The method that was chosen.
	Method string `json:"method"`

	// Metrics: How good it was on later rows.
	Metrics *Metrics `json:"metrics,omitempty"`

	// Model: The bytes of the model file, in base64: what `predict`, `explain` and the handle `model` take.
	Model string `json:"model"`

	// Target: What it foresees.
	Target string `json:"target"`
}
