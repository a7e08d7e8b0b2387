<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** Where an action stands. */
final class ActionStatus
{
    /** Proposed, nothing decided. */
    public const RECOMMENDED = 'recommended';
    /** A person is looking at it. */
    public const MANUAL_REVIEW = 'manual_review';
    /** A person has approved it. */
    public const APPROVED = 'approved';
    /** A person has refused it. */
    public const REJECTED = 'rejected';
    /** It will run at a stated time. */
    public const SCHEDULED = 'scheduled';
    /** It is running. */
    public const RUNNING = 'running';
    /** It ran to its end. */
    public const EXECUTED = 'executed';
    /** It ran and failed. */
    public const FAILED = 'failed';
    /** What it did was taken back. */
    public const ROLLED_BACK = 'rolled_back';
    /** It was not needed any more. */
    public const SKIPPED = 'skipped';
}

/** A type of preventive action. */
final class ActionType
{
    /** More replicas, processor or memory. */
    public const SCALE_UP_RESOURCES = 'scale_up_resources';
    /** Restart before it fails by itself. */
    public const PREEMPTIVE_RESTART = 'preemptive_restart';
    /** More connections to a database or service. */
    public const CONNECTION_POOL_INCREASE = 'connection_pool_increase';
    /** Empty a cache. */
    public const CACHE_CLEAR = 'cache_clear';
    /** Index, statement or maintenance work in a database. */
    public const DATABASE_OPTIMIZATION = 'database_optimization';
    /** A change of the program. */
    public const CODE_PATCH = 'code_patch';
    /** Send traffic elsewhere. */
    public const TRAFFIC_REROUTE = 'traffic_reroute';
    /** Look more often whether it is alive. */
    public const HEALTH_CHECK_INCREASE = 'health_check_increase';
    /** An alert for those who watch. */
    public const MONITORING_ALERT = 'monitoring_alert';
    /** A message to the people in charge. */
    public const NOTIFY_TEAM = 'notify_team';
    /** Go back to the release before. */
    public const ROLLBACK_DEPLOYMENT = 'rollback_deployment';
    /** Stop calling what does not answer, for a stated time. */
    public const CIRCUIT_BREAKER_ENABLE = 'circuit_breaker_enable';
    /** Refuse a share of the requests, for a stated time. */
    public const REQUEST_THROTTLING = 'request_throttling';
    /** Switch off what is not essential. */
    public const GRACEFUL_DEGRADATION = 'graceful_degradation';
    /** A person looks at it. */
    public const MANUAL_REVIEW = 'manual_review';
}

/** What kind of strangeness an anomaly is. */
final class AnomalyType
{
    /** More than expected, and not (yet) for long. */
    public const SPIKE = 'spike';
    /** Less than expected, down to nothing at all. */
    public const DROP = 'drop';
    /** The level moved and stayed moved. */
    public const TREND_CHANGE = 'trend_change';
    /** The mix of errors is not that of its history. */
    public const PATTERN_DEVIATION = 'pattern_deviation';
    /** Metrics that used to move together do not. */
    public const CORRELATION_BREAK = 'correlation_break';
}

/** How high a probability is (0.40, 0.60, 0.75). */
final class Band
{
    /** Below 0.40. */
    public const LOW = 'low';
    /** 0.40 to 0.60. */
    public const MEDIUM = 'medium';
    /** 0.60 to 0.75. */
    public const HIGH = 'high';
    /** 0.75 and above. */
    public const CRITICAL = 'critical';
}

/** Where a probability comes from. */
final class Basis
{
    /** How often it happened before, whatever the present state. */
    public const BASE_RATE = 'base_rate';
    /** A trained model, calibrated on data it was not fitted on. */
    public const MODEL = 'model';
}

/** What kind of thing a cause is. */
final class CauseKind
{
    /** A deployment shortly before. */
    public const DEPLOYMENT = 'deployment';
    /** Another recorded change (configuration, flag, schema) shortly before. */
    public const CHANGE = 'change';
    /** An error group that is new or rose. */
    public const ERROR_GROUP = 'error_group';
    /** A resource of the service (processor, memory, disk) far from its usual level. */
    public const RESOURCE = 'resource';
    /** The service itself became slow: the rise is not explained by what it calls. */
    public const OWN_TIME = 'own_time';
    /** The way to the service became slow: callers wait, the service itself does not. */
    public const NETWORK = 'network';
    /** The service itself fails: its failures are not explained by what it calls. */
    public const OWN_FAILURES = 'own_failures';
    /** The service stopped calling what it used to call, with the same traffic coming in. */
    public const LOST_CALLS = 'lost_calls';
    /** The service stopped doing (logging) a step it used to do. */
    public const LOST_STEP = 'lost_step';
    /** Another service moved first. */
    public const DEPENDENCY = 'dependency';
    /** More or less traffic than usual. */
    public const TRAFFIC = 'traffic';
}

/** How far an analysis goes. */
final class Depth
{
    /** Anomalies only. */
    public const QUICK = 'quick';
    /** Predictions, forecasts, patterns and states of errors, insights and actions too. */
    public const FULL = 'full';
    /** Root causes too. */
    public const DEEP = 'deep';
}

/** How much work an action is. */
final class Difficulty
{
    /** A setting or a message. */
    public const EASY = 'easy';
    /** Needs care or preparation. */
    public const MEDIUM = 'medium';
    /** Needs design, code or a migration. */
    public const HARD = 'hard';
}

/** What an error is about: what kind of remedy could help. */
final class ErrorClass
{
    /** A pool of connections is used up. */
    public const POOL = 'pool';
    /** Memory or another resource of the process is used up. */
    public const MEMORY = 'memory';
    /** The database refused, locked or failed. */
    public const DATABASE = 'database';
    /** A cache or what came out of it. */
    public const CACHE = 'cache';
    /** Something did not answer in time. */
    public const TIMEOUT = 'timeout';
    /** Something could not be reached. */
    public const CONNECTION = 'connection';
    /** Too many requests. */
    public const OVERLOAD = 'overload';
    /** Someone was not allowed in. */
    public const AUTH = 'auth';
    /** A mistake in the program: null, type, index, missing name. */
    public const CODE = 'code';
    /** None of these. */
    public const OTHER = 'other';
}

/** What went wrong, in a form programs can match on. The text code ([`ErrorKind::code`]) is stable: codes are added, never changed. */
final class ErrorKind
{
    /** An argument of a call is out of its range or contradicts another. */
    public const INVALID_ARGUMENT = 'invalid_argument';
    /** A setting of a method or a configuration key is out of its range. */
    public const INVALID_SETTING = 'invalid_setting';
    /** Input data could not be read: the message names file, line, field and what was expected. */
    public const INVALID_INPUT = 'invalid_input';
    /** A method needs more data than it was given. */
    public const NOT_ENOUGH_DATA = 'not_enough_data';
    /** A name (method, feature, service, operation) is not known; the message lists the valid ones. */
    public const UNKNOWN_NAME = 'unknown_name';
    /** A saved model, state or message has a version this build does not know. */
    public const UNSUPPORTED_VERSION = 'unsupported_version';
    /** A saved model or state is damaged: its checksum or structure does not hold. */
    public const CORRUPT = 'corrupt';
    /** A stated limit (line length, nesting depth, memory) was reached. */
    public const LIMIT_EXCEEDED = 'limit_exceeded';
    /** What a call speaks of (a handle, a row, a file of a model) is not there. */
    public const NOT_FOUND = 'not_found';
    /** What a call wants contradicts what is there by now: it exists already, or was changed meanwhile. */
    public const CONFLICT = 'conflict';
    /** Something that is needed cannot be reached at the moment; the same call may work later. */
    public const UNAVAILABLE = 'unavailable';
    /** The caller, or the deadline it set, ended the work before it was done; nothing was changed. */
    public const CANCELLED = 'cancelled';
    /** A file or stream could not be read or written. */
    public const IO = 'io';
    /** A bug in errpredict itself. */
    public const INTERNAL = 'internal';
}

/** What kind of thing happened. */
final class EventKind
{
    /** A log record. It counts as an error from severity `medium` up; `info` and `low` are context. */
    public const ERROR = 'error';
    /** A request that was served: throughput and response times. */
    public const REQUEST = 'request';
    /** A new version went live. */
    public const DEPLOYMENT = 'deployment';
}

/** What a person says of a prediction, an anomaly or an insight. */
final class FeedbackType
{
    /** It was foreseen or found, and it came. */
    public const TRUE_POSITIVE = 'true_positive';
    /** It was foreseen or found, and nothing was wrong. */
    public const FALSE_POSITIVE = 'false_positive';
    /** It came, and was not foreseen or found. */
    public const FALSE_NEGATIVE = 'false_negative';
    /** It was foreseen in time to act. */
    public const EARLY_WARNING_CORRECT = 'early_warning_correct';
    /** It came, more or less severe than said. */
    public const SEVERITY_MISMATCH = 'severity_mismatch';
    /** It helped. */
    public const USEFUL = 'useful';
    /** It could be acted on. */
    public const ACTIONABLE = 'actionable';
    /** It was right, and nobody needs to know. */
    public const IRRELEVANT = 'irrelevant';
}

/** The formats that are read. */
final class Format
{
    /** One JSON object a line. */
    public const NDJSON = 'ndjson';
    /** JSON objects in an array, or one after the other, over any number of lines. */
    public const JSON = 'json';
    /** A table with a header. */
    public const CSV = 'csv';
    /** `key=value` pairs. */
    public const LOGFMT = 'logfmt';
    /** syslog, RFC 5424 or RFC 3164. */
    public const SYSLOG = 'syslog';
    /** Lines that begin with a time, or have one in a fixed place. */
    public const PLAIN = 'plain';
    /** Access log of nginx or Apache. */
    public const ACCESS = 'access';
    /** nginx's error log. */
    public const NGINX_ERROR = 'nginx_error';
    /** Apache's error log. */
    public const APACHE_ERROR = 'apache_error';
    /** Tables whose `#Fields` line names the columns: W3C (IIS, CloudFront), Zeek. */
    public const W3C = 'w3c';
    /** Lines with the name of a container in front: `docker compose logs`, `kubectl logs --prefix`. */
    public const COMPOSE = 'compose';
    /** Lines of a form that `--pattern` describes. */
    public const OWN = 'own';
    /** Docker's JSON files, with a log of another format inside. */
    public const DOCKER = 'docker';
    /** Kubernetes' container logs (CRI), with a log of another format inside. */
    public const CRI = 'cri';
    /** `journalctl -o json`. */
    public const JOURNALD = 'journald';
    /** OpenTelemetry logs and traces as JSON. */
    public const OTLP = 'otlp';
    /** Events and envelopes of Sentry's clients. */
    public const SENTRY = 'sentry';
    /** Parquet files; needs the cargo feature `parquet`. */
    public const PARQUET = 'parquet';
    /** Arrow files (Feather version 2) and streams; needs the cargo feature `parquet`. */
    public const ARROW = 'arrow';
}

/** What found an anomaly. */
final class FoundBy
{
    /** The model of counts ([`detect_counts`](super::detect_counts), [`Watch`](super::Watch)). */
    public const COUNTS = 'counts';
    /** The robust level of a watched number ([`Watch`](super::Watch)). */
    public const VALUES = 'values';
    /** The scores of a detector, by a threshold ([`anomalies_of`](super::anomalies_of)). */
    public const SCORES = 'scores';
    /** The comparison of mixes ([`pattern_deviation`](super::pattern_deviation)). */
    public const MIX = 'mix';
    /** The order of days ([`drift`](super::drift)). */
    public const DRIFT = 'drift';
    /** The first of its kind. */
    public const FIRST = 'first';
    /** The comparison of correlations ([`CorrelationBreak`](super::CorrelationBreak)). */
    public const CORRELATION = 'correlation';
    /** The comparison with services like it ([`peers_of_counts`](super::peers_of_counts())). */
    public const PEERS = 'peers';
}

/** How an error group stands. */
final class GroupStateName
{
    /** Never seen before. */
    public const NEW = 'new';
    /** Gone for long, and back. */
    public const REGRESSED = 'regressed';
    /** Much more often than before. */
    public const ESCALATING = 'escalating';
    /** Regular before, silent now. */
    public const VANISHED = 'vanished';
}

/** Where an estimate of impact comes from. */
final class ImpactSource
{
    /** Outcomes of earlier actions of this type, against the forecast. */
    public const MEASURED_OUTCOMES = 'measured_outcomes';
    /** No outcome of this type is known yet: only what is at stake is stated. */
    public const NOT_MEASURED_YET = 'not_measured_yet';
    /** The action changes nothing by itself (a message, a ticket). */
    public const NO_DIRECT_EFFECT = 'no_direct_effect';
}

/** How much an insight matters. */
final class InsightSeverity
{
    /** Good to know. */
    public const INFO = 'info';
    /** Will cost something if left alone. */
    public const WARNING = 'warning';
    /** Costs something now. */
    public const CRITICAL = 'critical';
}

/** Where an insight stands. */
final class InsightStatus
{
    /** Nobody has looked at it. */
    public const NEW = 'new';
    /** Someone has seen it. */
    public const ACKNOWLEDGED = 'acknowledged';
    /** Someone is on it. */
    public const IN_PROGRESS = 'in_progress';
    /** Done. */
    public const RESOLVED = 'resolved';
    /** Left as it is, on purpose. */
    public const WONT_FIX = 'wont_fix';
}

/** The eight types (specification 4.9). */
final class InsightType
{
    /** Errors rise or fall over weeks. */
    public const TREND_DETECTION = 'trend_detection';
    /** Anomalies come back at the same hour or weekday. */
    public const ANOMALY_PATTERN = 'anomaly_pattern';
    /** Responses became slower. */
    public const PERFORMANCE_DEGRADATION = 'performance_degradation';
    /** A limit will be reached. */
    public const CAPACITY_PLANNING = 'capacity_planning';
    /** Errors per request (or per day) this week against the weeks before. */
    public const RELIABILITY_TREND = 'reliability_trend';
    /** Much of the volume comes from one place. */
    public const COST_OPTIMIZATION = 'cost_optimization';
    /** Someone is trying doors. */
    public const SECURITY_CONCERN = 'security_concern';
    /** Several services at once: something they share. */
    public const INFRASTRUCTURE_ISSUE = 'infrastructure_issue';
}

/** What the numbers under a level name mean; the programs that write them disagree, so it is never guessed. */
final class LevelNumbers
{
    /** pino and bunyan: 10 trace, 20 debug, 30 info, 40 warn, 50 error, 60 fatal. */
    public const PINO = 'pino';
    /** Python: 10 debug, 20 info, 30 warning, 40 error, 50 critical. */
    public const PYTHON = 'python';
    /** syslog: 0 emergency to 7 debug. */
    public const SYSLOG = 'syslog';
    /** OpenTelemetry: 1 trace to 24 fatal. */
    public const OTEL = 'otel';
}

/** What kind of thing happened. */
final class MomentKind
{
    /** A deployment, of any service. */
    public const DEPLOYMENT = 'deployment';
    /** The errors of another service rose. */
    public const OTHER_RISE = 'other_rise';
    /** An error group of the service was seen for the first time. */
    public const NEW_GROUP = 'new_group';
    /** The errors of the service rose: the onset. */
    public const RISE = 'rise';
}

/** What is asked of an action. */
final class Move
{
    /** Put it before a person. */
    public const REVIEW = 'review';
    /** Approve it. */
    public const APPROVE = 'approve';
    /** Refuse it, or withdraw an approval before it runs. */
    public const REJECT = 'reject';
    /** Plan it for later. */
    public const SCHEDULE = 'schedule';
    /** Drop it because it is not needed any more. */
    public const SKIP = 'skip';
    /** Start it. */
    public const START = 'start';
    /** It ended well. */
    public const SUCCEED = 'succeed';
    /** It ended badly. */
    public const FAIL = 'fail';
    /** Take it back. */
    public const ROLL_BACK = 'roll_back';
}
