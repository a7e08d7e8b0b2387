// Written by bindings/generate/main.py from schema/wire/bundle.json: do not edit.
// Requests refuse fields they do not know; answers of later releases may have more than these types say.
import type {
  ActionType,
  AlertPolicy,
  AlertRule,
  AnomalyDetection,
  CauseKind,
  ErrorPrediction,
  Event,
  RollupConfig,
  Series,
  SeverityPrediction,
  Signature,
  Statics,
  Task,
  TemplateId,
  TimedQuery,
  Timestamp,
  Training,
} from '../messages';

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

/** What is to be explained; the counts are those of the monitor or rollup given along. */
export type ModelExplainRequest = {
  /** The time; the end of the counts when absent. */
  at?: Timestamp | null;
  /** Tell what the model relies on instead, measured over times of the counts. */
  importance?: boolean;
  /** The services; every one when absent. */
  only?: string[] | null;
  /** Ways through single trees to tell with each, those that moved most first. */
  paths?: number;
  /** What is known of the services beside their events. */
  services?: Statics;
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

/** The history of a service. */
export type NamedSeries = {
  /** Its history, oldest first; null is a gap. */
  history: Series;
  /** The service, for the answer. */
  service: string;
};

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

/** The log and the action. */
export type OutcomeRequest = {
  /** The times by which other actions for it were over: hours right after them are not compared with. */
  acted?: Timestamp[];
  /** What was done. */
  action_type: ActionType;
  /** The events before and after it, in any order. */
  events: Event[];
  /** When. */
  executed_at: Timestamp;
  /** Hours after it that are compared. */
  hours: number;
  /** Caps and retention of the counts. */
  rollup?: RollupConfig;
  /** The service it was for; absent for all of them together. */
  service?: string | null;
};

/** What came of it, as `actions` of a history have it. */
export type OutcomeResponse = {
  /** What was done. */
  action_type: ActionType;
  /** The first less the second; below 0 where more came. */
  errors_prevented: number;
  /** Errors that came after earlier hours as bad, when nothing was done. */
  forecast: number;
  /** Errors seen. */
  seen: number;
  /** About how many users met no error because of it; absent where no error of the day before named a user. */
  users_spared?: number | null;
};

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
  /** How many these are. */
  n_services: number;
  /** The services it came in within the last 24 hours, by name, at most 8. */
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
  /** The `model` of an answer of `train` or `train_severity`, or the bytes of a model file, in base64. */
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
  /** In the order of the queries; empty for a model of severities. */
  predictions: ErrorPrediction[];
  /** The same of a model of severities (`train_severity`): probabilities of `calm`, `low`, `medium`, `high` and `critical`. */
  severities: SeverityPrediction[];
};
