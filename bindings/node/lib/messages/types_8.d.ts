// Written by bindings/generate/main.py from schema/wire/bundle.json: do not edit.
// Requests refuse fields they do not know; answers of later releases may have more than these types say.
import type {
  AiInsight,
  AnalysisConfig,
  AnomalyDetection,
  Cause,
  CauseKind,
  CauseNode,
  CausesOfRows,
  Confusion,
  ErrorPrediction,
  ForecastSettings,
  GroupState,
  GroupSummary,
  HalfSpaceTrees,
  History,
  Judgement,
  Lessons,
  Moment,
  Note,
  Plan,
  PreventiveAction,
  RisenGroup,
  Statics,
  TimeSeriesForecast,
  TimedQuery,
  Timestamp,
  YoungRise,
} from '../messages';

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

/** What to forecast, and how. */
export type RollupForecastRequest = {
  /** Per service and hour: `errors`, `requests`, `error_rate`, `response_time_p50`, `_p95`, `_p99`, `_mean` or `_max`. */
  metrics: string[];
  /** The heading of a page with fan charts and decompositions, which then is in the answer. */
  page?: string | null;
  /** Method, horizon, level and the rest. */
  settings?: ForecastSettings;
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
  /** Tell as well what the words used for probabilities were worth before. */
  past?: boolean;
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
  /** The heading of a page about the model, which then is in the answer. */
  page?: string | null;
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
  /** The anomalies as intervals, oldest first, and, of many columns with a history, where columns that moved together in it no longer
   * do; absent unless a threshold was asked for rows in time order. */
  anomalies?: AnomalyDetection[] | null;
  /** The columns that deviate most, for each stretch of rows; absent unless asked for. */
  causes?: CausesOfRows[] | null;
  /** The detector that scored. */
  detector: string;
  /** Which rows are anomalies; absent unless a threshold was asked for. */
  flags?: boolean[] | null;
  /** How often a normal row scores that high, of every row; absent unless a threshold was asked for. */
  p_values?: number[] | null;
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

/** Any detector for one series, chosen by name. */
export type SeriesDetector = {
  /** Expected length of a stretch, in values. */
  mean_length?: number;
  method: "changepoint";
} | {
  /** Values in a row. */
  lags?: number;
  method: "lag_trees";
  /** The trees. */
  trees?: HalfSpaceTrees;
} | {
  /** Hours a new level must last to become the normal one. */
  adopt_after_hours?: number;
  /** Days that are like Sundays. */
  holidays?: Timestamp[];
  /** Hours after which a value weighs 1/e. */
  memory_hours?: number;
  method: "seasonal_residual";
  /** Learn hours of day and week. */
  seasonal?: boolean;
} | {
  method: "spectral_residual";
} | {
  method: "stream";
  /** Values that are learned before any is scored above 0. */
  warm_up?: number;
} | {
  method: "sub_pca";
  /** Share of the variance that counts as usual shapes. */
  variance?: number;
  /** Values in a stretch; 0 finds the period. */
  window?: number;
};

/** What was found about one service, or about all of them together. */
export type ServiceAnalysis = ({
  /** What to do, most urgent first. */
  actions: PreventiveAction[];
  /** What is strange: ongoing, or ended recently; newest start last. */
  anomalies: AnomalyDetection[];
  /** The causes as a tree: where a cause is another service, its own causes hang below it. */
  cause_tree?: CauseNode | null;
  /** Its critical events among them. */
  critical: number;
  /** Its errors among them. */
  errors: number;
  /** Errors of the last 24 hours. */
  errors_last_day: number;
  /** Errors of the last hour. */
  errors_last_hour: number;
  /** Its events in the history looked at. */
  events: number;
  /** Its answers with a status of 500 to 599 in the history looked at, in events of any kind. */
  failed_requests: number;
  /** Where the errors per hour are going. */
  forecast?: TimeSeriesForecast | null;
  /** The commonest error groups of the last 24 hours. */
  groups: GroupSummary[];
  /** What it means. */
  insights: AiInsight[];
  /** From how much the anomalies were judged, and how sure; absent where they could not be. */
  judged?: Judgement | null;
  /** End of the minute of the newest error. */
  last_error?: Timestamp | null;
  /** End of the minute of the newest event. */
  last_event?: Timestamp | null;
  /** What could not be had, and why. */
  notes: Note[];
  /** How likely trouble is. */
  predictions: ErrorPrediction[];
  /** So many more errors or failed requests than before, where there is less than a day to compare with. */
  rise?: YoungRise | null;
  /** Why, for the oldest anomaly that is ongoing; absent where nothing is, and for all services together. */
  root_causes?: RootCauseAnalysis | null;
  /** Error groups that are new, regressed, escalating or vanished. */
  states: GroupState[];
  /** Errors per hour over the history before the last 24 hours; absent without such a history. */
  usual_errors_per_hour?: number | null;
  /** Its events in the history looked at that state no level: whether they are errors is not known. */
  without_level?: number;
}) & ({
  system: boolean;
} | {
  service: string;
});

/** How bad an event or a finding is. */
export type Severity = "info" | "low" | "medium" | "high" | "critical";

/** How good the model was on the validation rows, fitted on the training rows alone. */
export type SeverityMetrics = {
  /** The same for the balanced class. */
  balanced?: Confusion | null;
  /** Log loss of the frequencies of the training rows. */
  base_log_loss?: number | null;
  /** The calibration map of each step that was fitted: class from which it is crossed, name. */
  calibrations: [string, string][];
  /** What came (rows) against the likeliest class (columns); absent without validation rows. */
  likeliest?: Confusion | null;
  /** The same as it is served: calibrated (the map was chosen forward in time and then fitted on these rows) and
   * following outcomes. */
  log_loss?: number | null;
  /** Rows fitted on. */
  n_fit: number;
  /** Rows that chose. */
  n_validation: number;
  /** Log loss of the method on all validation rows, before calibration. */
  raw_log_loss?: number | null;
  /** Log loss of each method that was tried, by name, on a sample of the rows and before calibration. */
  tried: [string, number][];
};

/** An answer. */
export type SeverityPrediction = {
  /** Place of the class that gained most on how often it comes. */
  balanced: number;
  /** Place of the likeliest class in [`CLASSES`]. */
  likeliest: number;
  /** Probability of each class. */
  probabilities: number[];
  /** The same before calibration and without outcomes: what the method says. */
  raw: number[];
};

/** What to map. */
export type SeverityRequest = {
  /** A level name, in any case: `WARN`, `err`, `Fatal error`. */
  level: string;
};

/** Where it falls. */
export type SeverityResponse = {
  /** The place on the scale. */
  severity: Severity;
};

/** What an incident looked like, as numbers by name. */
export type Signature = {
  [name: string]: number;
};

/** Texts to add. */
export type SimilarAddRequest = {
  /** Oldest first. */
  texts: SimilarAddedText[];
};

/** How many there are. */
export type SimilarAddResponse = {
  /** Texts in the index. */
  n_texts: number;
};

/** One text. */
export type SimilarAddedText = {
  /** What it is called in answers. */
  id: string;
  /** What must not be mixed: a project, a tenant. */
  partition?: string;
  /** The text. */
  text: string;
};

/** An earlier case that looked alike. */
export type SimilarCase = {
  /** How alike, 0 to 1. */
  cosine: number;
  /** Whether that helped. */
  helped?: boolean | null;
  /** Its id. */
  id: string;
  /** What it was. */
  kind: CauseKind;
  /** What was done, in words. */
  resolution?: string | null;
};

/** Another error group with nearly the same words. */
export type SimilarGroup = {
  /** Whether a person decided that the two are the same. */
  decided: boolean;
  /** Its type of error. */
  error_type: string;
  /** Its fingerprint. */
  fingerprint: string;
  /** What it is called: its type, or what its messages have in common where it has none. */
  label?: string;
  /** Similarity of type and message, 0 to 1. */
  score: number;
  /** Its services, by name, at most 8. */
  services: string[];
};

/** One match. */
export type SimilarMatch = {
  /** The id it was added with. */
  id: string;
  /** Similarity, 0 to 1. */
  score: number;
};
