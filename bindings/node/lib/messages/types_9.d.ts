// Written by bindings/generate/main.py from schema/wire/bundle.json: do not edit.
// Requests refuse fields they do not know; answers of later releases may have more than these types say.
import type {
  Accuracy,
  AnomalyDetection,
  BeforeAndNow,
  BurstRule,
  CapacityForecast,
  Cases,
  Cause,
  Decided,
  ErrorPrediction,
  Extreme,
  FanBand,
  Fingerprint,
  ForecastNote,
  ForecastValue,
  Found,
  GroupState,
  Known,
  ListedTemplate,
  Merge,
  Metric,
  Parsed,
  Query,
  RisenGroup,
  Scope,
  Severity,
  SimilarMatch,
  Trend,
} from '../messages';

/** A text to look for. */
export type SimilarNearestRequest = {
  /** Least similarity of a match, 0 to 1. */
  least?: number;
  /** The partition to look in. */
  partition?: string;
  /** The text. */
  text: string;
  /** Most matches; 10 when absent, 1,000 at most. */
  top?: number | null;
};

/** The texts most like it. */
export type SimilarNearestResponse = {
  /** Best first. */
  matches: SimilarMatch[];
};

/** The texts and what is asked of them. */
export type SimilarRequest = {
  /** What people decided, oldest first: of two decisions about the same pair the later counts. */
  decisions?: Decided[];
  /** Least similarity of a match, 0 to 1. */
  least?: number;
  /** Texts to look for; without any, every known text is compared with the others. */
  queries?: Query[];
  /** Known texts (messages, stack traces), oldest first. */
  texts: Text[];
  /** Similarity from which texts are one group, 0 to 1. */
  threshold?: number | null;
  /** Most matches for each; 10 when absent. All texts together have at most 100,000. */
  top?: number | null;
};

/** Matches and groups. */
export type SimilarResponse = {
  /** Per known text the id of the oldest text of its group. */
  groups: string[];
  /** For each query (or text), the most similar known texts, best first. */
  matches: Found[][];
};

/** No settings. */
export type SimilarSettings = Record<string, never>;

/** What is known about one service at one time. Whatever is not known stays empty. */
export type Situation = {
  /** What is strange now. */
  anomalies?: AnomalyDetection[];
  /** The time it is looked at. */
  at: Timestamp;
  /** What is forecast to reach a limit. */
  capacity?: CapacityForecast[];
  /** Possible causes, strongest first. */
  causes?: Cause[];
  /** Error groups that make up what is too many, largest first. */
  errors?: RisenGroup[];
  /** Errors and failed requests per hour, against the most in the same hour of other days; absent where no other day is
   * known. */
  failures?: BeforeAndNow | null;
  /** What is likely soon. */
  predictions?: ErrorPrediction[];
  /** Requests per hour, against the same hour of other days. */
  requests?: BeforeAndNow | null;
  /** Response time (p95, ms), against the same hour of other days. */
  response_time?: BeforeAndNow | null;
  /** The service, or all of them together. */
  scope: Scope;
  /** Error groups that are new, back, rising or gone. */
  states?: GroupState[];
};

/** What was read from one file. */
export type SourceReport = {
  /** Records left out. */
  bad: number;
  /** Bytes after unpacking. */
  bytes: number;
  /** Events found. */
  events: number;
  /** The format it was read as. */
  format: string;
  /** Lines, the last one included where it has no line end. */
  lines: number;
  /** The file, or `-`. */
  name: string;
  /** What was assumed about the file, and what happened to it, in sentences. */
  notes: string[];
};

/** Spans of one service in one bucket. */
export type SpanRow = {
  /** Start of the bucket. */
  bucket: Timestamp;
  /** Mean time a span spent in the service itself, ms. */
  self_ms: number;
  /** Index into [`Incident::services`]. */
  service: number;
  /** Number of spans. */
  spans: number;
};

/** One place in the code (or one template) that writes log lines. */
export type Statement = {
  /** Index into [`Incident::services`]. */
  service: number;
  /** Severity it writes with. */
  severity: Severity;
  /** Source place or template, for people. */
  text: string;
};

/** Settings of [`states`]; see the table in the [module](self). */
export type StatesConfig = {
  /** Chance of one false escalation or disappearance in a service. */
  alpha?: number;
  /** What it is compared with, in milliseconds. */
  baseline_ms?: number;
  /** Least history of the service before anything is called new, in milliseconds. */
  known_ms?: number;
  /** Silence after which an error counts as gone, in milliseconds. */
  quiet_ms?: number;
  /** What counts as now, in milliseconds. */
  recent_ms?: number;
  /** Least ratio of the rates of an escalating group. */
  rise?: number;
};

/** One service's group and attributes. */
export type StaticService = {
  /** Its attributes, one a name; empty is missing. */
  attributes?: string[];
  /** The services it calls, sorted. */
  depends_on?: string[];
  /** The group it belongs to; empty where none is known. */
  group?: string;
};

/** Group, attributes and dependencies of services. A service that is not listed is in the group `""` with every
 * attribute missing and depends on nothing known. */
export type Statics = {
  /** Names of the attributes, in the order of their values. */
  attribute_names?: string[];
  /** What is known of each service, by name. */
  services?: {
    [name: string]: StaticService;
  };
  /** Name of the zone (IANA) by whose clock the services are used; UTC where absent. */
  zone?: string | null;
};

/** What a series or a mix is about: its scope, its metric and, where it is one error group alone, which. */
export type Subject = {
  /** The error group, where it is one alone. */
  group?: Fingerprint | null;
  /** What of it; errors where nothing is said. */
  metric?: Metric;
  /** The service, or all of them. */
  scope: Scope;
};

/** What somebody complained about. */
export type Symptom = {
  /** The metric's name, which says whether it is slow or failing. */
  metric: string;
  /** Index into [`Incident::services`]. */
  service: number;
};

/** What is foreseen. */
export type Target = "critical" | "burst" | "failed_requests" | "slow_requests";

/** The question a model answers.
 * 
 * | Name | Default | Meaning |
 * |---|---|---|
 * | `target` | `critical` | what is foreseen |
 * | `horizon_ms` | 24 h | how far ahead, in whole minutes |
 * | `fingerprint` | none | only this error group counts |
 * | `burst` | see [`BurstRule`] | from how many events on it is a burst | */
export type Task = {
  /** From how many events on it is a burst. */
  burst?: BurstRule;
  /** Only this error group counts. */
  fingerprint?: Fingerprint | null;
  /** How far ahead, in milliseconds: whole minutes, at least one. */
  horizon_ms?: number;
  /** What is foreseen. */
  target?: Target;
};

/** A stable id: small, in order of first appearance. */
export type TemplateId = number;

/** Settings of templates; the table of the module says what each does. */
export type TemplatesConfig = {
  /** The same after `=`, a quote or an opening bracket. */
  enclosed_values?: number;
  /** The same in the first chunk. */
  first_values?: number;
  /** Chunks with words needed elsewhere before the first may vary. */
  first_words?: number;
  /** A longer message is cut there, in bytes. */
  max_message_bytes?: number;
  /** Most forms kept; beyond, unknown messages count to one template `<*>`. */
  max_templates?: number;
  /** Different words at each of two places that make both variable, where never one alone differs. */
  paired_values?: number;
  /** Different words that make a chunk a variable. */
  values?: number;
};

/** Nothing to ask. */
export type TemplatesListRequest = Record<string, never>;

/** Every template. */
export type TemplatesListResponse = {
  /** Every merge so far, oldest first; an id that was merged leads on to the one it is now. */
  merges: Merge[];
  /** Messages learnt from. */
  n_messages: number;
  /** By id. */
  templates: ListedTemplate[];
};

/** Messages to learn from. */
export type TemplatesObserveRequest = {
  /** Oldest first. */
  messages: string[];
};

/** What they are. */
export type TemplatesObserveResponse = {
  /** The template of each message, merges so far followed. */
  templates: TemplateId[];
};

/** The messages and what was learnt before. */
export type TemplatesRequest = {
  /** Settings; those of the state where one is given. */
  config?: TemplatesConfig | null;
  /** Whether the answer carries the state to go on from. */
  keep_state?: boolean;
  /** Messages, oldest first. */
  messages: string[];
  /** The `state` of an earlier answer. */
  state?: unknown;
};

/** What was found. */
export type TemplatesResponse = {
  /** Every merge so far, oldest first; an id that was merged leads on to the one it is now. */
  merges: Merge[];
  /** Per message its template, merges followed, and what stands at its variables. */
  messages: Parsed[];
  /** What to send along to go on. */
  state?: unknown;
  /** Templates of those messages, by id. */
  templates: Known[];
};

/** How templates are told apart. */
export type TemplatesSettings = {
  /** The settings of the method. */
  config?: TemplatesConfig;
};

/** One tested time. */
export type TestedTime = {
  /** When it was asked. */
  at: Timestamp;
  /** When it came; absent where it did not within the horizon. */
  came?: Timestamp | null;
  /** The probability that was said. */
  probability: number;
  /** The service. */
  service: string;
};

/** One known text. */
export type Text = {
  /** Its id, used once. */
  id: string;
  /** What must not be mixed: a project, a tenant. */
  partition?: string;
  /** The text. */
  text: string;
};

/** The chance to cross a threshold within the horizon, and when. */
export type ThresholdCrossing = {
  /** Probability to have crossed it by the end of each step. */
  by_step: number[];
  /** Whether the point forecast itself crosses it. */
  exceeds: boolean;
  /** First step end by which crossing is at least as likely as not; absent if it stays unlikely. */
  median_time?: Timestamp | null;
  /** Probability to cross it within the horizon, from the backtest's error paths; absent without any. */
  probability?: number | null;
  /** The threshold. */
  threshold: number;
};

/** Everything a forecast says about one series (table `time_series_forecasts`). */
export type TimeSeriesForecast = ({
  /** How well the same method did at earlier origins. */
  accuracy: Accuracy;
  /** Origin: the end of the newest value of the history. */
  at: Timestamp;
  /** Keys of the anomalies under way at the end of the history, where an analysis made it; the first steps hold them. */
  because?: string[];
  /** Two futures, where the history ends in an incident: over, or goes on. The value of each step is that of the likelier
   * one, its interval holds both. */
  cases?: Cases | null;
  /** Further intervals, in the order of the levels asked for; none where no error could be measured. */
  fan?: FanBand[];
  /** A bound for all steps together: the share 1 − `level` of futures passes it in any of them, at most. Absent without
   * intervals. */
  highest?: number | null;
  /** Number of steps ahead. */
  horizon: number;
  /** Stable identity: the same scope, metric, step and origin give the same key. */
  key: string;
  /** Share of future values that the interval should hold. */
  level: number;
  /** Name of the method. */
  method: string;
  /** What is forecast, such as `errors`. */
  metric: string;
  /** The lowest point. */
  minimum: Extreme;
  /** What is unusual in the history. */
  notes: ForecastNote[];
  /** The highest point. */
  peak: Extreme;
  /** Width of a step in milliseconds. */
  step_ms: number;
  /** Whether and when the threshold is crossed; absent without a threshold. */
  threshold?: ThresholdCrossing | null;
  /** All steps together. Points are what half of the errors lie on either side of: where few steps hold most of what
   * comes, their sum is too low, and this is not. Absent in an incident, and where the history is short. */
  total?: Total | null;
  /** Where the level goes. */
  trend: Trend;
  /** The forecast, nearest step first. */
  values: ForecastValue[];
}) & ({
  system: boolean;
} | {
  service: string;
});

/** One service at one time. */
export type TimedQuery = {
  /** The time; nothing after it is read. */
  at: Timestamp;
  /** The service. */
  service: string;
  /** What it is for, in `train`: `train` is fitted on, `val` chooses and calibrates, the rest is ignored; by time when
   * no query says so. */
  split?: string | null;
};

/** RFC 3339 in UTC, whole milliseconds */
export type Timestamp = string;

/** The sum of all steps of a forecast. */
export type Total = {
  /** Lower end of its interval, at the level of the forecast. */
  lower: number;
  /** Upper end of its interval. */
  upper: number;
  /** Its mean: the sum of the points, and what such sums missed on average at earlier origins. */
  value: number;
};
