// Written by bindings/generate/main.py from schema/wire/bundle.json: do not edit.
// Requests refuse fields they do not know; answers of later releases may have more than these types say.
import type {
  ActionStatus,
  ActionType,
  AnalysisConfig,
  BadLine,
  Cause,
  Chance,
  Difficulty,
  ErrorClass,
  Event,
  Evidence,
  Format,
  History,
  Impact,
  Incident,
  LevelNumbers,
  Logistic,
  Plan,
  RollupConfig,
  Selection,
  Severity,
  Situation,
  SourceReport,
  Statics,
  Timestamp,
  Unattended,
} from '../messages';

/** Any predictor, chosen by name. */
export type Predictor = {
  method: "base_rate";
  /** Rows the wider rate counts for, at least 0. */
  strength?: number;
} | {
  /** The regression. */
  logistic?: Logistic;
  /** Part of the name of the features used. */
  marker?: string;
  method: "decay";
} | {
  /** What is combined, 1 to 16 predictors. */
  members?: Predictor[];
  method: "ensemble";
  /** Last part of the rows that weighs the members, between 0 and 1. */
  validation_share?: number;
} | {
  /** Share of features drawn a round, above 0 and at most 1. */
  column_share?: number;
  /** Splits from root to leaf, 1 to 16. */
  depth?: number;
  /** L2 penalty on leaf values, at least 0. */
  l2?: number;
  /** Histogram bins a feature, 2 to 254. */
  max_bins?: number;
  method: "gradient_boosting";
  /** Smallest Hessian sum of a leaf, at least 0. */
  min_child_weight?: number;
  /** Smallest gain of a split, at least 0. */
  min_gain?: number;
  /** Rounds without a better validation loss before it stops; never when absent. */
  patience?: number | null;
  /** Share of each tree that is added, above 0 and at most 1. */
  rate?: number;
  /** Trees, or their upper limit when stopping early; at least 1. */
  rounds?: number;
  /** Share of rows drawn a round, above 0 and at most 1. */
  row_share?: number;
  /** Last part of the rows that validates when stopping early, between 0 and 1. */
  validation_share?: number;
} | {
  /** Which features it sees. */
  features?: Selection;
  /** Penalties to choose from, each above 0. */
  l2?: number[];
  /** L-BFGS steps a penalty, at least 1. */
  max_steps?: number;
  method: "logistic";
  /** Last part of the rows that chooses the penalty, between 0 and 1. */
  validation_share?: number;
} | {
  /** Splits from root to leaf, 1 to 16. */
  depth?: number;
  /** Features drawn a node; the square root of their number when absent. */
  features_per_node?: number | null;
  /** Bins a feature, 2 to 254. */
  max_bins?: number;
  method: "random_forest";
  /** Smallest weight of a leaf, at least 0. */
  min_leaf_weight?: number;
  /** Number of trees, at least 1. */
  trees?: number;
};

/** One action that is recommended. */
export type PreventiveAction = ({
  /** What to do. */
  action_type: ActionType;
  /** When it was recommended: nothing after that was known. */
  at: Timestamp;
  /** Whether an executor could do it at all (everything but what only people do). */
  automatable: boolean;
  /** Keys of the anomalies, causes, predictions and forecasts that call for it. */
  because?: string[];
  /** How often chance alone would bring the trouble that calls for it; absent where it rests on no anomaly. */
  chance?: Chance | null;
  /** How much work. */
  difficulty: Difficulty;
  /** What its dry run shows. */
  dry_run_shows: string[];
  /** The lines that call for it. */
  evidence: Evidence[];
  /** What it could achieve, and how that is known. */
  impact: Impact;
  /** Stable identity: the same type for the same scope and target has the same key, whenever it is recommended. */
  key: string;
  /** How soon it matters. */
  priority: Priority;
  /** Whether it can be taken back. */
  reversibility: Reversibility;
  /** Planning figure in seconds. */
  seconds: number;
  /** Where it stands: `recommended`, or `manual_review` for a type that only people do. */
  status: ActionStatus;
  /** What it acts on: a release, a metric, another service, an error group. */
  target?: string | null;
  /** One sentence: what to do and why. */
  title: string;
  /** Whether it may run without a person. */
  unattended: Unattended;
}) & ({
  system: boolean;
} | {
  service: string;
});

/** How soon an action matters. */
export type Priority = "low" | "medium" | "high" | "critical";

/** One text to look for. */
export type Query = {
  /** The partition to look in. */
  partition?: string;
  /** The text. */
  text: string;
};

/** One metric of a ranked service. */
export type RankedMetric = {
  /** The input's own column name. */
  column: string;
  /** How far it moved, in usual spreads. */
  spreads: number;
};

/** One service with everything that speaks against it. */
export type RankedService = {
  /** Its possible causes, strongest first; their shares add up to the service's. */
  causes: Cause[];
  /** Its metrics, the one at fault first. */
  metrics: RankedMetric[];
  /** Weighted sum of the testimony. */
  score: number;
  /** The service. */
  service: string;
  /** How much of the evidence speaks for it, beside all services and "none of these": a rank, no probability. */
  share: number;
};

/** The incident and what happened before. */
export type RcaRequest = {
  /** Earlier incidents and actions; those known by the onset count. */
  history?: History;
  /** Everything recorded around the onset; what was not recorded is left out. */
  incident: Incident;
};

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
  /** Tell as well what the words used for probabilities were worth before. */
  past?: boolean;
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

/** The question, and when to alert. */
export type RollupBacktestRequest = {
  /** Milliseconds between the times the log asks itself; a quarter of the horizon when absent. */
  every_ms?: number | null;
  /** The heading of a page about the model on the tested times, which then is in the answer. */
  page?: string | null;
  /** The question, the method, and when to alert. */
  plan?: Plan;
  /** Give every tested time with what was said and what came. */
  rows?: boolean;
  /** Seed of everything random. */
  seed?: number;
  /** What is known of the services beside their events. */
  services?: Statics;
};
