// Written by bindings/generate/main.py from schema/wire/bundle.json: do not edit.
// Requests refuse fields they do not know; answers of later releases may have more than these types say.
import type {
  AnomalyDetection,
  BacktestAlarms,
  BacktestAlert,
  DetectorRequest,
  ErrorClass,
  Evidence,
  Reason,
  ScoreThreshold,
  Series,
  Subject,
  TestedTime,
  Timestamp,
} from '../messages';

/** What it was worth. */
export type BacktestResponse = {
  /** Absent where no threshold keeps the budget of false alarms. */
  alarms?: BacktestAlarms | null;
  /** Every time at which it would have alerted, the surest first; those within a horizon are one alarm. */
  alerts: BacktestAlert[];
  /** Share of them after which it came. */
  base_rate: number;
  /** Mean squared error of the probability. */
  brier: number;
  /** What always saying the base rate would have scored. */
  brier_of_base_rate: number;
  /** Expected calibration error, bins of equal width. */
  expected_calibration_error: number;
  /** The first time tested. */
  from: Timestamp;
  /** Within how many hours. */
  horizon_h: number;
  /** The page, where one was asked for: HTML with everything in it. */
  html?: string | null;
  /** The method that was chosen. */
  method: string;
  /** Area below precision against recall; absent where it never or always came. */
  pr_auc?: number | null;
  /** The tested times, service by service; absent unless asked for. */
  rows?: TestedTime[] | null;
  /** What was foreseen. */
  target: string;
  /** Times tested, a service each. */
  times: number;
  /** The last time tested. */
  to: Timestamp;
  /** Version of this message. */
  version: number;
};

/** A line that was left out, or a value that was, with its place. */
export type BadLine = {
  /** The byte in the line, from 1; absent where there is no one place. */
  column?: number | null;
  /** What was expected. */
  expected: string;
  /** The field it is about. */
  field?: string | null;
  /** The value that stood there, made safe to print. */
  found: string;
  /** The line, from 1. */
  line: number;
  /** Why. */
  reason: Reason;
  /** The beginning of the line, made safe to print. */
  sample: string;
  /** The file, or `-`. */
  source: string;
};

/** How high a probability is (0.40, 0.60, 0.75). */
export type Band = "low" | "medium" | "high" | "critical";

/** Where a probability comes from. */
export type Basis = "base_rate" | "model";

/** A number before and now, per hour or as a level. */
export type BeforeAndNow = {
  /** Usual value. */
  before: number;
  /** Value now. */
  now: number;
};

/** The belief in one kind of cause: what the feedback so far makes of the prior of one half. */
export type Belief = {
  /** Belief now. */
  belief: number;
  /** Weight of feedback that confirmed it when it was named. */
  confirmed: number;
  /** The kind. */
  kind: CauseKind;
  /** Belief before any feedback. */
  prior: number;
  /** Weight of feedback that refuted it when it was named. */
  refuted: number;
};

/** From how many events within how long on it is a burst.
 * 
 * | Name | Default | Meaning | Range |
 * |---|---|---|---|
 * | `window_minutes` | 30 | the time in which they come | 1 to 1,440 |
 * | `chance` | 0.001 | chance that a steady rate alone reaches as many in one window | 0 to 0.5, neither included |
 * | `at_least` | 5 | fewer are no burst, however quiet the service | 1 or more |
 * 
 * Half an hour: the shortest horizon of the specification (4.5). One in a thousand: a steady rate then makes a burst in
 * about one half hour of three weeks. Five: fewer can be one failure tried again a few times. */
export type BurstRule = {
  /** Fewer are no burst, however quiet the service. */
  at_least?: number;
  /** Chance that a steady rate alone reaches as many in one window. */
  chance?: number;
  /** The time in which they come, in minutes. */
  window_minutes?: number;
};

/** Calls from one service to another in one bucket. */
export type CallRow = {
  /** Start of the bucket. */
  bucket: Timestamp;
  /** Index of the callee. */
  callee: number;
  /** Index of the caller. */
  caller: number;
  /** Number of calls. */
  calls: number;
  /** Mean time at the caller minus time at the callee, ms. */
  net_ms: number;
};

/** When a number is forecast to reach its limit. */
export type CapacityForecast = {
  /** Key of the forecast it comes from. */
  because?: string | null;
  /** Level of the interval, such as 0.95. */
  level: number;
  /** The limit it must not pass. */
  limit: number;
  /** The level now. */
  now: number;
  /** Highest forecast value. */
  peak: number;
  /** When the peak is forecast. */
  peak_at: Timestamp;
  /** When the central forecast passes the limit, if it does within the horizon. */
  reaches_limit_at?: Timestamp | null;
  /** Whether the lower bound of the forecast passes the limit too. */
  surely?: boolean;
  /** What is forecast, in words: "errors per hour", "requests per hour". */
  what: string;
};

/** Two futures of a series whose history ends in an incident. */
export type Cases = {
  /** Chance that it still goes on at each step ahead, or is back then. */
  goes_on: number[];
  /** Earlier incidents of the history that the chance was learnt from. */
  learnt_from: number;
  /** A step while it goes on: the mean of its steps so far. */
  level: number;
  /** Whether the newest step still belongs to it; else it ended up to two steps before. */
  ongoing: boolean;
  /** End of the incident's first step. */
  since: Timestamp;
  /** A step once it is over: the mean of the steps ahead. */
  usual: number;
};

/** One possible cause, with how much speaks for it among those considered, and why. */
export type Cause = {
  /** The class of error, where the cause is an error group. */
  class?: ErrorClass | null;
  /** The lines that show it, strongest first. */
  evidence: Evidence[];
  /** Stable identity within its analysis or ranking; absent before it is part of one. */
  key?: string | null;
  /** What kind of cause. */
  kind: CauseKind;
  /** The service at fault. */
  service: string;
  /** How much of the evidence speaks for it, beside all that was considered and "none of these": all shares add up to 1.
   * It ranks and is no probability: nothing says how often a cause with such a share was the right one. */
  share: number;
  /** What exactly: a metric's own column name, a fingerprint, a release, another service. */
  subject?: string | null;
};

/** What kind of thing a cause is. */
export type CauseKind = "deployment" | "change" | "error_group" | "resource" | "own_time" | "network" | "own_failures" | "lost_calls" | "lost_step" | "dependency" | "traffic";

/** A node of the tree: the trouble of a service at the root, a cause everywhere else. */
export type CauseNode = {
  /** Its causes, strongest first. */
  because?: CauseNode[];
  /** The kind of cause; absent at the root. */
  kind?: CauseKind | null;
  /** When the errors of the service rose, where they did. */
  onset?: Timestamp | null;
  /** The service in trouble, or the service at fault. */
  service: string;
  /** How much of the evidence says that it is why the node above is in trouble (see [`Cause::share`]); at the root, that
   * one of the branches is. */
  share: number;
  /** The strongest line of evidence. */
  statement: string;
  /** What exactly: a release, a fingerprint. */
  subject?: string | null;
};

/** Rows one after the other, and the columns that deviate most in them. */
export type CausesOfRows = {
  /** Whether they are strange beyond doubt, each of them. */
  anomalous: boolean;
  /** The last row. */
  end: number;
  /** The columns, those that deviate most first. */
  features: string[];
  /** The highest score of these rows. */
  score: number;
  /** The first row, from 0. */
  start: number;
};

/** How often chance alone brings such a thing, all tests counted in. */
export type Chance = {
  /** Once in so many weeks on average; above 0, at most a million. */
  once_in_weeks: number;
};

/** A recorded change: a deployment, a flag, a configuration. */
export type ChangeEvent = {
  /** When. */
  at: Timestamp;
  /** Whether it is a deployment. */
  deployment: boolean;
  /** Index into [`Incident::services`]. */
  service: number;
  /** Release or description. */
  what: string;
};

/** What the decision tree says. */
export type Classified = {
  /** The questions on the way to the leaf, and how many cases lie there. */
  path: Evidence[];
  /** Share of each kind among the cases in the leaf (one imagined case of every kind added). */
  shares: {
    [name: string]: number;
  };
};

/** Counts of (actual, predicted) pairs, with what follows from them. */
export type Confusion = {
  /** Row: actual class, column: predicted class. */
  counts: number[][];
};

/** Settings of [`detect_counts`](super::detect_counts). */
export type CountDetection = {
  /** Hours a new level must last to become the normal one. */
  adopt_after_hours?: number;
  /** False alarms allowed per series and week. */
  false_alarms_per_week?: number;
  /** Days that are like Sundays, given by any time in them. */
  holidays?: Timestamp[];
  /** Hours after which a count weighs 1/e. */
  memory_hours?: number;
  /** Tell hours of the day and week apart where history supports it. */
  seasonal?: boolean;
  /** Test single buckets at this many standard deviations instead of by the budget. */
  sigma?: number | null;
  /** The zone whose clock the hours of day and week follow, such as `Europe/Berlin`; UTC without one. */
  zone?: string | null;
};

/** What a person decided. */
export type Decided = {
  /** One id. */
  one: string;
  /** The other. */
  other: string;
  /** Whether they are the same error. */
  same: boolean;
};

/** The way of a row through one tree. */
export type DecisionPath = {
  /** The method the tree belongs to. */
  method: string;
  /** What the tree adds to the method's output (times the method's weight in an ensemble), less what it adds on
   * average: how much this way moved the prediction. */
  moved: number;
  /** The questions from the root to the leaf. */
  steps: DecisionStep[];
  /** Its place among the method's trees, from 0. */
  tree: number;
};

/** One question on the way through a tree. */
export type DecisionStep = {
  /** The feature asked. */
  feature: string;
  /** Whether the row went left. */
  left: boolean;
  /** Values up to this one go left. */
  threshold: number;
  /** Its value in the row, absent where it is missing. */
  value?: number | null;
};

/** How far an analysis goes. */
export type Depth = "quick" | "full" | "deep";

/** The series and how to test it. */
export type DetectCountsRequest = {
  /** Counts per step, oldest first; null is a gap. */
  series: Series;
  /** The false-alarm budget and the rest. */
  settings?: CountDetection;
  /** What the series is about. */
  subject: Subject;
};

/** What is strange. */
export type DetectCountsResponse = {
  /** Oldest first. */
  anomalies: AnomalyDetection[];
};

/** What to score and how to call it: either series or rows. */
export type DetectReportRequest = {
  /** Rows that have no order, as `detect_rows` takes them. */
  rows?: DetectRowsRequest | null;
  /** One or many series, as `detect_series` takes them. */
  series?: DetectSeriesRequest | null;
  /** The heading of the page. */
  title: string;
};

/** The rows and how to score them. */
export type DetectRowsRequest = {
  /** Tell the columns that deviate most as well, for each stretch of rows (detectors `metrics` and `peers`). */
  causes?: boolean;
  /** A detector of rows: its name, or its settings with `method`; the ensemble when absent. */
  detector?: DetectorRequest | null;
  /** Rows to learn from; those to score when absent. */
  history?: ((number | null)[])[] | null;
  /** The names of the columns. */
  names: string[];
  /** Rows to score, one value a name; null is a gap. */
  rows: ((number | null)[])[];
  /** Seed of everything random. */
  seed?: number;
  /** Decide which rows are anomalies, within this budget. */
  threshold?: ScoreThreshold | null;
};

/** The series and how to score them. */
export type DetectSeriesRequest = {
  /** Judge every step by earlier ones only. */
  causal?: boolean;
  /** Tell the columns that deviate most as well, for each stretch of rows (detectors `metrics` and `peers`). */
  causes?: boolean;
  /** `auto`, `stream`, `metrics`, or another detector: its name, or its settings with `method`. */
  detector?: DetectorRequest | null;
  /** The end of the first step. */
  first_end: Timestamp;
  /** Earlier rows to learn from. */
  history?: ((number | null)[])[] | null;
  /** The names of the series. */
  names: string[];
  /** One row a step, oldest first, one value a name; null is a gap. */
  rows: ((number | null)[])[];
  /** Seed of everything random. */
  seed?: number;
  /** Milliseconds a step. */
  step_ms?: number;
  /** Decide which steps are anomalies, within this budget. */
  threshold?: ScoreThreshold | null;
};
