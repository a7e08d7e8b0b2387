// Written by bindings/generate/main.py from schema/wire/bundle.json: do not edit.
// Requests refuse fields they do not know; answers of later releases may have more than these types say.
import type {
  AnalysisConfig,
  AnomalyDetection,
  BadLine,
  Cause,
  ErrorClass,
  Event,
  Evidence,
  Format,
  History,
  Lessons,
  LevelNumbers,
  Moment,
  Plan,
  PreventiveAction,
  Severity,
  Situation,
  SourceReport,
  Statics,
  TimedQuery,
  Timestamp,
} from '../messages';

/** Settings of a reader.
 * 
 * | Name | Default | Meaning |
 * |---|---|---|
 * | `format` | found from the content | the format |
 * | `service` | the file's name, and said | service of lines that name none |
 * | `severity` | none | severity of lines that name none |
 * | `services` | empty | service by file: `NAME=PATTERN`, the first pattern that the file's path matches |
 * | `level_words` | false | take words such as `failed` for a level where a line states none |
 * | `zone` | UTC, and said | zone of times without one, such as `Europe/Berlin`, with daylight saving |
 * | `utc_offset` | UTC, and said | the same as an offset, such as `+01:00` or `UTC` |
 * | `year` | that of the file's date, and said | year of the first line of a format without years (RFC 3164) |
 * | `patterns` | empty | forms of lines of your own: regular expressions with names, or in the way of grok |
 * | `source_maps` | none | folder with source maps: minified JavaScript traces are shown and grouped by their source |
 * | `redact` | none | what of a person or a secret is taken out of every event ([`RedactConfig`]) |
 * | `level_numbers` | none | what numbers under `level` mean |
 * | `fields` | empty | field → names that hold it, before the known names |
 * | `attributes` | false | keep what is no field of a JSON object as the event's attributes |
 * | `strict` | false | stop at the first bad line or value |
 * | `replace_invalid_utf8` | false | read bytes that are not UTF-8 as U+FFFD; else such lines are bad |
 * | `max_line_bytes` | 1 MiB | longer records are skipped, not held; 1 KiB to 256 MiB |
 * | `max_samples` | 20 | bad lines shown in the report |
 * | `threads` | 0 | threads that parse; 0 is one per core | */
export type ReadOptions = {
  /** Keep what is no field of a JSON object as the event's attributes. */
  attributes?: boolean;
  /** Own names: field → names that hold it. */
  fields?: {
    [name: string]: string[];
  };
  /** The format; found from the content when absent. */
  format?: Format | null;
  /** What numbers under a level name mean. */
  level_numbers?: LevelNumbers | null;
  /** Take words such as `failed` for a level where a line states none. */
  level_words?: boolean;
  /** Longest record that is read, in bytes. */
  max_line_bytes?: number;
  /** Bad lines shown in the report. */
  max_samples?: number;
  /** Forms of lines of your own. */
  patterns?: string[];
  /** What of a person or a secret is taken out of every event. */
  redact?: RedactConfig | null;
  /** Read bytes that are not UTF-8 as U+FFFD. */
  replace_invalid_utf8?: boolean;
  /** Service of lines that name none. */
  service?: string | null;
  /** Service by file: `NAME=PATTERN`. */
  services?: string[];
  /** Severity of lines that name none. */
  severity?: Severity | null;
  /** Folder with source maps of minified JavaScript. */
  source_maps?: string | null;
  /** Stop at the first bad line or value. */
  strict?: boolean;
  /** Threads that parse; 0 is one per core. */
  threads?: number;
  /** Zone of times without one: `UTC` or `+hh:mm`. */
  utc_offset?: string | null;
  /** Year of the first line of a format without years. */
  year?: number | null;
  /** Zone of times without one, by the name of a place: `Europe/Berlin`. */
  zone?: string | null;
};

/** What was read from all files. */
export type ReadReport = {
  /** Records left out. */
  bad: number;
  /** Bytes after unpacking. */
  bytes: number;
  /** Events found. */
  events: number;
  /** Values left out, by field. */
  ignored_fields: {
    [name: string]: number;
  };
  /** The first values left out, in the order of the files. */
  ignored_samples: BadLine[];
  /** Values left out of events that were kept. */
  ignored_values: number;
  /** Lines read. */
  lines: number;
  /** What was assumed of the events, in sentences that name the option that says otherwise. */
  notes: string[];
  /** Records left out, by reason. */
  reasons: {
    [name: string]: number;
  };
  /** The first lines left out, in the order of the files. */
  samples: BadLine[];
  /** One entry per file, in the order read. */
  sources: SourceReport[];
};

/** A log, as text or as bytes; or a block of one for a handle, with whole records, for what is cut in two is read as two. */
export type ReadRequest = {
  /** The log as base64, packed (gzip, Zstandard, bzip2, xz) or not, in whatever encoding. */
  bytes?: string | null;
  /** The log as text; or else `bytes`. */
  log?: string | null;
  /** What messages call the log. */
  name?: string;
  /** What the reader is told; `service` names that of lines which name none. For a block of a log say the format, the zone and
   * the year, for each block is looked at by itself. */
  options?: ReadOptions;
};

/** What was found. */
export type ReadResponse = {
  /** The events, in the order of the log. */
  events: Event[];
  /** What was read, what was left out and why, what was assumed. */
  report: ReadReport;
};

/** Why a line, or one value in it, could not be used. */
export type Reason = "format" | "truncated" | "too_long" | "too_deep" | "invalid_utf8" | "nul" | "columns" | "missing_timestamp" | "missing_service" | "bad_timestamp" | "no_year" | "time_range" | "stray_time" | "bad_severity" | "level_number" | "bad_kind" | "bad_value";

/** The situation and what happened before. */
export type RecommendRequest = {
  /** Earlier actions; those whose outcome was known by then count. */
  history?: History;
  /** Anomalies, predictions, forecasts, states and causes of one service. */
  situation: Situation;
};

/** The recommendations. */
export type RecommendResponse = {
  /** What to do, most urgent first. */
  actions: PreventiveAction[];
};

/** What is taken out of events; see the [table](self). */
export type RedactConfig = {
  /** Card numbers. */
  card?: boolean;
  /** IP addresses. */
  ip?: boolean;
  /** More names of values that are secret, such as `customer_reference`; upper and lower case, `-`, `_` and `.` are one. */
  keys?: string[];
  /** Mail addresses. */
  mail?: boolean;
  /** Names of people, where the name of a value says so. */
  name?: boolean;
  /** Regular expressions; what they find becomes `<redacted>`. */
  patterns?: string[];
  /** Makes pseudonyms of users' ids differ from those of others; a secret of the service, 0 where nobody else sees them. */
  pseudonym_seed?: number;
  /** Passwords, keys and tokens. */
  secret?: boolean;
};

/** One bin of a reliability curve. */
export type ReliabilityBin = {
  /** Lower edge of the probabilities in the bin. */
  from: number;
  /** Their mean; absent in an empty bin. */
  mean_probability?: number | null;
  /** Probabilities that fell into it. */
  n: number;
  /** Share of them that came true; absent in an empty bin. */
  share_occurred?: number | null;
  /** Upper edge. */
  to: number;
};

/** What to analyse and how to call it. */
export type ReportRequest = {
  /** The time to analyse; nothing after it is read. The end of the newest event's minute when absent. */
  at?: Timestamp | null;
  /** How. */
  config?: AnalysisConfig;
  /** The events, in any order. */
  events: Event[];
  /** Earlier incidents, actions and decisions; those known at the time analysed count. */
  history?: History;
  /** Caps and retention of the counts. */
  rollup?: RollupConfig;
  /** The heading of the page. */
  title: string;
};

/** The page. */
export type ReportResponse = {
  /** HTML, with everything in it: no script, no address outside. */
  html: string;
};

/** Whether an action can be taken back. */
export type Reversibility = "yes" | "time_boxed" | "partly" | "by_revert" | "no" | "nothing_to_revert";

/** An error group that makes up part of the excess. */
export type RisenGroup = {
  /** What kind of remedy could help, by its words. */
  class: ErrorClass;
  /** Its errors in the window. */
  errors: number;
  /** The line that shows it. */
  evidence: Evidence;
  /** Its errors expected in the window. */
  expected: number;
  /** The fingerprint. */
  fingerprint: string;
  /** What it is called: its type, or its message. */
  label: string;
  /** The most of its errors in the same hours of another day of the week before; absent where no other day is known. */
  most_on_other_days?: number | null;
  /** Its part of all errors above the usual, 0 to 1. */
  share_of_excess: number;
  /** Whether its own words say that what is kept or sent is broken, not only that something is slow or missing. */
  tells_of_damage?: boolean;
};

/** What a rollup keeps, and for how long.
 * 
 * | setting | default | monitor | meaning |
 * |---|---|---|---|
 * | `minutes_kept_for_h` | for ever | 72 | hours for which counts stay in minutes; then they become hours; at least 48 |
 * | `hours_kept_for_h` | for ever | 1 464 (61 days) | hours for which counts stay in hours; then days; at least 1 440 |
 * | `days_kept_for_h` | for ever | 43 848 (5 years) | hours after which counts are dropped |
 * | `witnesses` | 1 | 8 | retention counts from the newest minute at or after which so many events lie, so that fewer events with a clock in the future forget nothing |
 * | `max_services` | 10 000 | 256 | services kept by name; the rest is summed up as `other` |
 * | `max_types` | 256 | 32 | error types kept for each service |
 * | `max_groups` | 1 000 | 64 | error groups kept for each service |
 * | `max_sample_bytes` | 256 | 256 | length at which sample messages are cut |
 * | `max_name_bytes` | 256 | 256 | length at which names of services and error types are cut; a hash of the whole is their end |
 * | `max_ahead_minutes` | any | 10 | how far an event may lie ahead of when it was received; for [`Rollup::observe_received`](super::Rollup::observe_received) |
 * 
 * Over a cap the keys with the smallest hashes stay, whatever the order of events. */
export type RollupConfig = {
  /** Hours after which counts are dropped, not below `hours_kept_for_h`; absent for ever. */
  days_kept_for_h?: number | null;
  /** Hours for which counts stay in hours, at least 1,440 and not below `minutes_kept_for_h`; absent for ever. */
  hours_kept_for_h?: number | null;
  /** Minutes that an event may lie ahead of when it was received; absent for any. */
  max_ahead_minutes?: number | null;
  /** Error groups kept for each service, at least 1. */
  max_groups?: number;
  /** Length in bytes at which names of services and error types are cut, at least 32. */
  max_name_bytes?: number;
  /** Length in bytes at which sample messages and releases are cut. */
  max_sample_bytes?: number;
  /** Services kept by name, at least 1. */
  max_services?: number;
  /** Error types kept for each service, at least 1. */
  max_types?: number;
  /** Hours for which counts stay in minutes, at least 48; absent keeps minutes for ever. */
  minutes_kept_for_h?: number | null;
  /** Retention counts from the newest minute at or after which so many events lie; at least 1. */
  witnesses?: number;
};

/** Nothing to ask. */
export type RollupDescribeRequest = Record<string, never>;

/** What was counted. */
export type RollupDescribeResponse = {
  /** The oldest event; absent where there is none. */
  first?: Timestamp | null;
  /** The newest event; absent where there is none. */
  last?: Timestamp | null;
  /** The end of the newest event's minute, which is what to analyse unless another time is asked for; absent where there is
   * no event. */
  now?: Timestamp | null;
  /** Events counted. */
  observed: number;
  /** Every service, by name. */
  services: string[];
};

/** Nothing to ask: the other rollup, or monitor, is given along and stays as it is. */
export type RollupMergeRequest = Record<string, never>;

/** What to analyse and how to call it. */
export type RollupReportRequest = {
  /** The time to analyse; nothing after it is read. The end of the newest event's minute when absent. */
  at?: Timestamp | null;
  /** How. */
  config?: AnalysisConfig;
  /** Earlier incidents, actions and decisions; those known at the time count. */
  history?: History;
  /** The heading of the page. */
  title: string;
};

/** How it counts. */
export type RollupSettings = {
  /** Caps and retention. */
  rollup?: RollupConfig;
};

/** The question, and the times to learn from. */
export type RollupTrainRequest = {
  /** Milliseconds between the times the log asks itself; a quarter of the horizon when absent. */
  every_ms?: number | null;
  /** The question, the method, and when to alert. */
  plan?: Plan;
  /** Times to learn from; those the log asks itself when absent. */
  queries?: TimedQuery[] | null;
  /** Seed of everything random. */
  seed?: number;
  /** What is known of the services beside their events. */
  services?: Statics;
};

/** Why errors of a service may have risen. */
export type RootCauseAnalysis = {
  /** When it was asked: nothing after that was known. */
  at: Timestamp;
  /** Keys of the anomalies it explains; empty where it was asked for a window alone. */
  because?: string[];
  /** Possible causes, strongest first. */
  causes: Cause[];
  /** The error groups that make it up, the largest first: what the trouble looks like, not why it came. */
  errors?: RisenGroup[];
  /** Errors above the usual in the window. */
  excess_errors: number;
  /** Stable identity: the same service and the same begin of the window have the same key, whenever it is asked. */
  key: string;
  /** Records that were missing and would have helped. */
  lacked: string[];
  /** What earlier incidents say about this one. */
  lessons?: Lessons;
  /** The share of "none of these". */
  none_of_these: number;
  /** When the rise began, to the minute, if there is one in the window. */
  onset?: Timestamp | null;
  /** How much of what would tell causes apart was recorded, 0 to 1. It is no chance of being right. */
  recorded: number;
  /** The service. */
  service: string;
  /** What happened around the onset, oldest first: deployments, rises of other services, new error groups. */
  timeline?: Moment[];
};

/** The scale in which contributions add up. */
export type Scale = "log_odds" | "probability";

/** One service, or all services together. */
export type Scope = {
  system: boolean;
} | {
  service: string;
};

/** Settings of the threshold. */
export type ScoreThreshold = {
  /** Flag this share of the calibration rows instead. */
  contamination?: number | null;
  /** Normal rows in 1,000 that may be flagged. */
  false_alarms_per_1000?: number;
};

/** Scores, and decisions where a threshold was asked for. */
export type Scores = {
  /** The anomalies as intervals, oldest first; absent unless a threshold was asked for rows in time order. */
  anomalies?: AnomalyDetection[] | null;
  /** The detector that scored. */
  detector: string;
  /** Which rows are anomalies; absent unless a threshold was asked for. */
  flags?: boolean[] | null;
  /** One finite score per row; higher is stranger. */
  scores: number[];
  /** A score above this is an anomaly; absent unless a threshold was asked for. */
  threshold?: number | null;
};

/** Which features a method sees. */
export type Selection = "all" | "general";

/** Numbers at an even step, with gaps allowed.
 * 
 * Value `i` belongs to the bucket (end − step, end] with end = `first_end` + i × `step_ms`.
 * A gap is `NaN` here and `null` in JSON; every other value is finite. */
export type Series = {
  /** End of the first bucket. */
  first_end: Timestamp;
  /** Width of a bucket in milliseconds, above 0. */
  step_ms: number;
  /** One number per bucket, oldest first; a gap is `NaN` (`null` in JSON). */
  values: (number | null)[];
};
