// Code generated from schema/wire by bindings/generate/main.py; DO NOT EDIT.

package wire

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

	// Past: Tell as well what the words used for probabilities were worth before.
	Past *bool `json:"past,omitempty"`

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

// RollupBacktestRequest: The question, and when to alert.
type RollupBacktestRequest struct {
	// EveryMs: Milliseconds between the times the log asks itself; a quarter of the horizon when absent.
	EveryMs *int64 `json:"every_ms,omitempty"`

	// Page: The heading of a page about the model on the tested times, which then is in the answer.
	Page *string `json:"page,omitempty"`

	// Plan: The question, the method, and when to alert.
	Plan *Plan `json:"plan,omitempty"`

	// Rows: Give every tested time with what was said and what came.
	Rows *bool `json:"rows,omitempty"`

	// Seed: Seed of everything random.
	Seed *int64 `json:"seed,omitempty"`

	// Services: What is known of the services beside their events.
	Services *Statics `json:"services,omitempty"`
}

// RollupConfig: What a rollup keeps, and for how long. | setting | default | monitor | meaning | |---|---|---|---| |
// `minutes_kept_for_h` | for ever | 72 | hours for which counts stay in minutes; then they become hours; at least 48 | |
// `hours_kept_for_h` | for ever | 1 464 (61 days) | hours for which counts stay in hours; then days; at least 1 440 | |
// `days_kept_for_h` | for ever | 43 848 (5 years) | hours after which counts are dropped | | `witnesses` | 1 | 8 |
// retention counts from the newest minute at or after which so many events lie, so that fewer events with a clock in the
// future forget nothing | | `max_services` | 10 000 | 256 | services kept by name; the rest is summed up as `other` | |
// `max_types` | 256 | 32 | error types kept for each service | | `max_groups` | 1 000 | 64 | error groups kept for each
// service | | `max_sample_bytes` | 256 | 256 | length at which sample messages are cut | | `max_name_bytes` | 256 | 256 |
// length at which names of services and error types are cut; a hash of the whole is their end | | `max_ahead_minutes` |
// any | 10 | how far an event may lie ahead of when it was received; for
// [`Rollup::observe_received`](super::Rollup::observe_received) | Over a cap the keys with the smallest hashes stay,
// whatever the order of events.
type RollupConfig struct {
	// DaysKeptForH: Hours after which counts are dropped, not below `hours_kept_for_h`; absent for ever.
	DaysKeptForH *int64 `json:"days_kept_for_h,omitempty"`

	// HoursKeptForH: Hours for which counts stay in hours, at least 1,440 and not below `minutes_kept_for_h`; absent for
	// ever.
	HoursKeptForH *int64 `json:"hours_kept_for_h,omitempty"`

	// MaxAheadMinutes: Minutes that an event may lie ahead of when it was received; absent for any.
	MaxAheadMinutes *int64 `json:"max_ahead_minutes,omitempty"`

	// MaxGroups: Error groups kept for each service, at least 1.
	MaxGroups *int64 `json:"max_groups,omitempty"`

	// MaxNameBytes: Length in bytes at which names of services and error types are cut, at least 32.
	MaxNameBytes *int64 `json:"max_name_bytes,omitempty"`

	// MaxSampleBytes: Length in bytes at which sample messages and releases are cut.
	MaxSampleBytes *int64 `json:"max_sample_bytes,omitempty"`

	// MaxServices: Services kept by name, at least 1.
	MaxServices *int64 `json:"max_services,omitempty"`

	// MaxTypes: Error types kept for each service, at least 1.
	MaxTypes *int64 `json:"max_types,omitempty"`

	// MinutesKeptForH: Hours for which counts stay in minutes, at least 48; absent keeps minutes for ever.
	MinutesKeptForH *int64 `json:"minutes_kept_for_h,omitempty"`

	// Witnesses: Retention counts from the newest minute at or after which so many events lie; at least 1.
	Witnesses *int64 `json:"witnesses,omitempty"`
}

// RollupDescribeRequest: Nothing to ask.
type RollupDescribeRequest struct {
}

// RollupDescribeResponse: What was counted.
type RollupDescribeResponse struct {
	// First: The oldest event; absent where there is none.
	First *string `json:"first,omitempty"`

	// Last: The newest event; absent where there is none.
	Last *string `json:"last,omitempty"`

	// Now: The end of the newest event's minute, which is what to analyse unless another time is asked for; absent where
	// there is no event.
	Now *string `json:"now,omitempty"`

	// Observed: Events counted.
	Observed int64 `json:"observed"`

	// Services: Every service, by name.
	Services []string `json:"services"`
}

// RollupForecastRequest: What to forecast, and how.
type RollupForecastRequest struct {
	// Metrics: Per service and hour: `errors`, `requests`, `error_rate`, `response_time_p50`, `_p95`, `_p99`, `_mean` or
	// `_max`.
	Metrics []string `json:"metrics"`

	// Page: The heading of a page with fan charts and decompositions, which then is in the answer.
	Page *string `json:"page,omitempty"`

	// Settings: Method, horizon, level and the rest.
	Settings *ForecastSettings `json:"settings,omitempty"`
}

// RollupMergeRequest: Nothing to ask: the other rollup, or monitor, is given along and stays as it is.
type RollupMergeRequest struct {
}

// RollupReportRequest: What to analyse and how to call it.
type RollupReportRequest struct {
	// At: The time to analyse; nothing after it is read. The end of the newest event's minute when absent.
	At *string `json:"at,omitempty"`

	// Config: How.
	Config *AnalysisConfig `json:"config,omitempty"`

	// History: Earlier incidents, actions and decisions; those known at the time count.
	History *History `json:"history,omitempty"`

	// Past: Tell as well what the words used for probabilities were worth before.
	Past *bool `json:"past,omitempty"`

	// Title: The heading of the page.
	Title string `json:"title"`
}

// RollupSettings: How it counts.
type RollupSettings struct {
	// Rollup: Caps and retention.
	Rollup *RollupConfig `json:"rollup,omitempty"`
}

// RollupTrainRequest: The question, and the times to learn from.
type RollupTrainRequest struct {
	// EveryMs: Milliseconds between the times the log asks itself; a quarter of the horizon when absent.
	EveryMs *int64 `json:"every_ms,omitempty"`

	// Page: The heading of a page about the model, which then is in the answer.
	Page *string `json:"page,omitempty"`

	// Plan: The question, the method, and when to alert.
	Plan *Plan `json:"plan,omitempty"`

	// Queries: Times to learn from; those the log asks itself when absent.
	Queries []TimedQuery `json:"queries,omitempty"`

	// Seed: Seed of everything random.
	Seed *int64 `json:"seed,omitempty"`

	// Services: What is known of the services beside their events.
	Services *Statics `json:"services,omitempty"`
}
