// Written by bindings/generate/main.py from schema/wire/bundle.json: do not edit.
// Requests refuse fields they do not know; answers of later releases may have more than these types say.
import type {
  ActionStatus,
  ActionType,
  AlertPolicy,
  Cause,
  CauseKind,
  Chance,
  Difficulty,
  ErrorPrediction,
  Event,
  Evidence,
  History,
  Impact,
  Incident,
  Logistic,
  Reversibility,
  RollupConfig,
  Selection,
  Signature,
  Statics,
  Task,
  TemplateId,
  TimedQuery,
  Timestamp,
  Training,
  Unattended,
} from '../messages';

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
