// Written by bindings/generate/main.py from schema/wire/bundle.json: do not edit.
// Requests refuse fields they do not know; answers of later releases may have more than these types say.
import type {
  Band,
  Basis,
  DecisionPath,
  Fingerprint,
  Importances,
  Member,
  PastWords,
  ReliabilityBin,
  RollupConfig,
  Scale,
  SeriesDetector,
  Severity,
  Statics,
  Target,
  TimedQuery,
  Timestamp,
} from '../messages';

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
  /** Tell what the model relies on instead: how much worse it gets when a factor or feature is shuffled over the queries (over times
   * of the log when absent), and its share of the gain in training. */
  importance?: boolean;
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
  /** What the model relies on, where that was asked for: nothing is explained then. */
  importances?: Importances | null;
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
  /** Count the commonest error types up to this time; up to `at` when absent. */
  types_until?: Timestamp | null;
};
