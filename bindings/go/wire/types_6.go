// Code generated from schema/wire by bindings/generate/main.py; DO NOT EDIT.

package wire

// Evidence: What was seen, in a sentence, with the numbers behind it.
type Evidence struct {
	// Numbers: The numbers by name, units in the names; every one is finite.
	Numbers map[string]float64 `json:"numbers,omitempty"`

	// Statement: One sentence with its numbers.
	Statement string `json:"statement"`
}

// ExplainRequest: The log, the model and what is asked.
type ExplainRequest struct {
	// Events: The events, in any order.
	Events []Event `json:"events"`

	// Importance: Tell what the model relies on instead: how much worse it gets when a factor or feature is shuffled over the
	// queries (over times of the log when absent), and its share of the gain in training.
	Importance *bool `json:"importance,omitempty"`

	// Model: The `model` of an answer of `train`, or the bytes of a model file, in base64.
	Model string `json:"model"`

	// Paths: Ways through single trees to tell with each, those that moved most first.
	Paths *int64 `json:"paths,omitempty"`

	// Queries: What is asked; every service at the end of the log when absent.
	Queries []TimedQuery `json:"queries,omitempty"`

	// Rollup: Caps and retention of the counts.
	Rollup *RollupConfig `json:"rollup,omitempty"`

	// Services: What is known of the services beside their events.
	Services *Statics `json:"services,omitempty"`
}

// ExplainResponse: The explanations.
type ExplainResponse struct {
	// Explained: In the order of the queries.
	Explained []ExplainedPrediction `json:"explained"`

	// Importances: What the model relies on, where that was asked for: nothing is explained then.
	Importances *Importances `json:"importances,omitempty"`
}

// ExplainedPrediction: One prediction with what moved it.
type ExplainedPrediction struct {
	// Explanation: What moved it.
	Explanation *Explanation `json:"explanation,omitempty"`

	// Paths: Ways through single trees.
	Paths []DecisionPath `json:"paths"`

	// Prediction: What was said.
	Prediction *ErrorPrediction `json:"prediction,omitempty"`
}

// Explanation: Why a model says what it says about one row.
type Explanation struct {
	// Expected: Output before anything is known of the row; with all contributions it sums to `output`.
	Expected float64 `json:"expected"`

	// Factors: What moved it, largest first; factors that moved nothing are left out.
	Factors []Factor `json:"factors"`

	// Output: Output for the row, before calibration.
	Output float64 `json:"output"`

	// Scale: The scale in which contributions add up.
	Scale Scale `json:"scale"`
}

// Extreme: A highest or lowest point.
type Extreme struct {
	// Time: End of the step it falls into.
	Time string `json:"time"`

	// Value: Its value.
	Value float64 `json:"value"`
}

// Factor: A contributing factor: features that tell of the same, with the sum of their parts.
type Factor struct {
	// Contribution: What they add together.
	Contribution float64 `json:"contribution"`

	// Factor: What its features tell of.
	Factor string `json:"factor"`

	// Features: The features, those that add or take most first.
	Features []FeaturePart `json:"features"`

	// Words: What the one of them says that moved most in that direction, in plain words: `2.8 h since the last info event`.
	Words *string `json:"words,omitempty"`
}

// FanBand: An interval of some level at every step.
type FanBand struct {
	// Level: Share of future values that it should hold.
	Level float64 `json:"level"`

	// Lower: Lower end, nearest step first.
	Lower []float64 `json:"lower"`

	// Upper: Upper end.
	Upper []float64 `json:"upper"`
}

// FeaturePart: One feature's part in a prediction.
type FeaturePart struct {
	// Contribution: What it adds.
	Contribution float64 `json:"contribution"`

	// Feature: Name of the feature.
	Feature string `json:"feature"`

	// Value: Its value, absent where it is missing.
	Value *float64 `json:"value,omitempty"`
}

// FeaturesRequest: The events, the service and the time.
type FeaturesRequest struct {
	// At: The time; nothing after it is read.
	At string `json:"at"`

	// Events: The events, in any order.
	Events []Event `json:"events"`

	// Rollup: Caps and retention of the counts.
	Rollup *RollupConfig `json:"rollup,omitempty"`

	// Service: The service.
	Service string `json:"service"`

	// Services: What is known of the services beside their events.
	Services *Statics `json:"services,omitempty"`

	// TypesUntil: Count the commonest error types up to this time; up to `at` when absent.
	TypesUntil *string `json:"types_until,omitempty"`
}

// FeaturesResponse: One row.
type FeaturesResponse struct {
	// EffectiveAt: The time the row speaks of: the asked one, floored to a whole minute.
	EffectiveAt string `json:"effective_at"`

	// Features: The row by name; null is missing.
	Features map[string]*float64 `json:"features"`

	// Names: The names of the columns, in the order a model is trained on.
	Names []string `json:"names"`

	// Version: Version of the feature set.
	Version int64 `json:"version"`
}

// Feedback: What a person said of a prediction, or of one that was missing (table `prediction_feedback`).
type Feedback struct {
	// About: When the prediction was made; of a `false_negative` when it came.
	About string `json:"about"`

	// At: When it was said; it teaches nothing about times before.
	At string `json:"at"`

	// Key: The key of the prediction, where there was one.
	Key *string `json:"key,omitempty"`

	// Score: How strongly, 1 to 5.
	Score *int64 `json:"score,omitempty"`

	// Service: The service it is about.
	Service string `json:"service"`

	// Text: In words.
	Text *string `json:"text,omitempty"`

	// Type: What was said.
	Type FeedbackType `json:"type"`
}

// FeedbackRequest: The history so far and what to add.
type FeedbackRequest struct {
	// Actions: What came of actions.
	Actions []PastAction `json:"actions,omitempty"`

	// Errors: Which errors are the same, or are not.
	Errors []ErrorDecision `json:"errors,omitempty"`

	// Feedback: What was said of predictions.
	Feedback []Feedback `json:"feedback,omitempty"`

	// History: What is known already; empty when absent.
	History *History `json:"history,omitempty"`

	// Incidents: What the causes of incidents turned out to be.
	Incidents []PastIncident `json:"incidents,omitempty"`

	// Insights: Which insights were seen, solved or set aside.
	Insights []InsightMark `json:"insights,omitempty"`

	// Normal: Times of the day at which so many errors of a service are normal.
	Normal []NormalTime `json:"normal,omitempty"`
}

// FingerprintRequest: The event.
type FingerprintRequest struct {
	// Event: The event whose type, message and stack trace are read.
	Event *Event `json:"event,omitempty"`
}

// FingerprintResponse: Its id.
type FingerprintResponse struct {
	// Fingerprint: 16 hexadecimal digits.
	Fingerprint string `json:"fingerprint"`
}

// ForecastAllRequest: The series and how to forecast them.
type ForecastAllRequest struct {
	// Metric: What is forecast, for the answers.
	Metric string `json:"metric"`

	// Page: The heading of a page with fan charts and decompositions, which then is in the answer.
	Page *string `json:"page,omitempty"`

	// Series: One history a service.
	Series []NamedSeries `json:"series"`

	// Settings: Method, horizon, level and the rest.
	Settings *ForecastSettings `json:"settings,omitempty"`

	// System: Forecast the sum of all series too and make the forecasts add up; the series then have one step and end
	// together.
	System *bool `json:"system,omitempty"`
}

// ForecastAllResponse: The forecasts.
type ForecastAllResponse struct {
	// Forecasts: In the order of the series, then that of the sum, where there is one.
	Forecasts []TimeSeriesForecast `json:"forecasts"`

	// Html: The page, where one was asked for: HTML with everything in it.
	Html *string `json:"html,omitempty"`
}

// ForecastBacktest: How to run a backtest.
type ForecastBacktest struct {
	// MaxOrigins: At most this many origins, the newest ones.
	MaxOrigins *int64 `json:"max_origins,omitempty"`

	// RefitEvery: Origins between two fits; the model is only updated in between.
	RefitEvery *int64 `json:"refit_every,omitempty"`

	// Stride: Steps between origins; one that shares no factor with the season meets every hour of the day.
	Stride *int64 `json:"stride,omitempty"`
}

// ForecastNote: What is unusual in a history, with the numbers.
type ForecastNote struct {
	// Count: How many values it concerns.
	Count int64 `json:"count"`

	// Kind: What it is.
	Kind NoteKind `json:"kind"`

	// Newest: Place of the newest of them in the history (0 is the oldest value).
	Newest int64 `json:"newest"`

	// Text: In words, with the numbers.
	Text string `json:"text"`
}

// ForecastRequest: The series and how to forecast it.
type ForecastRequest struct {
	// History: The history, oldest first; null is a gap.
	History *Series `json:"history,omitempty"`

	// Metric: What is forecast, for the answer.
	Metric string `json:"metric"`

	// Service: The service, for the answer; absent for all of them together.
	Service *string `json:"service,omitempty"`

	// Settings: Method, horizon, level and the rest.
	Settings *ForecastSettings `json:"settings,omitempty"`
}

// ForecastSettings: How to forecast a series.
type ForecastSettings struct {
	// Backtest: The backtest that intervals and accuracy come from.
	Backtest *ForecastBacktest `json:"backtest,omitempty"`

	// Fan: Levels of further intervals, for fan charts.
	Fan []float64 `json:"fan,omitempty"`

	// Holidays: Holidays with their dates, past and ahead.
	Holidays []HolidayDates `json:"holidays,omitempty"`

	// Horizon: Steps ahead.
	Horizon *int64 `json:"horizon,omitempty"`

	// Level: Share of future values that the interval should hold, between 0 and 1.
	Level *float64 `json:"level,omitempty"`

	// Method: The method.
	Method *Forecaster `json:"method,omitempty"`

	// NonNegative: Whether the metric can never be negative; absent: as the history shows it.
	NonNegative *bool `json:"non_negative,omitempty"`

	// Seasons: Lengths of the seasons in steps, shortest first; those the history cannot carry are left out.
	Seasons []int64 `json:"seasons,omitempty"`

	// Seed: Seed of everything random.
	Seed *int64 `json:"seed,omitempty"`

	// Threshold: Value whose crossing is of interest: upwards from below, downwards from above.
	Threshold *float64 `json:"threshold,omitempty"`

	// Zone: Zone whose clock the seasons follow (IANA name); absent: UTC.
	Zone *string `json:"zone,omitempty"`
}

// ForecastValue: One step of a forecast.
type ForecastValue struct {
	// Lower: Lower end of the interval; absent while the history is too short to measure any error.
	Lower *float64 `json:"lower,omitempty"`

	// Time: End of the step.
	Time string `json:"time"`

	// Upper: Upper end of the interval.
	Upper *float64 `json:"upper,omitempty"`

	// Value: The point forecast: half of what may come lies above, half below.
	Value float64 `json:"value"`
}
