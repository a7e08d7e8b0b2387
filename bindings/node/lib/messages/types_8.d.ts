// Written by bindings/generate/main.py from schema/wire/bundle.json: do not edit.
// Requests refuse fields they do not know; answers of later releases may have more than these types say.
import type {
  AiInsight,
  AnomalyDetection,
  BeforeAndNow,
  BurstRule,
  CapacityForecast,
  Cause,
  CauseKind,
  CauseNode,
  Decided,
  ErrorPrediction,
  Fingerprint,
  Found,
  GroupState,
  GroupSummary,
  HalfSpaceTrees,
  Judgement,
  Metric,
  Note,
  PreventiveAction,
  Query,
  RisenGroup,
  RootCauseAnalysis,
  Scope,
  Text,
  TimeSeriesForecast,
  Timestamp,
  YoungRise,
} from '../messages';

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
