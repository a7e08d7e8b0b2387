// Written by bindings/generate/main.py from schema/wire/bundle.json: do not edit.
// Requests refuse fields they do not know; answers of later releases may have more than these types say.
import type {
  AnalysisConfig,
  ErrorDecision,
  Event,
  HandleRefusedEvent,
  History,
  Holiday,
  HolidayDates,
  InsightMark,
  NamedSeries,
  Network,
  NormalTime,
  NoteKind,
  PastAction,
  PastIncident,
  Series,
  SimilarGroup,
  TimeSeriesForecast,
  Timestamp,
} from '../messages';

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
  /** What was said of predictions. */
  feedback?: Feedback[];
  /** What is known already; empty when absent. */
  history?: History;
  /** What the causes of incidents turned out to be. */
  incidents?: PastIncident[];
  /** Which insights were seen, solved or set aside. */
  insights?: InsightMark[];
  /** Times of the day at which so many errors of a service are normal. */
  normal?: NormalTime[];
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

/** The series and how to forecast them. */
export type ForecastAllRequest = {
  /** What is forecast, for the answers. */
  metric: string;
  /** The heading of a page with fan charts and decompositions, which then is in the answer. */
  page?: string | null;
  /** One history a service. */
  series: NamedSeries[];
  /** Method, horizon, level and the rest. */
  settings?: ForecastSettings;
  /** Forecast the sum of all series too and make the forecasts add up; the series then have one step and end together. */
  system?: boolean;
};

/** The forecasts. */
export type ForecastAllResponse = {
  /** In the order of the series, then that of the sum, where there is one. */
  forecasts: TimeSeriesForecast[];
  /** The page, where one was asked for: HTML with everything in it. */
  html?: string | null;
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
