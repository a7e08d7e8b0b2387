// Code generated from schema/wire by bindings/generate/main.py; DO NOT EDIT.

package wire

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

	// History: What is known already; empty when absent.
	History *History `json:"history,omitempty"`

	// Incidents: What the causes of incidents turned out to be.
	Incidents []PastIncident `json:"incidents,omitempty"`

	// Insights: Which insights were seen, solved or set aside.
	Insights []InsightMark `json:"insights,omitempty"`
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
