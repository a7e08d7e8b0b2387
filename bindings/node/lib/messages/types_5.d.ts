// Written by bindings/generate/main.py from schema/wire/bundle.json: do not edit.
// Requests refuse fields they do not know; answers of later releases may have more than these types say.
import type {
  ActionStatus,
  ActionType,
  Actor,
  AlertRule,
  AnomalyDetection,
  Belief,
  ChangeEvent,
  Classified,
  Detector,
  ErrorPrediction,
  Move,
  PreventiveAction,
  RankedService,
  Selection,
  Signature,
  SimilarCase,
  Statement,
  Statics,
  Symptom,
  TemplateId,
  Timestamp,
  Traces,
  Update,
} from '../messages';

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
