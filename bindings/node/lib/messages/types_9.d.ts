// Written by bindings/generate/main.py from schema/wire/bundle.json: do not edit.
// Requests refuse fields they do not know; answers of later releases may have more than these types say.
import type {
  Accuracy,
  AnomalyDetection,
  CallRow,
  Cases,
  CauseKind,
  Event,
  Extreme,
  FanBand,
  ForecastNote,
  ForecastValue,
  Known,
  ListedTemplate,
  Merge,
  Metric,
  Metrics,
  Parsed,
  Plan,
  Predictor,
  RollupConfig,
  SpanRow,
  Statics,
  TemplateId,
  TemplatesConfig,
} from '../messages';

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
