// Code generated from schema/wire by bindings/generate/main.py; DO NOT EDIT.

package wire

// Accuracy: How well forecasts did in a backtest; absent where nothing could be measured.
type Accuracy struct {
	// Coverage: Share of actual values inside the interval, on origins that the interval was not calibrated on.
	Coverage *float64 `json:"coverage,omitempty"`

	// Mae: Mean absolute error.
	Mae *float64 `json:"mae,omitempty"`

	// Mape: Mean of |error / actual| over actual values that are not 0, as a share (0.1 is 10 %).
	Mape *float64 `json:"mape,omitempty"`

	// Mase: Mean absolute error over that of the seasonal naive forecast one season ahead within the history.
	Mase *float64 `json:"mase,omitempty"`

	// Origins: Origins forecast from.
	Origins int64 `json:"origins"`

	// Rmse: Root of the mean squared error.
	Rmse *float64 `json:"rmse,omitempty"`
}

// ActionRequest: The action and the steps to take, one after the other.
type ActionRequest struct {
	// Action: An action as an earlier answer gave it.
	Action *Lifecycle `json:"action,omitempty"`

	// ActionType: The type of a new action; either this or `action`.
	ActionType *ActionType `json:"action_type,omitempty"`

	// Steps: The steps, oldest first.
	Steps []Asked `json:"steps,omitempty"`
}

// AiInsight: One insight.
type AiInsight struct {
	// Actions: What one could do.
	Actions []ActionType `json:"actions"`

	// At: When it was found.
	At string `json:"at"`

	// Because: Keys of the anomalies and forecasts it was derived from; empty where it was derived from counts alone.
	Because []string `json:"because,omitempty"`

	// Chance: How often chance alone would bring it, all tests counted in; absent where nothing was tested: it is then a
	// plain count or a forecast, whose interval stands in the evidence.
	Chance *Chance `json:"chance,omitempty"`

	// Description: One sentence for someone who does not read logs.
	Description string `json:"description"`

	// Effort: How much work the remedy is.
	Effort Difficulty `json:"effort"`

	// Evidence: The numbers of the test behind it.
	Evidence []Evidence `json:"evidence"`

	// Expires: When it no longer holds.
	Expires string `json:"expires"`

	// Impact: What it costs or would save, in words with numbers.
	Impact string `json:"impact"`

	// InsightType: What kind.
	InsightType InsightType `json:"insight_type"`

	// Key: The same finding has the same key, whenever it is made: type, scope and subject, no numbers.
	Key string `json:"key"`

	Service *string `json:"service,omitempty"`

	// Severity: How much it matters.
	Severity InsightSeverity `json:"severity"`

	// Status: Where it stands.
	Status *InsightStatus `json:"status,omitempty"`

	System *bool `json:"system,omitempty"`

	// Title: A few words.
	Title string `json:"title"`
}

// AlarmCounts: What a threshold raises.
type AlarmCounts struct {
	// Alarms: Alarms raised.
	Alarms int64 `json:"alarms"`

	// FalseAlarms: Alarms without the target in the horizon after them.
	FalseAlarms int64 `json:"false_alarms"`

	// MedianLeadH: Median hours from a right alarm to the target; absent without one.
	MedianLeadH *float64 `json:"median_lead_h,omitempty"`

	// ServiceWeeks: Service-weeks watched.
	ServiceWeeks float64 `json:"service_weeks"`
}

// AlertPolicy: When to raise an alarm.
type AlertPolicy struct {
	FalseAlarms *float64 `json:"false_alarms,omitempty"`

	Probability *float64 `json:"probability,omitempty"`
}

// AlertRule: A threshold with what it did on rows the model was not fitted on.
type AlertRule struct {
	// Expected: What it raised on the validation rows, expected lead time included.
	Expected *AlarmCounts `json:"expected,omitempty"`

	// Mean: Mean of what was held against the threshold on the validation rows: where its floor starts.
	Mean float64 `json:"mean"`

	// Policy: Where the threshold comes from.
	Policy *AlertPolicy `json:"policy,omitempty"`

	// Threshold: What is at or above it raises an alarm: a probability, under a budget one of something new; absent where no
	// threshold keeps the budget with a right alarm on the validation rows.
	Threshold *float64 `json:"threshold,omitempty"`
}

// Analysis: Everything found about every service at one time.
type Analysis struct {
	// Depth: How far the analysis went.
	Depth Depth `json:"depth"`

	// EffectiveAt: The time analysed: the asked one, floored to a whole minute. Nothing after it was read.
	EffectiveAt string `json:"effective_at"`

	// Errors: Errors among them: severity `medium` and above.
	Errors int64 `json:"errors"`

	// Events: Events read up to `effective_at`.
	Events int64 `json:"events"`

	// FirstEvent: The first event of the log, without one of a clock that was weeks wrong.
	FirstEvent string `json:"first_event"`

	// Headline: The first sentence.
	Headline *Headline `json:"headline,omitempty"`

	// LastEvent: The newest event of the log, which may lie after `effective_at`.
	LastEvent string `json:"last_event"`

	// Patterns: What the messages of all services have in common, commonest of the last 24 hours first.
	Patterns []PatternSummary `json:"patterns"`

	// Services: Each service, in name order.
	Services []ServiceAnalysis `json:"services"`

	// System: All services together.
	System *ServiceAnalysis `json:"system,omitempty"`

	// Version: Version of this message.
	Version int64 `json:"version"`

	// Warnings: What to know of the log before any of it is believed: a wrong clock, that nothing arrived for days, lines
	// that could not be read (by whoever read it).
	Warnings []string `json:"warnings,omitempty"`

	// Zone: The zone by whose clock sentences tell times; UTC when absent. All other times are UTC.
	Zone *string `json:"zone,omitempty"`
}

// AnalysisConfig: What to analyse and how. | Setting | Default | Meaning | Unit | Range | |---|---|---|---|---| | `depth`
// | deep | how far to go | | quick, full, deep | | `services` | all | the services to analyse | names | known ones | |
// `history_hours` | 720 | history looked at | hours | 1 to 87,600 | | `recent_hours` | 24 | how long an anomaly that has
// ended is reported | hours | any | | `horizons_minutes` | 30, 120, 1440 | how far ahead to predict | minutes | 1 to
// 43,200 each | | `foresight` | | how probabilities are learnt from the log's own past: [`Foresight`] | | | | `statics` |
// none | groups, dependencies and attributes of services: [`Statics`] | | | | `max_groups` | 5 | error groups listed per
// service | | any | | `max_full_forecasts` | 100 | services whose forecast weighs all candidates of `auto`, those with
// most errors first; of the others the better of `ses` and `seasonal_naive` is taken | | any | | `max_patterns` | 20 |
// patterns of messages listed for all services | | any | | `similar` | 0.5 | similarity from which another error group is
// told | | 0 to 1 | | `states` | | when a group is new, regressed, escalating, vanished: [`StatesConfig`] | | | |
// `limits` | none | errors or requests an hour that a service must not pass: [`Limits`] by name | per hour | above 0 | |
// `maintenance` | none | stretches of time that say nothing of what is usual, in which nothing is told: [`Window`] | | |
// | `detection` | | the false-alarm budget and the rest of [`CountDetection`] | | | | `forecast` | | horizon, level and
// backtest of [`ForecastSettings`] | | |
type AnalysisConfig struct {
	// Depth: How far to go.
	Depth *Depth `json:"depth,omitempty"`

	// Detection: How anomalies are told from chance.
	Detection *CountDetection `json:"detection,omitempty"`

	// Forecast: How the errors per hour are forecast; its horizon is in hours.
	Forecast *ForecastSettings `json:"forecast,omitempty"`

	// Foresight: How probabilities are learnt from the log's own past.
	Foresight *Foresight `json:"foresight,omitempty"`

	// HistoryHours: Hours of history looked at.
	HistoryHours *int64 `json:"history_hours,omitempty"`

	// HorizonsMinutes: How far ahead to predict, in minutes.
	HorizonsMinutes []int64 `json:"horizons_minutes,omitempty"`

	// Limits: What a service can take, by its name; forecasts are held against it.
	Limits map[string]Limits `json:"limits,omitempty"`

	// Maintenance: When services are worked on: what such hours hold is no measure of what is usual, and what lies inside is
	// not told.
	Maintenance []Window `json:"maintenance,omitempty"`

	// MaxFullForecasts: Services whose forecast weighs all candidates of `auto`, those with most errors first; of the others
	// the better of `ses` and `seasonal_naive` is taken. Any other method is used for all.
	MaxFullForecasts *int64 `json:"max_full_forecasts,omitempty"`

	// MaxGroups: Error groups listed per service, commonest first.
	MaxGroups *int64 `json:"max_groups,omitempty"`

	// MaxPatterns: Patterns of messages listed for all services, commonest first.
	MaxPatterns *int64 `json:"max_patterns,omitempty"`

	// RecentHours: Hours for which an anomaly that has ended is still reported.
	RecentHours *int64 `json:"recent_hours,omitempty"`

	// Services: The services to analyse; empty for all.
	Services []string `json:"services,omitempty"`

	// Similar: Similarity from which another error group is told.
	Similar *float64 `json:"similar,omitempty"`

	// States: When an error group is new, regressed, escalating or vanished.
	States *StatesConfig `json:"states,omitempty"`

	// Statics: What is known of the services beside the log.
	Statics *Statics `json:"statics,omitempty"`
}

// AnalyzeRequest: What to analyse.
type AnalyzeRequest struct {
	// At: The time to analyse; nothing after it is read. The end of the newest event's minute when absent.
	At *string `json:"at,omitempty"`

	// Config: How.
	Config *AnalysisConfig `json:"config,omitempty"`

	// Events: The events, in any order.
	Events []Event `json:"events"`

	// History: Earlier incidents, actions and decisions; those known at the time analysed count.
	History *History `json:"history,omitempty"`

	// Rollup: Caps and retention of the counts.
	Rollup *RollupConfig `json:"rollup,omitempty"`
}

// AnomalyCause: One part of what makes up an anomaly: an error group, a type, a metric.
type AnomalyCause struct {
	// Actual: What was seen, in the same unit.
	Actual float64 `json:"actual"`

	// Expected: What was expected of it, in `unit`.
	Expected float64 `json:"expected"`

	// Name: Name of the group, type or metric.
	Name string `json:"name"`

	// PerMs: The time.
	PerMs *int64 `json:"per_ms,omitempty"`

	// Share: Its share of the deviation, 0 to 1.
	Share float64 `json:"share"`

	Unit string `json:"unit"`
}

// AnomalyDetection: A strange interval inside one series or one mix (table `anomaly_detections`). Every number is finite.
// Built by one private constructor, so that score, severity and key follow one rule.
type AnomalyDetection struct {
	// Actual: What was seen in the same time, in the same unit.
	Actual float64 `json:"actual"`

	// Adopted: Since when its level counts as the usual one although it goes on; absent while it does not.
	Adopted *string `json:"adopted,omitempty"`

	// At: When it was looked at: nothing after that is known here.
	At string `json:"at"`

	// Causes: What makes it up, largest share first; empty where there is only one series.
	Causes []AnomalyCause `json:"causes"`

	// Chance: How often chance alone would bring such a thing.
	Chance *Chance `json:"chance,omitempty"`

	// Confidence: Probability of a week in which chance brings no such thing, all tests counted in: see [`Chance`].
	Confidence float64 `json:"confidence"`

	// DeviationPercent: `actual` against `expected` in percent; absent where nothing was expected.
	DeviationPercent *float64 `json:"deviation_percent,omitempty"`

	// End: Where it ends (inclusive): the last of what was strange so far.
	End string `json:"end"`

	// Excess: More than expected over the whole interval, in all (fewer: below 0); absent for what is no count.
	Excess *float64 `json:"excess,omitempty"`

	// Expected: What was expected, in `unit`: on average over the interval, of a spike in values at its peak.
	Expected float64 `json:"expected"`

	// ExplainedBy: Keys of the causes that were found for it, likeliest first; empty where none was looked for.
	ExplainedBy []string `json:"explained_by,omitempty"`

	// FoundBy: What found it.
	FoundBy FoundBy `json:"found_by"`

	// Group: The error group it is about, where it is one alone.
	Group *string `json:"group,omitempty"`

	// Key: Stable identity: what is found again, whenever it is asked, has the same one. See [`anomaly_key`].
	Key string `json:"key"`

	// Metric: What of it is strange.
	Metric any `json:"metric,omitempty"`

	// Ongoing: True while the interval reaches to the end of the data.
	Ongoing bool `json:"ongoing"`

	// PValue: Smallest tail probability inside the interval, for a single test.
	PValue float64 `json:"p_value"`

	// Peak: End of the bucket that deviates most.
	Peak string `json:"peak"`

	// PerMs: The time.
	PerMs *int64 `json:"per_ms,omitempty"`

	// Score: How strange, 0 to 1: see [`strangeness`].
	Score float64 `json:"score"`

	Service *string `json:"service,omitempty"`

	// Severity: From the score: >= 0.85 critical, >= 0.70 high, >= 0.50 medium, else low.
	Severity Severity `json:"severity"`

	// Start: Where the interval begins (exclusive).
	Start string `json:"start"`

	System *bool `json:"system,omitempty"`

	// Type: What kind of strangeness it is.
	Type AnomalyType `json:"type"`

	Unit string `json:"unit"`
}

// Asked: One step that is asked for.
type Asked struct {
	// Asked: What is asked.
	Asked Move `json:"asked"`

	// At: When.
	At string `json:"at"`

	// By: By whom: `"system"` or `{"person": id}`.
	By any `json:"by,omitempty"`
}

// AtStake: So many errors or requests an hour more than expected, while the trouble lasts.
type AtStake struct {
	// Metric: What there is too much of.
	Metric any `json:"metric,omitempty"`

	// PerMs: The time.
	PerMs *int64 `json:"per_ms,omitempty"`

	Unit string `json:"unit"`

	// Value: The number.
	Value float64 `json:"value"`
}

// BacktestAlarms: The alarms of a test on the past.
type BacktestAlarms struct {
	// Alarms: Alarms raised.
	Alarms int64 `json:"alarms"`

	// FalseAlarms: Alarms without the target in the horizon after them.
	FalseAlarms int64 `json:"false_alarms"`

	// FalsePerServiceWeek: False alarms per service and week; absent where nothing was watched.
	FalsePerServiceWeek *float64 `json:"false_per_service_week,omitempty"`

	// MedianLeadH: Median hours from a right alarm to the target; absent without one.
	MedianLeadH *float64 `json:"median_lead_h,omitempty"`

	// Precision: Share of alarms that were right; absent without alarms.
	Precision *float64 `json:"precision,omitempty"`

	// ServiceWeeks: Service-weeks watched.
	ServiceWeeks float64 `json:"service_weeks"`

	// Threshold: Where the threshold stood at first; it follows the outcomes.
	Threshold float64 `json:"threshold"`
}

// BacktestAlert: One time at which it would have alerted.
type BacktestAlert struct {
	// At: When it would have alerted.
	At string `json:"at"`

	// Came: When it came; absent where it did not within the horizon.
	Came *string `json:"came,omitempty"`

	// Probability: The probability.
	Probability float64 `json:"probability"`

	// Service: The service.
	Service string `json:"service"`
}
