// Written by bindings/generate/main.py from schema/wire/bundle.json: do not edit.
// Requests refuse fields they do not know; answers of later releases may have more than these types say.

/** How well forecasts did in a backtest; absent where nothing could be measured. */
export type Accuracy = {
  /** Share of actual values inside the interval, on origins that the interval was not calibrated on. */
  coverage?: number | null;
  /** Mean absolute error. */
  mae?: number | null;
  /** Mean of |error / actual| over actual values that are not 0, as a share (0.1 is 10 %). */
  mape?: number | null;
  /** Mean absolute error over that of the seasonal naive forecast one season ahead within the history. */
  mase?: number | null;
  /** Origins forecast from. */
  origins: number;
  /** Root of the mean squared error. */
  rmse?: number | null;
};

/** The action and the steps to take, one after the other. */
export type ActionRequest = {
  /** An action as an earlier answer gave it. */
  action?: Lifecycle | null;
  /** The type of a new action; either this or `action`. */
  action_type?: ActionType | null;
  /** The steps, oldest first. */
  steps?: Asked[];
};

/** Where an action stands. */
export type ActionStatus = "recommended" | "manual_review" | "approved" | "rejected" | "scheduled" | "running" | "executed" | "failed" | "rolled_back" | "skipped";

/** A type of preventive action. */
export type ActionType = "scale_up_resources" | "preemptive_restart" | "connection_pool_increase" | "cache_clear" | "database_optimization" | "code_patch" | "traffic_reroute" | "health_check_increase" | "monitoring_alert" | "notify_team" | "rollback_deployment" | "circuit_breaker_enable" | "request_throttling" | "graceful_degradation" | "manual_review";

/** Who does something. */
export type Actor = "system" | {
  person: string;
};

/** One insight. */
export type AiInsight = ({
  /** What one could do. */
  actions: ActionType[];
  /** When it was found. */
  at: Timestamp;
  /** Keys of the anomalies and forecasts it was derived from; empty where it was derived from counts alone. */
  because?: string[];
  /** How often chance alone would bring it, all tests counted in; absent where nothing was tested: it is then a plain count
   * or a forecast, whose interval stands in the evidence. */
  chance?: Chance | null;
  /** One sentence for someone who does not read logs. */
  description: string;
  /** How much work the remedy is. */
  effort: Difficulty;
  /** The numbers of the test behind it. */
  evidence: Evidence[];
  /** When it no longer holds. */
  expires: Timestamp;
  /** What it costs or would save, in words with numbers. */
  impact: string;
  /** What kind. */
  insight_type: InsightType;
  /** The same finding has the same key, whenever it is made: type, scope and subject, no numbers. */
  key: string;
  /** How much it matters. */
  severity: InsightSeverity;
  /** Where it stands. */
  status?: InsightStatus;
  /** A few words. */
  title: string;
}) & ({
  system: boolean;
} | {
  service: string;
});

/** What a threshold raises. */
export type AlarmCounts = {
  /** Alarms raised. */
  alarms: number;
  /** Alarms without the target in the horizon after them. */
  false_alarms: number;
  /** Median hours from a right alarm to the target; absent without one. */
  median_lead_h?: number | null;
  /** Service-weeks watched. */
  service_weeks: number;
};

/** When to raise an alarm. */
export type AlertPolicy = {
  probability: number;
} | {
  false_alarms: number;
};

/** A threshold with what it did on rows the model was not fitted on. */
export type AlertRule = {
  /** What it raised on the validation rows, expected lead time included. */
  expected: AlarmCounts;
  /** Mean of what was held against the threshold on the validation rows: where its floor starts. */
  mean: number;
  /** Where the threshold comes from. */
  policy: AlertPolicy;
  /** What is at or above it raises an alarm: a probability, under a budget one of something new; absent where no
   * threshold keeps the budget with a right alarm on the validation rows. */
  threshold?: number | null;
};

/** Everything found about every service at one time. */
export type Analysis = {
  /** How far the analysis went. */
  depth: Depth;
  /** The time analysed: the asked one, floored to a whole minute. Nothing after it was read. */
  effective_at: Timestamp;
  /** Errors among them: severity `medium` and above. */
  errors: number;
  /** Events read up to `effective_at`. */
  events: number;
  /** The first event of the log, without one of a clock that was weeks wrong. */
  first_event: Timestamp;
  /** The first sentence. */
  headline?: Headline;
  /** The newest event of the log, which may lie after `effective_at`. */
  last_event: Timestamp;
  /** What the messages of all services have in common, commonest of the last 24 hours first. */
  patterns: PatternSummary[];
  /** Each service, in name order. */
  services: ServiceAnalysis[];
  /** All services together. */
  system: ServiceAnalysis;
  /** Version of this message. */
  version: number;
  /** What to know of the log before any of it is believed: a wrong clock, that nothing arrived for days, lines that could not be
   * read (by whoever read it). */
  warnings?: string[];
  /** The zone by whose clock sentences tell times; UTC when absent. All other times are UTC. */
  zone?: string | null;
};

/** What to analyse and how.
 * 
 * | Setting | Default | Meaning | Unit | Range |
 * |---|---|---|---|---|
 * | `depth` | deep | how far to go | | quick, full, deep |
 * | `services` | all | the services to analyse | names | known ones |
 * | `history_hours` | 720 | history looked at | hours | 1 to 87,600 |
 * | `recent_hours` | 24 | how long an anomaly that has ended is reported | hours | any |
 * | `horizons_minutes` | 30, 120, 1440 | how far ahead to predict | minutes | 1 to 43,200 each |
 * | `foresight` | | how probabilities are learnt from the log's own past: [`Foresight`] | | |
 * | `statics` | none | groups, dependencies and attributes of services: [`Statics`] | | |
 * | `max_groups` | 5 | error groups listed per service | | any |
 * | `max_full_forecasts` | 100 | services whose forecast weighs all candidates of `auto`, those with most errors first; of the others the better of `ses` and `seasonal_naive` is taken | | any |
 * | `max_patterns` | 20 | patterns of messages listed for all services | | any |
 * | `similar` | 0.5 | similarity from which another error group is told | | 0 to 1 |
 * | `states` | | when a group is new, regressed, escalating, vanished: [`StatesConfig`] | | |
 * | `limits` | none | errors or requests an hour that a service must not pass: [`Limits`] by name | per hour | above 0 |
 * | `maintenance` | none | stretches of time that say nothing of what is usual, in which nothing is told: [`Window`] | | |
 * | `detection` | | the false-alarm budget and the rest of [`CountDetection`] | | |
 * | `forecast` | | horizon, level and backtest of [`ForecastSettings`] | | | */
export type AnalysisConfig = {
  /** How far to go. */
  depth?: Depth;
  /** How anomalies are told from chance. */
  detection?: CountDetection;
  /** How the errors per hour are forecast; its horizon is in hours. */
  forecast?: ForecastSettings;
  /** How probabilities are learnt from the log's own past. */
  foresight?: Foresight;
  /** Hours of history looked at. */
  history_hours?: number;
  /** How far ahead to predict, in minutes. */
  horizons_minutes?: number[];
  /** What a service can take, by its name; forecasts are held against it. */
  limits?: {
    [name: string]: Limits;
  };
  /** When services are worked on: what such hours hold is no measure of what is usual, and what lies inside is not told. */
  maintenance?: Window[];
  /** Services whose forecast weighs all candidates of `auto`, those with most errors first; of the others the better of
   * `ses` and `seasonal_naive` is taken. Any other method is used for all. */
  max_full_forecasts?: number;
  /** Error groups listed per service, commonest first. */
  max_groups?: number;
  /** Patterns of messages listed for all services, commonest first. */
  max_patterns?: number;
  /** Hours for which an anomaly that has ended is still reported. */
  recent_hours?: number;
  /** The services to analyse; empty for all. */
  services?: string[];
  /** Similarity from which another error group is told. */
  similar?: number;
  /** When an error group is new, regressed, escalating or vanished. */
  states?: StatesConfig;
  /** What is known of the services beside the log. */
  statics?: Statics;
};

/** What to analyse. */
export type AnalyzeRequest = {
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
};

/** One part of what makes up an anomaly: an error group, a type, a metric. */
export type AnomalyCause = {
  /** What was seen, in the same unit. */
  actual: number;
  /** What was expected of it, in `unit`. */
  expected: number;
  /** Name of the group, type or metric. */
  name: string;
  /** Its share of the deviation, 0 to 1. */
  share: number;
} & ({
  /** The time. */
  per_ms: number;
  unit: "count";
} | {
  unit: "value";
} | {
  unit: "correlation";
} | {
  unit: "distance";
});

/** A strange interval inside one series or one mix (table `anomaly_detections`).
 * 
 * Every number is finite. Built by one private constructor, so that score, severity and key follow one rule. */
export type AnomalyDetection = ({
  /** What was seen in the same time, in the same unit. */
  actual: number;
  /** Since when its level counts as the usual one although it goes on; absent while it does not. */
  adopted?: Timestamp | null;
  /** When it was looked at: nothing after that is known here. */
  at: Timestamp;
  /** What makes it up, largest share first; empty where there is only one series. */
  causes: AnomalyCause[];
  /** How often chance alone would bring such a thing. */
  chance?: Chance;
  /** Probability of a week in which chance brings no such thing, all tests counted in: see [`Chance`]. */
  confidence: number;
  /** `actual` against `expected` in percent; absent where nothing was expected. */
  deviation_percent?: number | null;
  /** Where it ends (inclusive): the last of what was strange so far. */
  end: Timestamp;
  /** More than expected over the whole interval, in all (fewer: below 0); absent for what is no count. */
  excess?: number | null;
  /** What was expected, in `unit`: on average over the interval, of a spike in values at its peak. */
  expected: number;
  /** Keys of the causes that were found for it, likeliest first; empty where none was looked for. */
  explained_by?: string[];
  /** What found it. */
  found_by: FoundBy;
  /** The error group it is about, where it is one alone. */
  group?: Fingerprint | null;
  /** Stable identity: what is found again, whenever it is asked, has the same one. See [`anomaly_key`]. */
  key: string;
  /** What of it is strange. */
  metric: Metric;
  /** True while the interval reaches to the end of the data. */
  ongoing: boolean;
  /** Smallest tail probability inside the interval, for a single test. */
  p_value: number;
  /** End of the bucket that deviates most. */
  peak: Timestamp;
  /** How strange, 0 to 1: see [`strangeness`]. */
  score: number;
  /** From the score: >= 0.85 critical, >= 0.70 high, >= 0.50 medium, else low. */
  severity: Severity;
  /** Where the interval begins (exclusive). */
  start: Timestamp;
  /** What kind of strangeness it is. */
  type: AnomalyType;
}) & ({
  system: boolean;
} | {
  service: string;
}) & ({
  /** The time. */
  per_ms: number;
  unit: "count";
} | {
  unit: "value";
} | {
  unit: "correlation";
} | {
  unit: "distance";
});

/** What kind of strangeness an anomaly is. */
export type AnomalyType = "spike" | "drop" | "trend_change" | "pattern_deviation" | "correlation_break";

/** One step that is asked for. */
export type Asked = {
  /** What is asked. */
  asked: Move;
  /** When. */
  at: Timestamp;
  /** By whom: `"system"` or `{"person": id}`. */
  by: Actor;
};

/** So many errors or requests an hour more than expected, while the trouble lasts. */
export type AtStake = {
  /** What there is too much of. */
  metric: Metric;
  /** The number. */
  value: number;
} & ({
  /** The time. */
  per_ms: number;
  unit: "count";
} | {
  unit: "value";
} | {
  unit: "correlation";
} | {
  unit: "distance";
});

/** What a test on the past showed. */
export type Backtest = {
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
  /** The method that was chosen. */
  method: string;
  /** Area below precision against recall; absent where it never or always came. */
  pr_auc?: number | null;
  /** What was foreseen. */
  target: string;
  /** Times tested, a service each. */
  times: number;
  /** The last time tested. */
  to: Timestamp;
  /** Version of this message. */
  version: number;
};

/** The alarms of a test on the past. */
export type BacktestAlarms = {
  /** Alarms raised. */
  alarms: number;
  /** Alarms without the target in the horizon after them. */
  false_alarms: number;
  /** False alarms per service and week; absent where nothing was watched. */
  false_per_service_week?: number | null;
  /** Median hours from a right alarm to the target; absent without one. */
  median_lead_h?: number | null;
  /** Share of alarms that were right; absent without alarms. */
  precision?: number | null;
  /** Service-weeks watched. */
  service_weeks: number;
  /** Where the threshold stood at first; it follows the outcomes. */
  threshold: number;
};

/** One time at which it would have alerted. */
export type BacktestAlert = {
  /** When it would have alerted. */
  at: Timestamp;
  /** When it came; absent where it did not within the horizon. */
  came?: Timestamp | null;
  /** The probability. */
  probability: number;
  /** The service. */
  service: string;
};

/** The log and the question. */
export type BacktestRequest = {
  /** The events, in any order. */
  events: Event[];
  /** Milliseconds between the times the log asks itself; a quarter of the horizon when absent. */
  every_ms?: number | null;
  /** The question, the method, and when to alert. */
  plan?: Plan;
  /** Caps and retention of the counts. */
  rollup?: RollupConfig;
  /** Seed of everything random. */
  seed?: number;
  /** What is known of the services beside their events. */
  services?: Statics;
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

/** The rows and how to score them. */
export type DetectRowsRequest = {
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

/** Any detector for feature rows, chosen by name. */
export type Detector = {
  method: "ecod";
} | {
  /** The methods, with their weights. */
  members?: Member[];
  method: "ensemble";
} | {
  /** Halvings from the root to a leaf. */
  height?: number;
  method: "half_space_trees";
  /** Number of trees. */
  n_trees?: number;
  /** Rows after which the reference is renewed. */
  window?: number;
} | {
  method: "hbos";
  /** Bins a column; 0 chooses by the number of rows. */
  n_bins?: number;
} | {
  method: "isolation_forest";
  /** Number of trees. */
  n_trees?: number;
  /** Rows per tree. */
  sample_size?: number;
} | {
  /** Which neighbour's distance is the score. */
  k?: number;
  method: "knn";
  /** Fitted rows kept, drawn at random; 0 keeps all. */
  n_references?: number;
} | {
  /** Number of neighbours. */
  k?: number;
  method: "lof";
  /** Scale columns to [0, 1] over the fitted rows. */
  scale?: boolean;
} | {
  method: "pca";
  /** Share of the variance that counts as normal directions. */
  variance?: number;
} | {
  method: "peers";
} | {
  method: "robust_covariance";
  /** Added to the diagonal, relative to its mean. */
  ridge?: number;
  /** Share of rows that give centre and shape. */
  share?: number;
} | {
  method: "robust_zscore";
} | {
  method: "zscore";
};

/** A detector: its name with default settings, or its settings tagged with `method`. */
export type DetectorRequest = string | DetectorSettings;

/** What the settings are, for the schema; they are read by what `method` names. */
export type DetectorSettings = Detector | SeriesDetector;

/** How much work an action is. */
export type Difficulty = "easy" | "medium" | "hard";

/** The measured effect of one type. */
export type Effect = {
  /** Upper end of the 95 % interval. */
  high: number;
  /** Lower end of the 95 % interval. */
  low: number;
  /** Number of outcomes behind it. */
  outcomes: number;
  /** Share of the forecast errors that did not happen; below 0 when there were more than forecast. */
  reduction: number;
};

/** What an error is about: what kind of remedy could help. */
export type ErrorClass = "pool" | "memory" | "database" | "cache" | "timeout" | "connection" | "overload" | "auth" | "code" | "other";

/** What a person decided about two error groups. */
export type ErrorDecision = {
  /** When. */
  at: Timestamp;
  /** One fingerprint, 16 hexadecimal digits. */
  one: string;
  /** The other. */
  other: string;
  /** Whether they are the same error. */
  same: boolean;
};

/** What went wrong, in a form programs can match on.
 * 
 * The text code ([`ErrorKind::code`]) is stable: codes are added, never changed. */
export type ErrorKind = "invalid_argument" | "invalid_setting" | "invalid_input" | "not_enough_data" | "unknown_name" | "unsupported_version" | "corrupt" | "limit_exceeded" | "not_found" | "conflict" | "unavailable" | "cancelled" | "io" | "internal";

/** An error as it crosses a border: the code is stable and the same in every language. */
export type ErrorMessage = {
  /** The stable code, such as `not_enough_data`. */
  code: ErrorKind;
  /** Where: file, path in the request, line, column, field and the like. */
  context?: {
    [name: string]: string;
  };
  /** What went wrong, with the numbers, for people. */
  message: string;
  /** Whether the very same call may succeed when it is made again later; false when absent. */
  retryable?: boolean;
};

/** The probability that something happens within a horizon (table `error_predictions`). */
export type ErrorPrediction = ({
  /** Whether it raises an alert. */
  alert?: boolean;
  /** When it was asked: nothing after it was known. */
  at: Timestamp;
  /** How high the probability is. */
  band: Band;
  /** Where it comes from. */
  basis: Basis;
  /** Keys of the anomalies under way when an analysis said so; empty where nobody looked for any. */
  because?: string[];
  /** Events within half an hour from which on it is a burst; absent for `critical`. */
  burst_threshold?: number | null;
  /** What moved a model's probability, largest first; empty where nobody asked. */
  factors?: Factor[];
  /** The one error group that counts; absent where all of them do. */
  fingerprint?: Fingerprint | null;
  /** Share of the horizon in which the target would be new; absent where that is not asked. */
  fresh?: number | null;
  /** Within how many minutes. */
  horizon_minutes: number;
  /** Identity of the question, the same whenever it is asked; with `at` that of this answer. */
  key: string;
  /** Level of that interval. */
  level: number;
  /** Lower end of its interval. */
  lower: number;
  /** Past spans of the horizon's length that a base rate rests on. */
  n_spans?: number | null;
  /** The probability, 0 to 1. */
  probability: number;
  /** The model's log-odds before outcomes and calibration: what an outcome is learnt from. */
  raw_log_odds?: number | null;
  /** The worst severity to expect: critical for a critical event, else what a model of severities says, where there is
   * one. */
  severity?: Severity | null;
  /** What is foreseen. */
  target: Target;
  /** What raised an alert at that time: a probability, under a budget of false alarms one of something new
   * (`probability` × `fresh`). Absent where nothing raises one. */
  threshold?: number | null;
  /** Upper end of its interval. */
  upper: number;
  /** How often it happens whatever the present state: the base rate beside a model's probability. A base rate is its
   * own. Absent where nobody counted. */
  usual?: number | null;
  /** What a model's words like these were worth before; absent where nobody counted. */
  worth?: PastWords | null;
}) & ({
  system: boolean;
} | {
  service: string;
});

/** What was said beside what came; exactly one kind is asked by its `kind`. */
export type EvaluateRequest = {
  /** Bins of the reliability table; 10 when absent. */
  bins?: number | null;
  kind: "probabilities";
  /** Whether it came. */
  labels: boolean[];
  /** How likely it was said to be, 0 to 1. */
  probabilities: number[];
  /** Where a probability counts as "it will come", for the confusion; 0.5 when absent. */
  threshold?: number | null;
} | {
  kind: "scores";
  /** Whether it came. */
  labels: boolean[];
  /** The higher, the likelier. */
  scores: number[];
} | {
  /** What came. */
  actual: number[];
  /** What was forecast. */
  forecast: number[];
  kind: "numbers";
  /** Lower ends of the intervals. */
  lower?: number[] | null;
  /** Upper ends of the intervals. */
  upper?: number[] | null;
} | {
  /** What came. */
  actual: number[];
  kind: "classes";
  /** How many classes there are. */
  n_classes: number;
  /** What was said. */
  predicted: number[];
};

/** The measures; those that do not apply are absent. */
export type EvaluateResponse = {
  /** Share that was right. */
  accuracy?: number | null;
  /** Mean squared error of the probabilities (Brier 1950). */
  brier?: number | null;
  /** 1 less Brier over that of always saying the share; absent where it always or never came. */
  brier_skill?: number | null;
  /** Share of what came that lay in its interval. */
  coverage?: number | null;
  /** Expected calibration error, bins of equal width. */
  expected_calibration_error?: number | null;
  /** Harmonic mean of both, by class. */
  f1?: (number | null)[] | null;
  /** Mean negative log likelihood, natural logarithm. */
  log_loss?: number | null;
  /** Mean absolute error. */
  mae?: number | null;
  /** Mean absolute error in percent of what came; absent where a 0 came. */
  mape?: number | null;
  /** Area below precision against recall. */
  pr_auc?: number | null;
  /** Right among those said to be of the class, by class; null where none was. */
  precision?: (number | null)[] | null;
  /** Said among those of the class, by class; null where there was none. */
  recall?: (number | null)[] | null;
  /** How often it came for what was said. */
  reliability?: ReliabilityBin[] | null;
  /** Root of the mean squared error. */
  rmse?: number | null;
  /** Area below the receiver operating characteristic. */
  roc_auc?: number | null;
};

/** One event, owning its text.
 * 
 * Names follow OpenTelemetry where it has one. What is missing stays missing; it is never guessed. */
export type Event = {
  /** Anything else, as a JSON object. */
  attributes?: Record<string, unknown> | null;
  /** The application's own error code. */
  code?: string | null;
  /** The route or URL path. */
  endpoint?: string | null;
  /** `development`, `staging` or `production`. */
  environment?: string | null;
  /** The id the source gave it. */
  error_id?: string | null;
  /** The type of error, such as an exception class. Empty for requests and deployments. */
  error_type?: string;
  /** What kind of thing it is; an error when absent. */
  kind?: EventKind;
  /** The log message. */
  message?: string | null;
  /** The version of the service. */
  release?: string | null;
  /** The request it belongs to. */
  request_id?: string | null;
  /** How long the request took, in milliseconds: finite and at least 0. */
  response_time_ms?: number | null;
  /** The service it happened in. */
  service: string;
  /** How bad it is; absent for a line without a level, which is counted and never taken for an error. */
  severity?: Severity | null;
  /** The stack trace, as the language printed it. */
  stack_trace?: string | null;
  /** The HTTP status, 100 to 599. */
  status_code?: number | null;
  /** When it happened. */
  timestamp: Timestamp;
  /** The user who met it. */
  user_id?: string | null;
};

/** What kind of thing happened. */
export type EventKind = "error" | "request" | "deployment";

/** What was seen, in a sentence, with the numbers behind it. */
export type Evidence = {
  /** The numbers by name, units in the names; every one is finite. */
  numbers?: {
    [name: string]: number;
  };
  /** One sentence with its numbers. */
  statement: string;
};

/** The log, the model and what is asked. */
export type ExplainRequest = {
  /** The events, in any order. */
  events: Event[];
  /** The `model` of an answer of `train`, or the bytes of a model file, in base64. */
  model: string;
  /** Ways through single trees to tell with each, those that moved most first. */
  paths?: number;
  /** What is asked; every service at the end of the log when absent. */
  queries?: TimedQuery[] | null;
  /** Caps and retention of the counts. */
  rollup?: RollupConfig;
  /** What is known of the services beside their events. */
  services?: Statics;
};

/** The explanations. */
export type ExplainResponse = {
  /** In the order of the queries. */
  explained: ExplainedPrediction[];
};

/** One prediction with what moved it. */
export type ExplainedPrediction = {
  /** What moved it. */
  explanation: Explanation;
  /** Ways through single trees. */
  paths: DecisionPath[];
  /** What was said. */
  prediction: ErrorPrediction;
};

/** Why a model says what it says about one row. */
export type Explanation = {
  /** Output before anything is known of the row; with all contributions it sums to `output`. */
  expected: number;
  /** What moved it, largest first; factors that moved nothing are left out. */
  factors: Factor[];
  /** Output for the row, before calibration. */
  output: number;
  /** The scale in which contributions add up. */
  scale: Scale;
};

/** A highest or lowest point. */
export type Extreme = {
  /** End of the step it falls into. */
  time: Timestamp;
  /** Its value. */
  value: number;
};

/** A contributing factor: features that tell of the same, with the sum of their parts. */
export type Factor = {
  /** What they add together. */
  contribution: number;
  /** What its features tell of. */
  factor: string;
  /** The features, those that add or take most first. */
  features: FeaturePart[];
  /** What the one of them says that moved most in that direction, in plain words: `2.8 h since the last info event`. */
  words?: string;
};

/** An interval of some level at every step. */
export type FanBand = {
  /** Share of future values that it should hold. */
  level: number;
  /** Lower end, nearest step first. */
  lower: number[];
  /** Upper end. */
  upper: number[];
};

/** One feature's part in a prediction. */
export type FeaturePart = {
  /** What it adds. */
  contribution: number;
  /** Name of the feature. */
  feature: string;
  /** Its value, absent where it is missing. */
  value?: number | null;
};

/** The events, the service and the time. */
export type FeaturesRequest = {
  /** The time; nothing after it is read. */
  at: Timestamp;
  /** The events, in any order. */
  events: Event[];
  /** Caps and retention of the counts. */
  rollup?: RollupConfig;
  /** The service. */
  service: string;
  /** What is known of the services beside their events. */
  services?: Statics;
};

/** One row. */
export type FeaturesResponse = {
  /** The time the row speaks of: the asked one, floored to a whole minute. */
  effective_at: Timestamp;
  /** The row by name; null is missing. */
  features: {
    [name: string]: number | null;
  };
  /** The names of the columns, in the order a model is trained on. */
  names: string[];
  /** Version of the feature set. */
  version: number;
};

/** What a person said of a prediction, or of one that was missing (table `prediction_feedback`). */
export type Feedback = {
  /** When the prediction was made; of a `false_negative` when it came. */
  about: Timestamp;
  /** When it was said; it teaches nothing about times before. */
  at: Timestamp;
  /** The key of the prediction, where there was one. */
  key?: string | null;
  /** How strongly, 1 to 5. */
  score?: number | null;
  /** The service it is about. */
  service: string;
  /** In words. */
  text?: string | null;
  /** What was said. */
  type: FeedbackType;
};

/** The history so far and what to add. */
export type FeedbackRequest = {
  /** What came of actions. */
  actions?: PastAction[];
  /** Which errors are the same, or are not. */
  errors?: ErrorDecision[];
  /** What is known already; empty when absent. */
  history?: History;
  /** What the causes of incidents turned out to be. */
  incidents?: PastIncident[];
  /** Which insights were seen, solved or set aside. */
  insights?: InsightMark[];
};

/** What a person says of a prediction, an anomaly or an insight. */
export type FeedbackType = "true_positive" | "false_positive" | "false_negative" | "early_warning_correct" | "severity_mismatch" | "useful" | "actionable" | "irrelevant";

/** Id of an error group: 16 hex digits */
export type Fingerprint = string;

/** The event. */
export type FingerprintRequest = {
  /** The event whose type, message and stack trace are read. */
  event: Event;
};

/** Its id. */
export type FingerprintResponse = {
  /** 16 hexadecimal digits. */
  fingerprint: string;
};

/** How to run a backtest. */
export type ForecastBacktest = {
  /** At most this many origins, the newest ones. */
  max_origins?: number;
  /** Origins between two fits; the model is only updated in between. */
  refit_every?: number;
  /** Steps between origins; one that shares no factor with the season meets every hour of the day. */
  stride?: number;
};

/** What is unusual in a history, with the numbers. */
export type ForecastNote = {
  /** How many values it concerns. */
  count: number;
  /** What it is. */
  kind: NoteKind;
  /** Place of the newest of them in the history (0 is the oldest value). */
  newest: number;
  /** In words, with the numbers. */
  text: string;
};

/** The series and how to forecast it. */
export type ForecastRequest = {
  /** The history, oldest first; null is a gap. */
  history: Series;
  /** What is forecast, for the answer. */
  metric: string;
  /** The service, for the answer; absent for all of them together. */
  service?: string | null;
  /** Method, horizon, level and the rest. */
  settings?: ForecastSettings;
};

/** How to forecast a series. */
export type ForecastSettings = {
  /** The backtest that intervals and accuracy come from. */
  backtest?: ForecastBacktest;
  /** Levels of further intervals, for fan charts. */
  fan?: number[];
  /** Holidays with their dates, past and ahead. */
  holidays?: HolidayDates[];
  /** Steps ahead. */
  horizon?: number;
  /** Share of future values that the interval should hold, between 0 and 1. */
  level?: number;
  /** The method. */
  method?: Forecaster;
  /** Whether the metric can never be negative; absent: as the history shows it. */
  non_negative?: boolean | null;
  /** Lengths of the seasons in steps, shortest first; those the history cannot carry are left out. */
  seasons?: number[];
  /** Seed of everything random. */
  seed?: number;
  /** Value whose crossing is of interest: upwards from below, downwards from above. */
  threshold?: number | null;
  /** Zone whose clock the seasons follow (IANA name); absent: UTC. */
  zone?: string | null;
};

/** One step of a forecast. */
export type ForecastValue = {
  /** Lower end of the interval; absent while the history is too short to measure any error. */
  lower?: number | null;
  /** End of the step. */
  time: Timestamp;
  /** Upper end of the interval. */
  upper?: number | null;
  /** The point forecast: half of what may come lies above, half below. */
  value: number;
};

/** Any forecaster, chosen by name. */
export type Forecaster = {
  /** Methods to choose from. */
  candidates?: Forecaster[];
  /** Steps ahead that fitting alone weighs by. */
  horizon?: number;
  method: "auto";
  /** How sharply weights fall with the error. */
  power?: number;
  /** Candidates with more than this many times the least error are left out. */
  worst?: number;
} | {
  /** Repeat the longest usable season instead of the shortest. */
  longest?: boolean;
  method: "seasonal_naive";
} | {
  /** Take values of the same phase of the season only. */
  by_phase?: boolean;
  method: "seasonal_median";
  /** Values that the median is taken of. */
  window?: number;
} | {
  /** Weight of the newest size. */
  alpha?: number;
  /** Weight of the newest zero or non-zero. */
  beta?: number;
  method: "intermittent";
  /** Quantile that is the point; absent (`null`): the mean. */
  quantile?: number | null;
} | {
  /** Weight of the newest value. */
  alpha?: number;
  method: "ses";
} | {
  /** Of the forms with a trend, consider only damped ones. */
  damped_only?: boolean;
  method: "ets";
  /** Consider forms with a season. */
  seasonal?: boolean;
} | {
  /** Share of the linear trend that is carried on. */
  drift?: number;
  method: "theta";
} | {
  /** Longest seasons looked back at. */
  cycles?: number;
  method: "linear";
  /** Values looked back at where there is no season. */
  window?: number;
} | {
  /** Share of the history that holds changepoints. */
  changepoint_range?: number;
  /** How readily the slope changes. */
  changepoint_scale?: number;
  /** Number of places where the slope may change. */
  changepoints?: number;
  /** Special steps. */
  holidays?: Holiday[];
  method: "prophet";
  /** Fourier order of longer seasons. */
  order_long?: number;
  /** Fourier order of the shortest season. */
  order_short?: number;
} | {
  /** Train one network on all series of a call instead of one a series. */
  across?: boolean;
  /** Steps that one window forecasts. */
  ahead?: number;
  /** Windows of each training step. */
  batch?: number;
  /** Layers, one above the other. */
  layers?: number;
  method: "lstm";
  /** A trained network to use; its sizes go before the settings. */
  network?: Network | null;
  /** First step size. */
  rate?: number;
  /** Steps of a window. */
  sequence?: number;
  /** Training steps. */
  steps?: number;
  /** Units of each layer. */
  units?: number;
} | {
  /** Age in longest seasons at which a row counts half. */
  half_life?: number;
  /** Model the logarithm. */
  log?: boolean;
  method: "ar";
} | {
  /** Decompose the logarithm. */
  log?: boolean;
  /** Use at most this many of the seasons, shortest first. */
  max_seasons?: number;
  method: "mstl";
};

/** How to foresee.
 * 
 * | Setting | Default | Meaning | Unit | Range |
 * |---|---|---|---|---|
 * | `rows` | 14,000 | moments of the past to learn from | | at least 100 |
 * | `seed` | 0 | which moments are drawn | | any |
 * | `keep_minutes` | 1440 | how long what was learnt is kept, where it is kept at all | minutes | any | */
export type Foresight = {
  /** How long what was learnt is kept, in minutes, where it is kept at all. */
  keep_minutes?: number;
  /** Moments of the past to learn from. */
  rows?: number;
  /** Which moments are drawn. */
  seed?: number;
};

/** The formats that are read. */
export type Format = "ndjson" | "json" | "csv" | "logfmt" | "syslog" | "plain" | "access" | "nginx_error" | "apache_error" | "w3c" | "compose" | "own" | "docker" | "cri" | "journald" | "otlp" | "sentry" | "parquet" | "arrow";

/** One match. */
export type Found = {
  /** The id of the known text. */
  id: string;
  /** Similarity, 0 to 1. */
  score: number;
};

/** What found an anomaly. */
export type FoundBy = "counts" | "values" | "scores" | "mix" | "drift" | "first" | "correlation" | "peers";

/** One group in one of the four states, with the numbers that say so. */
export type GroupState = {
  /** Events in the baseline time. */
  baseline: number;
  /** The type of error. */
  error_type: string;
  /** Events expected in the recent time at the baseline's rate. */
  expected: number;
  /** The error group, as 16 hexadecimal digits. */
  fingerprint: string;
  /** What it is called: its type, or what its messages say where it has none; never empty. */
  label?: string;
  /** Chance of the observation if nothing had changed; absent where nothing is tested (new, regressed). */
  p_value?: number | null;
  /** Events in the recent time. */
  recent: number;
  /** Length of the recent time, over which `recent` and `expected` count. */
  recent_ms: number;
  /** The service. */
  service: string;
  /** For a regressed group: the end of the last bucket before the silence. */
  silent_since?: Timestamp | null;
  /** For a new group: when it first came. */
  since?: Timestamp | null;
  /** The state. */
  state: GroupStateName;
};

/** How an error group stands. */
export type GroupStateName = "new" | "regressed" | "escalating" | "vanished";

/** One error group in numbers. */
export type GroupSummary = {
  /** The type of error. */
  error_type: string;
  /** Errors in the history looked at. */
  errors: number;
  /** Errors of the last 24 hours. */
  errors_last_day: number;
  /** The fingerprint. */
  fingerprint: string;
  /** When it was first seen. */
  first_seen: Timestamp;
  /** End of the minute it was last seen, up to the time analysed. */
  last_seen: Timestamp;
  /** A message of the group, as logged. */
  sample: string;
  /** Other groups with nearly the same words, in any service. */
  similar: SimilarGroup[];
  /** What the message has in common with those of other groups, `<*>` for what varies; absent without a message and
   * in a quick analysis. */
  template?: string | null;
};

/** Settings of the half-space trees.
 * 
 * ```
 * use errpredict::detect::{Fitted, HalfSpaceTrees, Method};
 * use errpredict::ndarray::Array2;
 * 
 * // What came so far, then two new rows: one as before, one where nothing was.
 * let seen = Array2::from_shape_fn((500, 2), |(i, j)| ((7 * i + 3 * j * (i / 10)) % 10) as f64);
 * let trees = HalfSpaceTrees::default().fit(seen.view(), 0)?;
 * let scores = trees.score(Array2::from_shape_fn((2, 2), |(i, _)| if i == 0 { 4.0 } else { 50.0 }).view())?;
 * assert!(scores[0] < scores[1]);
 * # Ok::<(), errpredict::Error>(())
 * ``` */
export type HalfSpaceTrees = {
  /** Halvings from the root to a leaf. */
  height?: number;
  /** Number of trees. */
  n_trees?: number;
  /** Rows after which the reference is renewed. */
  window?: number;
};

/** What to find. */
export type HandleAnalyzeRequest = {
  /** The time; nothing after it is read. */
  at: Timestamp;
  /** How. */
  config?: AnalysisConfig;
  /** Earlier incidents, actions and decisions; those known at the time count. */
  history?: History;
};

/** Events to count. */
export type HandleObserveRequest = {
  /** In any order; late ones and repeated ones count like any other. */
  events: Event[];
};

/** What was counted. */
export type HandleObserveResponse = {
  /** Events counted; those out of their ranges are told in `refused`. */
  counted: number;
  /** Events that were refused, by their place among those given. */
  refused: HandleRefusedEvent[];
};

/** One event that was refused. */
export type HandleRefusedEvent = {
  /** Why. */
  error: ErrorMessage;
  /** Its place among those given, from 0. */
  place: number;
};

/** The first sentence of a report, and what it is made of. */
export type Headline = {
  /** Key of the action to begin with. */
  action?: string | null;
  /** The services that follow. */
  followed_by?: string[];
  /** The release that was deployed before, where one is recorded. */
  release?: string | null;
  /** Where it began, or is worst; absent where nothing goes on. */
  scope?: Scope | null;
  /** Since when. */
  since?: Timestamp | null;
  /** The sentence. */
  text?: string;
  /** Whether anything goes on now. */
  trouble?: boolean;
  /** Whether most of a log could not be read, which the sentence says first: a calm that rests on little is none. Set by
   * whoever read the log. */
  unread?: boolean;
};

/** What happened before. */
export type History = {
  /** Actions that were carried out, in any order. */
  actions?: PastAction[];
  /** Which errors are the same; of two decisions about the same pair the later counts. */
  errors?: ErrorDecision[];
  /** What was said of predictions; of two words about the same row the later counts. */
  feedback?: Feedback[];
  /** Incidents, in any order. */
  incidents?: PastIncident[];
  /** Which insights were seen, solved or set aside; of two marks of the same insight the later counts. */
  insights?: InsightMark[];
  /** Times of the day at which so many errors of a service are normal. */
  normal?: NormalTime[];
  /** Version of the file: 1. */
  version: number;
};

/** Special steps that share one effect. */
export type Holiday = {
  /** Its name. */
  name: string;
  /** Places of its steps, counted from the first value of the history (0); those ahead are forecast. */
  steps: number[];
};

/** A named day that is unlike others. */
export type HolidayDates = {
  /** Its dates in local time, such as `2026-12-25`, past and ahead. */
  dates: string[];
  /** Its name; dates of the same name share one effect. */
  name: string;
};

/** What an action could achieve and how that is known. */
export type Impact = {
  /** What there is to win; absent where no more came than expected. */
  at_stake?: AtStake | null;
  /** Measured effect of this type, where there is one. */
  effect?: Effect | null;
  /** What it would save at most: what is at stake times the share of the cause that it removes, or times what this type
   * is measured to spare. Absent where neither is known, and for what changes nothing by itself. */
  saves?: Level | null;
  /** Where the estimate comes from. */
  source: ImpactSource;
};

/** Where an estimate of impact comes from. */
export type ImpactSource = "measured_outcomes" | "not_measured_yet" | "no_direct_effect";

/** Everything recorded around the onset of one incident. Whatever was not recorded stays empty. */
export type Incident = {
  /** Changes before the onset. */
  changes?: ChangeEvent[];
  /** Who calls whom: caller and callee, as indices into `services`. */
  graph?: [number, number][];
  /** Its id. */
  id: string;
  /** Logs. */
  logs?: Logs | null;
  /** The metrics. */
  metrics?: MetricColumn[];
  /** When it began, as far as is known. */
  onset: Timestamp;
  /** Names of the services. They are labels only: nothing depends on them. */
  services: string[];
  /** What somebody complained about. */
  symptom?: Symptom | null;
  /** Time of every metric row. */
  times?: Timestamp[];
  /** Traces. */
  traces?: Traces | null;
};

/** What is said about one incident. */
export type IncidentAnswer = {
  /** What to do, most urgent first. */
  actions: PreventiveAction[];
  /** The onset of the incident. */
  at: Timestamp;
  /** The incident's id. */
  incident: string;
  /** Stable identity: the same incident has the same key. */
  key: string;
  /** Records that were missing and would have helped. */
  lacked: string[];
  /** What earlier incidents say about this one. */
  lessons?: Lessons;
  /** The share of "none of these". */
  none_of_these: number;
  /** How much of what would tell causes apart was recorded, 0 to 1: more rows after the onset and more kinds of records
   * give more. It is no chance of being right. */
  recorded: number;
  /** Services that anything speaks against, strongest first. Empty when nothing does. */
  services: RankedService[];
};

/** What a person did with an insight. */
export type InsightMark = {
  /** When. */
  at: Timestamp;
  /** The insight's key. */
  key: string;
  /** Where it stands. */
  status: InsightStatus;
  /** How long a `resolved` or `wont_fix` silences it; for good when absent. */
  until?: Timestamp | null;
};

/** How much an insight matters. */
export type InsightSeverity = "info" | "warning" | "critical";

/** Where an insight stands. */
export type InsightStatus = "new" | "acknowledged" | "in_progress" | "resolved" | "wont_fix";

/** The eight types (specification 4.9). */
export type InsightType = "trend_detection" | "anomaly_pattern" | "performance_degradation" | "capacity_planning" | "reliability_trend" | "cost_optimization" | "security_concern" | "infrastructure_issue";

/** From how much a service's errors were judged, and how sure that is.
 * 
 * By 5 minutes in a service's first day, with what older services tell of a new one; later by hours. */
export type Judgement = {
  /** Errors expected of the next step, without season; absent where nothing is known. */
  expected?: number | null;
  /** Errors in one step from which it would be flagged: the fewer, the surer. Absent where nothing is known yet. */
  flagged_from?: number | null;
  /** Length of a step. */
  step_minutes: number;
  /** Steps of history. */
  steps: number;
};

/** One template. */
export type Known = {
  /** Its id. */
  id: TemplateId;
  /** Messages of it so far. */
  n_messages: number;
  /** Its text, `<*>` for what varies. */
  text: string;
};

/** What earlier incidents say about one answer. */
export type Lessons = {
  /** Prior and belief of every kind of cause named in the answer; empty without feedback. */
  beliefs?: Belief[];
  /** The kind of cause by a decision tree over the confirmed incidents. */
  classified?: Classified | null;
  /** What this incident looks like, to be recorded once its cause is known. */
  signature?: Signature;
  /** Earlier incidents that looked like it, most alike first. */
  similar?: SimilarCase[];
  /** Every update that led to those beliefs, oldest first. */
  updates?: Update[];
};

/** A number with its unit. */
export type Level = {
  /** The number. */
  value: number;
} & ({
  /** The time. */
  per_ms: number;
  unit: "count";
} | {
  unit: "value";
} | {
  unit: "correlation";
} | {
  unit: "distance";
});

/** What the numbers under a level name mean; the programs that write them disagree, so it is never guessed. */
export type LevelNumbers = "pino" | "python" | "syslog" | "otel";

/** The state of one action and every step that led there. Can only be changed by [`Lifecycle::apply`]. */
export type Lifecycle = {
  action_type: ActionType;
  status: ActionStatus;
  steps: LifecycleStep[];
};

/** One step that was taken. */
export type LifecycleStep = {
  /** What was asked. */
  asked: Move;
  /** When. */
  at: Timestamp;
  /** By whom. */
  by: Actor;
  /** The state after it. */
  to: ActionStatus;
};

/** What a service can take. */
export type Limits = {
  /** Errors an hour that are too many. */
  errors_per_hour?: number | null;
  /** Requests an hour that it can serve. */
  requests_per_hour?: number | null;
};

/** One template. */
export type ListedTemplate = {
  /** Its id. */
  id: TemplateId;
  /** Messages of it so far. */
  n_messages: number;
  /** Its text, `<*>` for what varies. */
  text: string;
};

/** Settings of logistic regression; the table is in the module docs.
 * 
 * ```
 * use errpredict::ndarray::Array2;
 * use errpredict::predict::{Fitted, Logistic, Method, Sample, Samples};
 * 
 * // Trouble came where the last hour had more than five errors.
 * let names = vec!["errors_1h".to_owned()];
 * let rows = Array2::from_shape_fn((200, 1), |(i, _)| (i % 10) as f64);
 * let labels: Vec<bool> = rows.iter().map(|errors| *errors > 5.0).collect();
 * let samples = Samples { names: &names, rows: rows.view(), labels: &labels, weights: None, keys: None };
 * let model = Logistic::default().fit(&samples, 0)?;
 * let [calm, busy] = [[1.0], [9.0]].map(|values| model.probability(&Sample::new(&values)));
 * assert!(calm < 0.3 && busy > 0.7, "{calm}, {busy}");
 * # Ok::<(), errpredict::Error>(())
 * ``` */
export type Logistic = {
  /** Which features it sees. */
  features?: Selection;
  /** Penalties to choose from, each above 0. */
  l2?: number[];
  /** L-BFGS steps a penalty, at least 1. */
  max_steps?: number;
  /** Last part of the rows that chooses the penalty, between 0 and 1. */
  validation_share?: number;
};

/** Log lines as (time, index of the statement). */
export type Logs = {
  /** Lines around the incident. */
  lines: [Timestamp, number][];
  /** Lines of a time without fault. */
  reference?: [Timestamp, number][];
  /** All statements that occur. */
  statements: Statement[];
};

/** A method with its weight. */
export type Member = {
  /** The method and its settings. */
  detector: Detector;
  /** Its weight, above 0. */
  weight: number;
};

/** Two templates that turned out to be one. */
export type Merge = {
  /** Number of messages observed when it happened, the deciding one included. */
  at_message: number;
  /** The id that no longer stands alone. */
  from: TemplateId;
  /** The id that stays. */
  into: TemplateId;
};

/** One method. */
export type Method = {
  /** What it is, in one line. */
  about: string;
  /** Its settings as they are when not given. */
  defaults: unknown;
  /** `detect`, `predict` or `forecast`. */
  family: string;
  /** The name it is chosen by. */
  name: string;
};

/** Nothing to ask. */
export type MethodsRequest = Record<string, never>;

/** Every method. */
export type MethodsResponse = {
  /** Family by family, in the order of its list. */
  methods: Method[];
};

/** What was counted or measured. */
export type Metric = "errors" | "failed_requests" | {
  slow_requests: {
    /** The limit. */
    limit_ms: number;
  };
} | "requests" | "events" | "critical_events" | "mix" | "correlation" | {
  measured: string;
};

/** One metric of one service, a value per row; a gap is NaN. */
export type MetricColumn = {
  /** The metric's name without the service. Its words say what it measures, as [`MetricKind::of`](super::MetricKind::of) reads
   * them: a time (`latency_p95`, `duration_ms`), successes, failures (`errors`, `failed`), traffic (`requests`, `rps`), bytes that
   * follow the traffic (`network`, `disk`); anything else is a resource (`cpu`, `memory`). */
  metric: string;
  /** The input's own column name. */
  name: string;
  /** Index into [`Incident::services`]. */
  service: number;
  /** One value per row of [`Incident::times`]; a gap is NaN (null in JSON). */
  values: (number | null)[];
};

/** How well the model did on the later rows before it was fitted again on all. */
export type Metrics = {
  /** Share of the later rows where a probability of one half or more, or less, was right; absent without them, as the
   * next three. */
  accuracy?: number | null;
  /** Share of errors in the later rows. */
  base_rate: number;
  /** Mean squared error of the calibrated probability. */
  brier: number;
  /** Expected calibration error, 15 bins of equal width. */
  ece: number;
  /** Harmonic mean of the two. */
  f1?: number | null;
  /** Share of those rows where one half or more, or less, was right. */
  fitted_accuracy?: number | null;
  /** Mean log loss of the final fit on rows it was fitted on: far below `log_loss` where it learnt them by heart. Absent
   * in models of versions that did not measure it, as the next. */
  fitted_log_loss?: number | null;
  /** Mean log loss of the calibrated probability. */
  log_loss: number;
  /** Rows fitted on and rows that chose and calibrated. */
  n_fit: number;
  /** Rows that chose and calibrated. */
  n_validation: number;
  /** Area under the precision-recall curve; absent without errors. */
  pr_auc?: number | null;
  /** Of the later rows said to have an error by that rule, the share that had one; absent where none was said to. */
  precision?: number | null;
  /** Of the later rows with an error, the share that was said to have one; absent without any. */
  recall?: number | null;
};

/** Nothing to ask. */
export type ModelDescribeRequest = Record<string, never>;

/** What the model is. */
export type ModelDescribeResponse = {
  /** From which probability on an alarm is raised, and for how long; absent for a model that raises none by itself. */
  alert?: AlertRule | null;
  /** Its columns, in their order. */
  features: string[];
  /** How far ahead, in minutes. */
  horizon_minutes: number;
  /** The method. */
  method: string;
  /** How good it was on later rows. */
  metrics: Metrics;
  /** What it foresees. */
  target: string;
  /** Predictions whose outcome is not known yet. */
  waiting: number;
};

/** What came. */
export type ModelOutcomeRequest = {
  /** The time of the prediction, as it was asked. */
  at: Timestamp;
  /** Whether it happened within the horizon. */
  happened: boolean;
  /** The service of the prediction. */
  service: string;
};

/** Whether that was news. */
export type ModelOutcomeResponse = {
  /** Whether the prediction was still waiting for its outcome. */
  known: boolean;
};

/** What is asked; the counts are those of the monitor or rollup given along. */
export type ModelPredictRequest = {
  /** The time; it never goes back. */
  at: Timestamp;
  /** Factors named with each prediction. */
  n_factors?: number;
  /** The services; every one when absent. */
  only?: string[] | null;
  /** What is known of the services beside their events. */
  services?: Statics;
};

/** The predictions. */
export type ModelPredictResponse = {
  /** One a service. */
  predictions: ErrorPrediction[];
};

/** A model as `train` gave it. */
export type ModelSettings = {
  /** The model: the `model` of an answer of `train`, or the bytes of a model file, in base64. */
  model: string;
};

/** One thing that happened at one time. */
export type Moment = {
  /** When; of a deployment without a release and of rises, to the minute. */
  at: Timestamp;
  /** What kind of thing. */
  kind: MomentKind;
  /** The service it happened to. */
  service: string;
  /** What exactly: the release, the error type of the group or its message. */
  subject?: string | null;
};

/** What kind of thing happened. */
export type MomentKind = "deployment" | "other_rise" | "new_group" | "rise";

/** Up to when to judge. */
export type MonitorAdvanceRequest = {
  /** The time; it never goes back. */
  at: Timestamp;
};

/** What is under way or just ended. */
export type MonitorAdvanceResponse = {
  /** One incident has one key, however often it is given. */
  anomalies: AnomalyDetection[];
};

/** A number of the process. */
export type MonitorMeasureRequest = {
  /** The end of the step it was measured over. */
  end: Timestamp;
  /** What it is called. */
  name: string;
  /** The value. */
  value: number;
};

/** Nothing to ask. */
export type MonitorMemoryRequest = Record<string, never>;

/** What it costs. */
export type MonitorMemoryResponse = {
  /** Bytes of memory held. */
  bytes: number;
};

/** How it counts. */
export type MonitorSettings = {
  /** Caps and retention; those meant for a process when absent. */
  rollup?: RollupConfig | null;
};

/** What is asked of an action. */
export type Move = "review" | "approve" | "reject" | "schedule" | "skip" | "start" | "succeed" | "fail" | "roll_back";

/** Weights of a trained network, row by row, all layers and the output one after the other.
 * 
 * A layer of `units` has a matrix of (inputs + units) × 4·`units` (gates in the order input, forget, cell, output)
 * and 4·`units` offsets; the output has a matrix of `units` × `ahead` and `ahead` offsets. */
export type Network = {
  /** Steps that one window forecasts. */
  ahead: number;
  /** Layers, one above the other. */
  layers: number;
  /** Steps of a window. */
  sequence: number;
  /** Units of each layer. */
  units: number;
  /** The weights. */
  weights: number[];
};

/** A stretch of every day in which so many errors of a service are normal.
 * 
 * It silences a rise of errors that lies inside it and is no higher than was said, of the service and of all services
 * together; anything longer, higher or of another kind is told as ever. */
export type NormalTime = {
  /** When it was said; analyses of earlier times do not know it. */
  at: Timestamp;
  /** Errors an hour that are normal then, beside the usual ones. */
  at_most: number;
  /** The minute of the day in which it begins, 0 to 1439. */
  from_minute: number;
  /** The service. */
  service: string;
  /** The minute of the day in which it ends, 0 to 1439; not after `from_minute` where it goes beyond midnight. */
  to_minute: number;
  /** Until when it holds; for good when absent. */
  until?: Timestamp | null;
  /** The zone of these minutes, such as `Europe/Paris`; UTC when absent. */
  zone?: string | null;
};

/** A part that could not be had. */
export type Note = {
  /** The error code, such as `not_enough_data`. */
  code: string;
  /** Why, with the numbers. */
  message: string;
  /** The part: `anomalies`, `states`, `predictions`, `forecast`, `capacity`, `causes`. */
  part: string;
};

/** Kinds of unusual things in a history. */
export type NoteKind = "gap" | "outlier" | "level_shift" | "reset" | "constant" | "short" | "clock_change" | "holiday";

/** One message. */
export type Parsed = {
  /** What stands at the variables; null where the text of the template, made of many messages, is another. */
  parameters?: string[] | null;
  /** Its template. */
  template: TemplateId;
};

/** One action that was carried out, and what came of it. */
export type PastAction = {
  /** The type. */
  action_type: ActionType;
  /** When its outcome was known; it teaches nothing about times before. */
  at: Timestamp;
  /** Errors to expect in the time after it, had nothing been done: by earlier hours as bad in which nothing was. Absent
   * where there was nothing to compare with: what was seen after it then teaches nothing of its effect. */
  forecast?: number | null;
  /** Errors seen in that time. */
  seen: number;
  /** The service; kept for people, nothing depends on it. */
  service?: string | null;
};

/** One incident and what became known of it. */
export type PastIncident = {
  /** When its cause became known; it teaches nothing about times before. */
  at: Timestamp;
  /** The kind of cause it really was; absent where only so much is known that it was not the one named. */
  cause?: CauseKind | null;
  /** Whether that helped. */
  helped?: boolean | null;
  /** Its id, used once. */
  id: string;
  /** The kind of cause that the answer named first. Whether that was right teaches how far to believe this kind. */
  named?: CauseKind | null;
  /** What was done, in words. */
  resolution?: string | null;
  /** The service it was about; kept for people, nothing depends on it. */
  service?: string | null;
  /** What it looked like: `lessons.signature` of the answer given then. Without it the incident is never alike. */
  signature?: Signature;
  /** How sure the feedback is, above 0 and at most 1. */
  weight?: number;
};

/** How often it came after such a probability was said, walked forward over the past. */
export type PastWords = {
  /** How often it came: a share. */
  came: number;
  /** In how many cases. */
  cases: number;
  /** What was said, on average. */
  said: number;
};

/** What the messages of some error groups have in common. */
export type PatternSummary = {
  /** The types of error, commonest first, at most 8. */
  error_types: string[];
  /** Errors in the history looked at, in all services. */
  errors: number;
  /** Errors of the last 24 hours, in all services. */
  errors_last_day: number;
  /** The error groups, oldest first. */
  fingerprints: string[];
  /** When the first of them was seen. */
  first_seen: Timestamp;
  /** How many services. */
  n_services: number;
  /** The services, by name, at most 8. */
  services: string[];
  /** The message with `<*>` for what varies; empty for groups without a message. */
  template: string;
};

/** Everything training is told. */
export type Plan = {
  /** When to raise an alarm. */
  alert?: AlertPolicy;
  /** The question. */
  task?: Task;
  /** The method and how it is calibrated. */
  training?: Training;
};

/** The log, the model and what is asked. */
export type PredictRequest = {
  /** The events, in any order. */
  events: Event[];
  /** The `model` of an answer of `train`, or the bytes of a model file, in base64. */
  model: string;
  /** What is asked; every service at the end of the log when absent. */
  queries?: TimedQuery[] | null;
  /** Caps and retention of the counts. */
  rollup?: RollupConfig;
  /** What is known of the services beside their events. */
  services?: Statics;
};

/** The predictions. */
export type PredictResponse = {
  /** In the order of the queries. */
  predictions: ErrorPrediction[];
};

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

/** The question to try on the past. */
export type RollupBacktestRequest = {
  /** Milliseconds between the times the log asks itself; a quarter of the horizon when absent. */
  every_ms?: number | null;
  /** The question, the method, and when to alert. */
  plan?: Plan;
  /** Seed of everything random. */
  seed?: number;
  /** What is known of the services beside their events. */
  services?: Statics;
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

/** Traces, aggregated per bucket. */
export type Traces = {
  /** Width of a bucket, ms. */
  bucket_ms: number;
  /** Calls around the incident. */
  calls?: CallRow[];
  /** Calls of a time without fault. */
  reference_calls?: CallRow[];
  /** Spans of a time without fault. */
  reference_spans?: SpanRow[];
  /** Spans around the incident. */
  spans?: SpanRow[];
};

/** The log, the question, and the times to learn from. */
export type TrainRequest = {
  /** The events, in any order. */
  events: Event[];
  /** Milliseconds between the times the log asks itself; a quarter of the horizon when absent. */
  every_ms?: number | null;
  /** The question, the method, and when to alert. */
  plan?: Plan;
  /** Times to learn from; those the log asks itself when absent. */
  queries?: TimedQuery[] | null;
  /** Caps and retention of the counts. */
  rollup?: RollupConfig;
  /** Seed of everything random. */
  seed?: number;
  /** What is known of the services beside their events. */
  services?: Statics;
};

/** The model. */
export type TrainResponse = {
  /** The method that was chosen. */
  method: string;
  /** How good it was on later rows. */
  metrics: Metrics;
  /** The bytes of the model file, in base64: what `predict`, `explain` and the handle `model` take. */
  model: string;
  /** What it foresees. */
  target: string;
};

/** How a model is trained. */
export type Training = {
  /** Calibration map: `none`, `platt`, `beta`, `isotonic`; chosen by log loss when absent. */
  calibration?: string | null;
  /** Age at which a row counts half, in days; all count the same when absent. */
  half_life_days?: number | null;
  /** The method. */
  method?: Predictor;
  /** Whether predictions follow outcomes already known. */
  recalibrate?: boolean;
  /** Whether the method is fitted again on all rows in the end. */
  refit?: boolean;
};

/** Where the mean level goes, against as many of the newest values. */
export type Trend = {
  /** Mean of the forecast less the mean of the newest values of the same hours. */
  change: number;
  /** Chance that the change keeps its sign, 0.5 to 1, by how such changes turned out at earlier origins; absent without
   * a backtest. */
  confidence?: number | null;
  /** In one word. */
  direction: TrendDirection;
};

/** Direction of a trend. */
export type TrendDirection = "rising" | "falling" | "stable";

/** Whether an action may run without a person. */
export type Unattended = "yes" | "after_approval" | "no";

/** One update of one belief. */
export type Update = {
  /** Belief after. */
  after: number;
  /** Belief before. */
  before: number;
  /** Whether that was right. */
  confirmed: boolean;
  /** The incident that the feedback is about. */
  incident: string;
  /** The kind of cause that was named. */
  kind: CauseKind;
  /** Weight of the feedback, above 0 and at most 1. */
  weight: number;
};

/** Nothing to ask. */
export type VersionRequest = Record<string, never>;

/** The versions. */
export type VersionResponse = {
  /** Of the analysis message. */
  analysis: number;
  /** Of the feature set that models are trained on. */
  feature_set: number;
  /** Of the library, the same in every package. */
  version: string;
  /** Of the messages; 0 while fields still change meaning between releases. */
  wire: number;
};

/** What a value gave. */
export type WatchPoint = {
  /** Anomalies that are under way here, or that are over since the value before. */
  anomalies: AnomalyDetection[];
  /** End of the bucket. */
  end: Timestamp;
  /** What was expected; absent while nothing is known. */
  expected?: number | null;
  /** Below this, a value would have been flagged; absent where none would. */
  lower?: number | null;
  /** Smallest tail probability of the tests that failed, 1 where none did. */
  p_value: number;
  /** Above this, a value would have been flagged. */
  upper?: number | null;
};

/** A day of the week. */
export type Weekday = "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";

/** A stretch of time that somebody named. */
export type Window = {
  /** The days on which it begins; empty for every day. */
  days?: Weekday[];
  /** When it ends; of one that comes again until when it does. */
  end?: Timestamp | null;
  /** The time of day at which it begins, such as `22:00`, where it comes again. */
  from?: string | null;
  /** What it is called. */
  name?: string;
  /** The services it is about; empty for all. */
  services?: string[];
  /** When it begins; of one that comes again from when on it does. */
  start?: Timestamp | null;
  /** The time of day at which it ends; over midnight where that is not later than `from`. */
  to?: string | null;
  /** The zone (IANA) by whose clock it goes; UTC where absent. */
  zone?: string | null;
};

/** So many more errors, or failed requests, than before in a history of less than a day. */
export type YoungRise = {
  /** How long the time before is, in minutes. */
  before_minutes: number;
  /** How many came per hour in the time before. */
  before_per_hour: number;
  /** How many of them came in it. */
  errors: number;
  /** Whether that kind never came in the time before. */
  is_new: boolean;
  /** What rose: errors, or failed requests. */
  metric?: Metric;
  /** The kind of error that most of them are, where one is. */
  most?: string | null;
  /** The same per hour. */
  per_hour: number;
  /** When it began, to the minute. */
  since: Timestamp;
  /** When it ended; absent while it goes on. */
  until?: Timestamp | null;
};

/** Every operation: what it takes and what it gives. */
export interface Operations {
  /** Takes steps in the life of an action; a step that is not open is refused. */
  action: { request: ActionRequest; response: Lifecycle };
  /** Analyses events: what is wrong, how sure, since when, where it is going, what to do. */
  analyze: { request: AnalyzeRequest; response: Analysis };
  /** Tries a method on the past: what would have fired, and how often rightly. */
  backtest: { request: BacktestRequest; response: Backtest };
  /** Finds anomalies in a series of counts, within a false-alarm budget. */
  detect_counts: { request: DetectCountsRequest; response: DetectCountsResponse };
  /** Scores rows that have no order: how strange is each. */
  detect_rows: { request: DetectRowsRequest; response: Scores };
  /** Scores one or many series: how strange is each step. */
  detect_series: { request: DetectSeriesRequest; response: Scores };
  /** Measures what probabilities, numbers or classes were worth beside what came. */
  evaluate: { request: EvaluateRequest; response: EvaluateResponse };
  /** Explains predictions: the factors that moved them. */
  explain: { request: ExplainRequest; response: ExplainResponse };
  /** Computes the feature row of a service at a time. */
  features: { request: FeaturesRequest; response: FeaturesResponse };
  /** Adds to the history of incidents, actions, errors and insights what turned out to be true. */
  feedback: { request: FeedbackRequest; response: History };
  /** Gives the stable id of "the same error" for an event. */
  fingerprint: { request: FingerprintRequest; response: FingerprintResponse };
  /** Forecasts a series with an interval checked by backtest. */
  forecast: { request: ForecastRequest; response: TimeSeriesForecast };
  /** Lists the methods of every family with their default settings. */
  methods: { request: MethodsRequest; response: MethodsResponse };
  /** Predicts with a trained model. */
  predict: { request: PredictRequest; response: PredictResponse };
  /** Ranks the services, metrics and changes behind one incident. */
  rca: { request: RcaRequest; response: IncidentAnswer };
  /** Reads a log: its events, and what was left out and why. */
  read: { request: ReadRequest; response: ReadResponse };
  /** Recommends actions for what is known about a service. */
  recommend: { request: RecommendRequest; response: RecommendResponse };
  /** Analyses events and gives the report as one self-contained HTML page. */
  report: { request: ReportRequest; response: ReportResponse };
  /** Maps a level name of another system onto the severity scale. */
  severity: { request: SeverityRequest; response: SeverityResponse };
  /** Finds the texts most similar to others, and the groups they form. */
  similar: { request: SimilarRequest; response: SimilarResponse };
  /** Finds the templates of messages. */
  templates: { request: TemplatesRequest; response: TemplatesResponse };
  /** Trains a model that foresees critical events, bursts, failed or slow requests. */
  train: { request: TrainRequest; response: TrainResponse };
  /** Tells the versions of the library and of its messages. */
  version: { request: VersionRequest; response: VersionResponse };
}

/** Every handle: its settings, and what its methods take and give. */
export interface Handles {
  /** A trained model that answers one question at a time and learns from outcomes. */
  model: {
    settings: ModelSettings;
    methods: {
      /** Tells what the model is, how good it was and what alerts it. */
      describe: { request: ModelDescribeRequest; response: ModelDescribeResponse };
      /** Tells what came of a prediction. */
      outcome: { request: ModelOutcomeRequest; response: ModelOutcomeResponse };
      /** Predicts for services at a time, from the counts of the monitor or rollup given along. */
      predict: { request: ModelPredictRequest; response: ModelPredictResponse };
    };
  };
  /** The fold of a running process: events one by one, everything found at any time, numbers that are watched. */
  monitor: {
    settings: MonitorSettings;
    methods: {
      /** Judges every step of every service that is over and was not judged yet. */
      advance: { request: MonitorAdvanceRequest; response: MonitorAdvanceResponse };
      /** Finds everything about every service at a time. */
      analyze: { request: HandleAnalyzeRequest; response: Analysis };
      /** Judges the next value of a number that the process measures itself. */
      measure: { request: MonitorMeasureRequest; response: WatchPoint };
      /** Tells how many bytes of memory it holds. */
      memory: { request: MonitorMemoryRequest; response: MonitorMemoryResponse };
      /** Counts events. */
      observe: { request: HandleObserveRequest; response: HandleObserveResponse };
      /** Counts the events of a block of log lines. */
      observe_log: { request: ReadRequest; response: ReadReport };
    };
  };
  /** Counts of a log, exact and without order, from which everything is found. */
  rollup: {
    settings: RollupSettings;
    methods: {
      /** Finds everything about every service at a time. */
      analyze: { request: HandleAnalyzeRequest; response: Analysis };
      /** Tries a method on the past of the counts: what would have fired, and how often rightly. */
      backtest: { request: RollupBacktestRequest; response: Backtest };
      /** Tells services, first and last time and how much was counted. */
      describe: { request: RollupDescribeRequest; response: RollupDescribeResponse };
      /** Adds the counts of another rollup given along. */
      merge: { request: RollupMergeRequest; response: RollupDescribeResponse };
      /** Counts events. */
      observe: { request: HandleObserveRequest; response: HandleObserveResponse };
      /** Counts the events of a block of log lines. */
      observe_log: { request: ReadRequest; response: ReadReport };
      /** Analyses the counts and gives the report as one self-contained HTML page. */
      report: { request: RollupReportRequest; response: ReportResponse };
      /** Trains a model on the counts. */
      train: { request: RollupTrainRequest; response: TrainResponse };
    };
  };
  /** Texts that are searched for those like a new one. */
  similar: {
    settings: SimilarSettings;
    methods: {
      /** Adds texts. */
      add: { request: SimilarAddRequest; response: SimilarAddResponse };
      /** Finds the texts most like another. */
      nearest: { request: SimilarNearestRequest; response: SimilarNearestResponse };
    };
  };
  /** Templates of messages, learnt as they come. */
  templates: {
    settings: TemplatesSettings;
    methods: {
      /** Lists the templates. */
      list: { request: TemplatesListRequest; response: TemplatesListResponse };
      /** Learns from messages and gives the template of each. */
      observe: { request: TemplatesObserveRequest; response: TemplatesObserveResponse };
    };
  };
}
