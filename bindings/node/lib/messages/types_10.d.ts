// Written by bindings/generate/main.py from schema/wire/bundle.json: do not edit.
// Requests refuse fields they do not know; answers of later releases may have more than these types say.
import type {
  AnomalyDetection,
  CallRow,
  CauseKind,
  Event,
  Metric,
  Metrics,
  Plan,
  Predictor,
  RollupConfig,
  SeverityMetrics,
  SpanRow,
  Statics,
  TimedQuery,
  Timestamp,
} from '../messages';

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
  /** The heading of a page about the model (how good, when it alerts, what it relies on), which then is in the answer. */
  page?: string | null;
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
  /** The page, where one was asked for: HTML with everything in it. */
  html?: string | null;
  /** The method that was chosen. */
  method: string;
  /** How good it was on later rows. */
  metrics: Metrics;
  /** The bytes of the model file, in base64: what `predict`, `explain` and the handle `model` take. */
  model: string;
  /** What it foresees. */
  target: string;
};

/** The log, how far ahead, and the times to learn from. */
export type TrainSeverityRequest = {
  /** The events, in any order. */
  events: Event[];
  /** Milliseconds between the times the log asks itself; a quarter of the horizon when absent. */
  every_ms?: number | null;
  /** How far ahead, in milliseconds: whole minutes, at least one. */
  horizon_ms?: number;
  /** The method of every step from one severity to the next; chosen on later rows when absent. */
  method?: Predictor | null;
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
export type TrainSeverityResponse = {
  /** The method that was chosen. */
  method: string;
  /** How good it was on later rows. */
  metrics: SeverityMetrics;
  /** The bytes of the model file, in base64: what `predict` takes. */
  model: string;
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
