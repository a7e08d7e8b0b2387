// Written by bindings/generate/main.py from schema/wire/bundle.json: do not edit.
// Requests refuse fields they do not know; answers of later releases may have more than these types say.
import type {
  Chance,
  CountDetection,
  Depth,
  Difficulty,
  Event,
  Evidence,
  Fingerprint,
  ForecastSettings,
  Foresight,
  FoundBy,
  Headline,
  History,
  InsightSeverity,
  InsightStatus,
  InsightType,
  Lifecycle,
  Limits,
  Metric,
  Move,
  PatternSummary,
  Plan,
  RollupConfig,
  ServiceAnalysis,
  Severity,
  StatesConfig,
  Statics,
  Timestamp,
  Window,
} from '../messages';

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
  /** The heading of a page about the model on the tested times, which then is in the answer. */
  page?: string | null;
  /** The question, the method, and when to alert. */
  plan?: Plan;
  /** Caps and retention of the counts. */
  rollup?: RollupConfig;
  /** Give every tested time with what was said and what came. */
  rows?: boolean;
  /** Seed of everything random. */
  seed?: number;
  /** What is known of the services beside their events. */
  services?: Statics;
};
