// Written by bindings/generate/main.py from schema/wire/bundle.json: do not edit.
// Requests refuse fields they do not know; answers of later releases may have more than these types say.
import type {
  ActionStatus,
  ActionType,
  Actor,
  AtStake,
  Belief,
  ChangeEvent,
  Classified,
  Detector,
  Effect,
  ErrorDecision,
  ErrorMessage,
  Feedback,
  Move,
  NormalTime,
  PastAction,
  PastIncident,
  PreventiveAction,
  RankedService,
  Scope,
  Selection,
  Signature,
  SimilarCase,
  Statement,
  Symptom,
  TemplateId,
  Timestamp,
  Traces,
  Update,
} from '../messages';

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

/** What one feature or factor is worth to a model. */
export type Importance = {
  /** Its share of the gain, 0 to 1; absent for a method without one. */
  gain?: number | null;
  /** The feature or factor. */
  name: string;
  /** How much the log loss rises when it is shuffled, mean of the shuffles; near 0 or below: not needed. */
  permutation: number;
  /** Standard deviation of that between shuffles. */
  spread: number;
};

/** What a model relies on. */
export type Importances = {
  /** By factor, the most important by permutation first. */
  factors: Importance[];
  /** By feature, those with the most gain, the most important by permutation first. */
  features: Importance[];
  /** Log loss on them with nothing shuffled. */
  log_loss: number;
  /** Rows it was measured on. */
  n_rows: number;
};

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
