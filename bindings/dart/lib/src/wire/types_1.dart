// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
part of 'types.dart';

/// Where an action stands.
abstract final class ActionStatus {
  /// Proposed, nothing decided.
  static const recommended = 'recommended';
  /// A person is looking at it.
  static const manualReview = 'manual_review';
  /// A person has approved it.
  static const approved = 'approved';
  /// A person has refused it.
  static const rejected = 'rejected';
  /// It will run at a stated time.
  static const scheduled = 'scheduled';
  /// It is running.
  static const running = 'running';
  /// It ran to its end.
  static const executed = 'executed';
  /// It ran and failed.
  static const failed = 'failed';
  /// What it did was taken back.
  static const rolledBack = 'rolled_back';
  /// It was not needed any more.
  static const skipped = 'skipped';
}

/// A type of preventive action.
abstract final class ActionType {
  /// More replicas, processor or memory.
  static const scaleUpResources = 'scale_up_resources';
  /// Restart before it fails by itself.
  static const preemptiveRestart = 'preemptive_restart';
  /// More connections to a database or service.
  static const connectionPoolIncrease = 'connection_pool_increase';
  /// Empty a cache.
  static const cacheClear = 'cache_clear';
  /// Index, statement or maintenance work in a database.
  static const databaseOptimization = 'database_optimization';
  /// A change of the program.
  static const codePatch = 'code_patch';
  /// Send traffic elsewhere.
  static const trafficReroute = 'traffic_reroute';
  /// Look more often whether it is alive.
  static const healthCheckIncrease = 'health_check_increase';
  /// An alert for those who watch.
  static const monitoringAlert = 'monitoring_alert';
  /// A message to the people in charge.
  static const notifyTeam = 'notify_team';
  /// Go back to the release before.
  static const rollbackDeployment = 'rollback_deployment';
  /// Stop calling what does not answer, for a stated time.
  static const circuitBreakerEnable = 'circuit_breaker_enable';
  /// Refuse a share of the requests, for a stated time.
  static const requestThrottling = 'request_throttling';
  /// Switch off what is not essential.
  static const gracefulDegradation = 'graceful_degradation';
  /// A person looks at it.
  static const manualReview = 'manual_review';
}

/// What kind of strangeness an anomaly is.
abstract final class AnomalyType {
  /// More than expected, and not (yet) for long.
  static const spike = 'spike';
  /// Less than expected, down to nothing at all.
  static const drop = 'drop';
  /// The level moved and stayed moved.
  static const trendChange = 'trend_change';
  /// The mix of errors is not that of its history.
  static const patternDeviation = 'pattern_deviation';
  /// Metrics that used to move together do not.
  static const correlationBreak = 'correlation_break';
}

/// How high a probability is (0.40, 0.60, 0.75).
abstract final class Band {
  /// Below 0.40.
  static const low = 'low';
  /// 0.40 to 0.60.
  static const medium = 'medium';
  /// 0.60 to 0.75.
  static const high = 'high';
  /// 0.75 and above.
  static const critical = 'critical';
}

/// Where a probability comes from.
abstract final class Basis {
  /// How often it happened before, whatever the present state.
  static const baseRate = 'base_rate';
  /// A trained model, calibrated on data it was not fitted on.
  static const model = 'model';
}

/// What kind of thing a cause is.
abstract final class CauseKind {
  /// A deployment shortly before.
  static const deployment = 'deployment';
  /// Another recorded change (configuration, flag, schema) shortly before.
  static const change = 'change';
  /// An error group that is new or rose.
  static const errorGroup = 'error_group';
  /// A resource of the service (processor, memory, disk) far from its usual level.
  static const resource = 'resource';
  /// The service itself became slow: the rise is not explained by what it calls.
  static const ownTime = 'own_time';
  /// The way to the service became slow: callers wait, the service itself does not.
  static const network = 'network';
  /// The service itself fails: its failures are not explained by what it calls.
  static const ownFailures = 'own_failures';
  /// The service stopped calling what it used to call, with the same traffic coming in.
  static const lostCalls = 'lost_calls';
  /// The service stopped doing (logging) a step it used to do.
  static const lostStep = 'lost_step';
  /// Another service moved first.
  static const dependency = 'dependency';
  /// More or less traffic than usual.
  static const traffic = 'traffic';
}

/// How far an analysis goes.
abstract final class Depth {
  /// Anomalies only.
  static const quick = 'quick';
  /// Predictions, forecasts, patterns and states of errors, insights and actions too.
  static const full = 'full';
  /// Root causes too.
  static const deep = 'deep';
}

/// How much work an action is.
abstract final class Difficulty {
  /// A setting or a message.
  static const easy = 'easy';
  /// Needs care or preparation.
  static const medium = 'medium';
  /// Needs design, code or a migration.
  static const hard = 'hard';
}

/// What an error is about: what kind of remedy could help.
abstract final class ErrorClass {
  /// A pool of connections is used up.
  static const pool = 'pool';
  /// Memory or another resource of the process is used up.
  static const memory = 'memory';
  /// The database refused, locked or failed.
  static const database = 'database';
  /// A cache or what came out of it.
  static const cache = 'cache';
  /// Something did not answer in time.
  static const timeout = 'timeout';
  /// Something could not be reached.
  static const connection = 'connection';
  /// Too many requests.
  static const overload = 'overload';
  /// Someone was not allowed in.
  static const auth = 'auth';
  /// A mistake in the program: null, type, index, missing name.
  static const code = 'code';
  /// None of these.
  static const other = 'other';
}

/// What went wrong, in a form programs can match on. The text code ([`ErrorKind::code`]) is stable: codes are added,
/// never changed.
abstract final class ErrorKind {
  /// An argument of a call is out of its range or contradicts another.
  static const invalidArgument = 'invalid_argument';
  /// A setting of a method or a configuration key is out of its range.
  static const invalidSetting = 'invalid_setting';
  /// Input data could not be read: the message names file, line, field and what was expected.
  static const invalidInput = 'invalid_input';
  /// A method needs more data than it was given.
  static const notEnoughData = 'not_enough_data';
  /// A name (method, feature, service, operation) is not known; the message lists the valid ones.
  static const unknownName = 'unknown_name';
  /// A saved model, state or message has a version this build does not know.
  static const unsupportedVersion = 'unsupported_version';
  /// A saved model or state is damaged: its checksum or structure does not hold.
  static const corrupt = 'corrupt';
  /// A stated limit (line length, nesting depth, memory) was reached.
  static const limitExceeded = 'limit_exceeded';
  /// What a call speaks of (a handle, a row, a file of a model) is not there.
  static const notFound = 'not_found';
  /// What a call wants contradicts what is there by now: it exists already, or was changed meanwhile.
  static const conflict = 'conflict';
  /// Something that is needed cannot be reached at the moment; the same call may work later.
  static const unavailable = 'unavailable';
  /// The caller, or the deadline it set, ended the work before it was done; nothing was changed.
  static const cancelled = 'cancelled';
  /// A file or stream could not be read or written.
  static const io = 'io';
  /// A bug in errpredict itself.
  static const internal = 'internal';
}

/// What kind of thing happened.
abstract final class EventKind {
  /// A log record. It counts as an error from severity `medium` up; `info` and `low` are context.
  static const error = 'error';
  /// A request that was served: throughput and response times.
  static const request = 'request';
  /// A new version went live.
  static const deployment = 'deployment';
}

/// What a person says of a prediction, an anomaly or an insight.
abstract final class FeedbackType {
  /// It was foreseen or found, and it came.
  static const truePositive = 'true_positive';
  /// It was foreseen or found, and nothing was wrong.
  static const falsePositive = 'false_positive';
  /// It came, and was not foreseen or found.
  static const falseNegative = 'false_negative';
  /// It was foreseen in time to act.
  static const earlyWarningCorrect = 'early_warning_correct';
  /// It came, more or less severe than said.
  static const severityMismatch = 'severity_mismatch';
  /// It helped.
  static const useful = 'useful';
  /// It could be acted on.
  static const actionable = 'actionable';
  /// It was right, and nobody needs to know.
  static const irrelevant = 'irrelevant';
}

/// The formats that are read.
abstract final class Format {
  /// One JSON object a line.
  static const ndjson = 'ndjson';
  /// JSON objects in an array, or one after the other, over any number of lines.
  static const json = 'json';
  /// A table with a header.
  static const csv = 'csv';
  /// `key=value` pairs.
  static const logfmt = 'logfmt';
  /// syslog, RFC 5424 or RFC 3164.
  static const syslog = 'syslog';
  /// Lines that begin with a time, or have one in a fixed place.
  static const plain = 'plain';
  /// Access log of nginx or Apache.
  static const access = 'access';
  /// nginx's error log.
  static const nginxError = 'nginx_error';
  /// Apache's error log.
  static const apacheError = 'apache_error';
  /// Tables whose `#Fields` line names the columns: W3C (IIS, CloudFront), Zeek.
  static const w3c = 'w3c';
  /// Lines with the name of a container in front: `docker compose logs`, `kubectl logs --prefix`.
  static const compose = 'compose';
  /// Lines of a form that `--pattern` describes.
  static const own = 'own';
  /// Docker's JSON files, with a log of another format inside.
  static const docker = 'docker';
  /// Kubernetes' container logs (CRI), with a log of another format inside.
  static const cri = 'cri';
  /// `journalctl -o json`.
  static const journald = 'journald';
  /// OpenTelemetry logs and traces as JSON.
  static const otlp = 'otlp';
  /// Events and envelopes of Sentry's clients.
  static const sentry = 'sentry';
  /// Parquet files; needs the cargo feature `parquet`.
  static const parquet = 'parquet';
  /// Arrow files (Feather version 2) and streams; needs the cargo feature `parquet`.
  static const arrow = 'arrow';
}

/// What found an anomaly.
abstract final class FoundBy {
  /// The model of counts ([`detect_counts`](super::detect_counts), [`Watch`](super::Watch)).
  static const counts = 'counts';
  /// The robust level of a watched number ([`Watch`](super::Watch)).
  static const values = 'values';
  /// The scores of a detector, by a threshold ([`anomalies_of`](super::anomalies_of)).
  static const scores = 'scores';
  /// The comparison of mixes ([`pattern_deviation`](super::pattern_deviation)).
  static const mix = 'mix';
  /// The order of days ([`drift`](super::drift)).
  static const drift = 'drift';
  /// The first of its kind.
  static const first = 'first';
  /// The comparison of correlations ([`CorrelationBreak`](super::CorrelationBreak)).
  static const correlation = 'correlation';
  /// The comparison with services like it ([`peers_of_counts`](super::peers_of_counts())).
  static const peers = 'peers';
}

/// How an error group stands.
abstract final class GroupStateName {
  /// Never seen before.
  static const new_ = 'new';
  /// Gone for long, and back.
  static const regressed = 'regressed';
  /// Much more often than before.
  static const escalating = 'escalating';
  /// Regular before, silent now.
  static const vanished = 'vanished';
}

/// Where an estimate of impact comes from.
abstract final class ImpactSource {
  /// Outcomes of earlier actions of this type, against the forecast.
  static const measuredOutcomes = 'measured_outcomes';
  /// No outcome of this type is known yet: only what is at stake is stated.
  static const notMeasuredYet = 'not_measured_yet';
  /// The action changes nothing by itself (a message, a ticket).
  static const noDirectEffect = 'no_direct_effect';
}

/// How much an insight matters.
abstract final class InsightSeverity {
  /// Good to know.
  static const info = 'info';
  /// Will cost something if left alone.
  static const warning = 'warning';
  /// Costs something now.
  static const critical = 'critical';
}

/// Where an insight stands.
abstract final class InsightStatus {
  /// Nobody has looked at it.
  static const new_ = 'new';
  /// Someone has seen it.
  static const acknowledged = 'acknowledged';
  /// Someone is on it.
  static const inProgress = 'in_progress';
  /// Done.
  static const resolved = 'resolved';
  /// Left as it is, on purpose.
  static const wontFix = 'wont_fix';
}

/// The eight types (specification 4.9).
abstract final class InsightType {
  /// Errors rise or fall over weeks.
  static const trendDetection = 'trend_detection';
  /// Anomalies come back at the same hour or weekday.
  static const anomalyPattern = 'anomaly_pattern';
  /// Responses became slower.
  static const performanceDegradation = 'performance_degradation';
  /// A limit will be reached.
  static const capacityPlanning = 'capacity_planning';
  /// Errors per request (or per day) this week against the weeks before.
  static const reliabilityTrend = 'reliability_trend';
  /// Much of the volume comes from one place.
  static const costOptimization = 'cost_optimization';
  /// Someone is trying doors.
  static const securityConcern = 'security_concern';
  /// Several services at once: something they share.
  static const infrastructureIssue = 'infrastructure_issue';
}

/// What the numbers under a level name mean; the programs that write them disagree, so it is never guessed.
abstract final class LevelNumbers {
  /// pino and bunyan: 10 trace, 20 debug, 30 info, 40 warn, 50 error, 60 fatal.
  static const pino = 'pino';
  /// Python: 10 debug, 20 info, 30 warning, 40 error, 50 critical.
  static const python = 'python';
  /// syslog: 0 emergency to 7 debug.
  static const syslog = 'syslog';
  /// OpenTelemetry: 1 trace to 24 fatal.
  static const otel = 'otel';
}

/// What kind of thing happened.
abstract final class MomentKind {
  /// A deployment, of any service.
  static const deployment = 'deployment';
  /// The errors of another service rose.
  static const otherRise = 'other_rise';
  /// An error group of the service was seen for the first time.
  static const newGroup = 'new_group';
  /// The errors of the service rose: the onset.
  static const rise = 'rise';
}

/// What is asked of an action.
abstract final class Move {
  /// Put it before a person.
  static const review = 'review';
  /// Approve it.
  static const approve = 'approve';
  /// Refuse it, or withdraw an approval before it runs.
  static const reject = 'reject';
  /// Plan it for later.
  static const schedule = 'schedule';
  /// Drop it because it is not needed any more.
  static const skip = 'skip';
  /// Start it.
  static const start = 'start';
  /// It ended well.
  static const succeed = 'succeed';
  /// It ended badly.
  static const fail = 'fail';
  /// Take it back.
  static const rollBack = 'roll_back';
}

/// Kinds of unusual things in a history.
abstract final class NoteKind {
  /// Values that were missing and were filled in for fitting.
  static const gap = 'gap';
  /// Single values far outside the range of those around them.
  static const outlier = 'outlier';
  /// The level moved and stayed moved.
  static const levelShift = 'level_shift';
  /// A running total fell back to near zero, as counters do at a restart.
  static const reset = 'reset';
  /// All values are the same.
  static const constant = 'constant';
  /// Too few values for the wanted seasons.
  static const short = 'short';
  /// The clock of the zone was put forward or back.
  static const clockChange = 'clock_change';
  /// Dates of a holiday.
  static const holiday = 'holiday';
}
