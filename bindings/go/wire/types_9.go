// Code generated from schema/wire by bindings/generate/main.py; DO NOT EDIT.

package wire

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

// ReadOptions: Settings of a reader. | Name | Default | Meaning | |---|---|---| | `format` | found from the content | the
// format | | `service` | the file's name, and said | service of lines that name none | | `severity` | none | severity of
// lines that name none | | `services` | empty | service by file: `NAME=PATTERN`, the first pattern that the file's path
// matches | | `level_words` | false | take words such as `failed` for a level where a line states none | | `zone` | UTC,
// and said | zone of times without one, such as `Europe/Berlin`, with daylight saving | | `utc_offset` | UTC, and said |
// the same as an offset, such as `+01:00` or `UTC` | | `year` | that of the file's date, and said | year of the first
// line of a format without years (RFC 3164) | | `patterns` | empty | forms of lines of your own: regular expressions with
// names, or in the way of grok | | `source_maps` | none | folder with source maps: minified JavaScript traces are shown
// and grouped by their source | | `redact` | none | what of a person or a secret is taken out of every event
// ([`RedactConfig`]) | | `level_numbers` | none | what numbers under `level` mean | | `fields` | empty | field → names
// that hold it, before the known names | | `attributes` | false | keep what is no field of a JSON object as the event's
// attributes | | `strict` | false | stop at the first bad line or value | | `replace_invalid_utf8` | false | read bytes
// that are not UTF-8 as U+FFFD; else such lines are bad | | `max_line_bytes` | 1 MiB | longer records are skipped, not
// held; 1 KiB to 256 MiB | | `max_samples` | 20 | bad lines shown in the report | | `threads` | 0 | threads that parse; 0
// is one per core |
type ReadOptions struct {
	// Attributes: Keep what is no field of a JSON object as the event's attributes.
	Attributes *bool `json:"attributes,omitempty"`

	// Fields: Own names: field → names that hold it.
	Fields map[string][]string `json:"fields,omitempty"`

	// Format: The format; found from the content when absent.
	Format *Format `json:"format,omitempty"`

	// LevelNumbers: What numbers under a level name mean.
	LevelNumbers *LevelNumbers `json:"level_numbers,omitempty"`

	// LevelWords: Take words such as `failed` for a level where a line states none.
	LevelWords *bool `json:"level_words,omitempty"`

	// MaxLineBytes: Longest record that is read, in bytes.
	MaxLineBytes *int64 `json:"max_line_bytes,omitempty"`

	// MaxSamples: Bad lines shown in the report.
	MaxSamples *int64 `json:"max_samples,omitempty"`

	// Patterns: Forms of lines of your own.
	Patterns []string `json:"patterns,omitempty"`

	// Redact: What of a person or a secret is taken out of every event.
	Redact *RedactConfig `json:"redact,omitempty"`

	// ReplaceInvalidUtf8: Read bytes that are not UTF-8 as U+FFFD.
	ReplaceInvalidUtf8 *bool `json:"replace_invalid_utf8,omitempty"`

	// Service: Service of lines that name none.
	Service *string `json:"service,omitempty"`

	// Services: Service by file: `NAME=PATTERN`.
	Services []string `json:"services,omitempty"`

	// Severity: Severity of lines that name none.
	Severity *Severity `json:"severity,omitempty"`

	// SourceMaps: Folder with source maps of minified JavaScript.
	SourceMaps *string `json:"source_maps,omitempty"`

	// Strict: Stop at the first bad line or value.
	Strict *bool `json:"strict,omitempty"`

	// Threads: Threads that parse; 0 is one per core.
	Threads *int64 `json:"threads,omitempty"`

	// UtcOffset: Zone of times without one: `UTC` or `+hh:mm`.
	UtcOffset *string `json:"utc_offset,omitempty"`

	// Year: Year of the first line of a format without years.
	Year *int64 `json:"year,omitempty"`

	// Zone: Zone of times without one, by the name of a place: `Europe/Berlin`.
	Zone *string `json:"zone,omitempty"`
}

// ReadReport: What was read from all files.
type ReadReport struct {
	// Bad: Records left out.
	Bad int64 `json:"bad"`

	// Bytes: Bytes after unpacking.
	Bytes int64 `json:"bytes"`

	// Events: Events found.
	Events int64 `json:"events"`

	// IgnoredFields: Values left out, by field.
	IgnoredFields map[string]int64 `json:"ignored_fields"`

	// IgnoredSamples: The first values left out, in the order of the files.
	IgnoredSamples []BadLine `json:"ignored_samples"`

	// IgnoredValues: Values left out of events that were kept.
	IgnoredValues int64 `json:"ignored_values"`

	// Lines: Lines read.
	Lines int64 `json:"lines"`

	// Notes: What was assumed of the events, in sentences that name the option that says otherwise.
	Notes []string `json:"notes"`

	// Reasons: Records left out, by reason.
	Reasons map[string]int64 `json:"reasons"`

	// Samples: The first lines left out, in the order of the files.
	Samples []BadLine `json:"samples"`

	// Sources: One entry per file, in the order read.
	Sources []SourceReport `json:"sources"`
}

// ReadRequest: A log, as text or as bytes; or a block of one for a handle, with whole records, for what is cut in two is
// read as two.
type ReadRequest struct {
	// Bytes: The log as base64, packed (gzip, Zstandard, bzip2, xz) or not, in whatever encoding.
	Bytes *string `json:"bytes,omitempty"`

	// Log: The log as text; or else `bytes`.
	Log *string `json:"log,omitempty"`

	// Name: What messages call the log.
	Name *string `json:"name,omitempty"`

	// Options: What the reader is told; `service` names that of lines which name none. For a block of a log say the format,
	// the zone and the year, for each block is looked at by itself.
	Options *ReadOptions `json:"options,omitempty"`
}

// ReadResponse: What was found.
type ReadResponse struct {
	// Events: The events, in the order of the log.
	Events []Event `json:"events"`

	// Report: What was read, what was left out and why, what was assumed.
	Report *ReadReport `json:"report,omitempty"`
}

// RecommendRequest: The situation and what happened before.
type RecommendRequest struct {
	// History: Earlier actions; those whose outcome was known by then count.
	History *History `json:"history,omitempty"`

	// Situation: Anomalies, predictions, forecasts, states and causes of one service.
	Situation *Situation `json:"situation,omitempty"`
}

// RecommendResponse: The recommendations.
type RecommendResponse struct {
	// Actions: What to do, most urgent first.
	Actions []PreventiveAction `json:"actions"`
}

// RedactConfig: What is taken out of events; see the [table](self).
type RedactConfig struct {
	// Card: Card numbers.
	Card *bool `json:"card,omitempty"`

	// Ip: IP addresses.
	Ip *bool `json:"ip,omitempty"`

	// Keys: More names of values that are secret, such as `customer_reference`; upper and lower case, `-`, `_` and `.` are
	// one.
	Keys []string `json:"keys,omitempty"`

	// Mail: Mail addresses.
	Mail *bool `json:"mail,omitempty"`

	// Name: Names of people, where the name of a value says so.
	Name *bool `json:"name,omitempty"`

	// Patterns: Regular expressions; what they find becomes `<redacted>`.
	Patterns []string `json:"patterns,omitempty"`

	// PseudonymSeed: Makes pseudonyms of users' ids differ from those of others; a secret of the service, 0 where nobody else
	// sees them.
	PseudonymSeed *int64 `json:"pseudonym_seed,omitempty"`

	// Secret: Passwords, keys and tokens.
	Secret *bool `json:"secret,omitempty"`
}

// ReliabilityBin: One bin of a reliability curve.
type ReliabilityBin struct {
	// From: Lower edge of the probabilities in the bin.
	From float64 `json:"from"`

	// MeanProbability: Their mean; absent in an empty bin.
	MeanProbability *float64 `json:"mean_probability,omitempty"`

	// N: Probabilities that fell into it.
	N int64 `json:"n"`

	// ShareOccurred: Share of them that came true; absent in an empty bin.
	ShareOccurred *float64 `json:"share_occurred,omitempty"`

	// To: Upper edge.
	To float64 `json:"to"`
}

// ReportRequest: What to analyse and how to call it.
type ReportRequest struct {
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

	// Title: The heading of the page.
	Title string `json:"title"`
}

// ReportResponse: The page.
type ReportResponse struct {
	// Html: HTML, with everything in it: no script, no address outside.
	Html string `json:"html"`
}

// RisenGroup: An error group that makes up part of the excess.
type RisenGroup struct {
	// Class: What kind of remedy could help, by its words.
	Class ErrorClass `json:"class"`

	// Errors: Its errors in the window.
	Errors int64 `json:"errors"`

	// Evidence: The line that shows it.
	Evidence *Evidence `json:"evidence,omitempty"`

	// Expected: Its errors expected in the window.
	Expected float64 `json:"expected"`

	// Fingerprint: The fingerprint.
	Fingerprint string `json:"fingerprint"`

	// Label: What it is called: its type, or its message.
	Label string `json:"label"`

	// MostOnOtherDays: The most of its errors in the same hours of another day of the week before; absent where no other day
	// is known.
	MostOnOtherDays *int64 `json:"most_on_other_days,omitempty"`

	// ShareOfExcess: Its part of all errors above the usual, 0 to 1.
	ShareOfExcess float64 `json:"share_of_excess"`

	// TellsOfDamage: Whether its own words say that what is kept or sent is broken, not only that something is slow or
	// missing.
	TellsOfDamage *bool `json:"tells_of_damage,omitempty"`
}
