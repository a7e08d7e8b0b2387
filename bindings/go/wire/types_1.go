// Code generated from schema/wire by bindings/generate/main.py; DO NOT EDIT.

package wire

// ActionStatus: Where an action stands.
type ActionStatus string

// The values of ActionStatus.
const (
	// ActionStatusRecommended: Proposed, nothing decided.
	ActionStatusRecommended ActionStatus = "recommended"

	// ActionStatusManualReview: A person is looking at it.
	ActionStatusManualReview ActionStatus = "manual_review"

	// ActionStatusApproved: A person has approved it.
	ActionStatusApproved ActionStatus = "approved"

	// ActionStatusRejected: A person has refused it.
	ActionStatusRejected ActionStatus = "rejected"

	// ActionStatusScheduled: It will run at a stated time.
	ActionStatusScheduled ActionStatus = "scheduled"

	// ActionStatusRunning: It is running.
	ActionStatusRunning ActionStatus = "running"

	// ActionStatusExecuted: It ran to its end.
	ActionStatusExecuted ActionStatus = "executed"

	// ActionStatusFailed: It ran and failed.
	ActionStatusFailed ActionStatus = "failed"

	// ActionStatusRolledBack: What it did was taken back.
	ActionStatusRolledBack ActionStatus = "rolled_back"

	// ActionStatusSkipped: It was not needed any more.
	ActionStatusSkipped ActionStatus = "skipped"
)

// ActionType: A type of preventive action.
type ActionType string

// The values of ActionType.
const (
	// ActionTypeScaleUpResources: More replicas, processor or memory.
	ActionTypeScaleUpResources ActionType = "scale_up_resources"

	// ActionTypePreemptiveRestart: Restart before it fails by itself.
	ActionTypePreemptiveRestart ActionType = "preemptive_restart"

	// ActionTypeConnectionPoolIncrease: More connections to a database or service.
	ActionTypeConnectionPoolIncrease ActionType = "connection_pool_increase"

	// ActionTypeCacheClear: Empty a cache.
	ActionTypeCacheClear ActionType = "cache_clear"

	// ActionTypeDatabaseOptimization: Index, statement or maintenance work in a database.
	ActionTypeDatabaseOptimization ActionType = "database_optimization"

	// ActionTypeCodePatch: A change of the program.
	ActionTypeCodePatch ActionType = "code_patch"

	// ActionTypeTrafficReroute: Send traffic elsewhere.
	ActionTypeTrafficReroute ActionType = "traffic_reroute"

	// ActionTypeHealthCheckIncrease: Look more often whether it is alive.
	ActionTypeHealthCheckIncrease ActionType = "health_check_increase"

	// ActionTypeMonitoringAlert: An alert for those who watch.
	ActionTypeMonitoringAlert ActionType = "monitoring_alert"

	// ActionTypeNotifyTeam: A message to the people in charge.
	ActionTypeNotifyTeam ActionType = "notify_team"

	// ActionTypeRollbackDeployment: Go back to the release before.
	ActionTypeRollbackDeployment ActionType = "rollback_deployment"

	// ActionTypeCircuitBreakerEnable: Stop calling what does not answer, for a stated time.
	ActionTypeCircuitBreakerEnable ActionType = "circuit_breaker_enable"

	// ActionTypeRequestThrottling: Refuse a share of the requests, for a stated time.
	ActionTypeRequestThrottling ActionType = "request_throttling"

	// ActionTypeGracefulDegradation: Switch off what is not essential.
	ActionTypeGracefulDegradation ActionType = "graceful_degradation"

	// ActionTypeManualReview: A person looks at it.
	ActionTypeManualReview ActionType = "manual_review"
)

// AnomalyType: What kind of strangeness an anomaly is.
type AnomalyType string

// The values of AnomalyType.
const (
	// AnomalyTypeSpike: More than expected, and not (yet) for long.
	AnomalyTypeSpike AnomalyType = "spike"

	// AnomalyTypeDrop: Less than expected, down to nothing at all.
	AnomalyTypeDrop AnomalyType = "drop"

	// AnomalyTypeTrendChange: The level moved and stayed moved.
	AnomalyTypeTrendChange AnomalyType = "trend_change"

	// AnomalyTypePatternDeviation: The mix of errors is not that of its history.
	AnomalyTypePatternDeviation AnomalyType = "pattern_deviation"

	// AnomalyTypeCorrelationBreak: Metrics that used to move together do not.
	AnomalyTypeCorrelationBreak AnomalyType = "correlation_break"
)

// Band: How high a probability is (0.40, 0.60, 0.75).
type Band string

// The values of Band.
const (
	// BandLow: Below 0.40.
	BandLow Band = "low"

	// BandMedium: 0.40 to 0.60.
	BandMedium Band = "medium"

	// BandHigh: 0.60 to 0.75.
	BandHigh Band = "high"

	// BandCritical: 0.75 and above.
	BandCritical Band = "critical"
)

// Basis: Where a probability comes from.
type Basis string

// The values of Basis.
const (
	// BasisBaseRate: How often it happened before, whatever the present state.
	BasisBaseRate Basis = "base_rate"

	// BasisModel: A trained model, calibrated on data it was not fitted on.
	BasisModel Basis = "model"
)

// CauseKind: What kind of thing a cause is.
type CauseKind string

// The values of CauseKind.
const (
	// CauseKindDeployment: A deployment shortly before.
	CauseKindDeployment CauseKind = "deployment"

	// CauseKindChange: Another recorded change (configuration, flag, schema) shortly before.
	CauseKindChange CauseKind = "change"

	// CauseKindErrorGroup: An error group that is new or rose.
	CauseKindErrorGroup CauseKind = "error_group"

	// CauseKindResource: A resource of the service (processor, memory, disk) far from its usual level.
	CauseKindResource CauseKind = "resource"

	// CauseKindOwnTime: The service itself became slow: the rise is not explained by what it calls.
	CauseKindOwnTime CauseKind = "own_time"

	// CauseKindNetwork: The way to the service became slow: callers wait, the service itself does not.
	CauseKindNetwork CauseKind = "network"

	// CauseKindOwnFailures: The service itself fails: its failures are not explained by what it calls.
	CauseKindOwnFailures CauseKind = "own_failures"

	// CauseKindLostCalls: The service stopped calling what it used to call, with the same traffic coming in.
	CauseKindLostCalls CauseKind = "lost_calls"

	// CauseKindLostStep: The service stopped doing (logging) a step it used to do.
	CauseKindLostStep CauseKind = "lost_step"

	// CauseKindDependency: Another service moved first.
	CauseKindDependency CauseKind = "dependency"

	// CauseKindTraffic: More or less traffic than usual.
	CauseKindTraffic CauseKind = "traffic"
)

// Depth: How far an analysis goes.
type Depth string

// The values of Depth.
const (
	// DepthQuick: Anomalies only.
	DepthQuick Depth = "quick"

	// DepthFull: Predictions, forecasts, patterns and states of errors, insights and actions too.
	DepthFull Depth = "full"

	// DepthDeep: Root causes too.
	DepthDeep Depth = "deep"
)

// Difficulty: How much work an action is.
type Difficulty string

// The values of Difficulty.
const (
	// DifficultyEasy: A setting or a message.
	DifficultyEasy Difficulty = "easy"

	// DifficultyMedium: Needs care or preparation.
	DifficultyMedium Difficulty = "medium"

	// DifficultyHard: Needs design, code or a migration.
	DifficultyHard Difficulty = "hard"
)

// ErrorClass: What an error is about: what kind of remedy could help.
type ErrorClass string

// The values of ErrorClass.
const (
	// ErrorClassPool: A pool of connections is used up.
	ErrorClassPool ErrorClass = "pool"

	// ErrorClassMemory: Memory or another resource of the process is used up.
	ErrorClassMemory ErrorClass = "memory"

	// ErrorClassDatabase: The database refused, locked or failed.
	ErrorClassDatabase ErrorClass = "database"

	// ErrorClassCache: A cache or what came out of it.
	ErrorClassCache ErrorClass = "cache"

	// ErrorClassTimeout: Something did not answer in time.
	ErrorClassTimeout ErrorClass = "timeout"

	// ErrorClassConnection: Something could not be reached.
	ErrorClassConnection ErrorClass = "connection"

	// ErrorClassOverload: Too many requests.
	ErrorClassOverload ErrorClass = "overload"

	// ErrorClassAuth: Someone was not allowed in.
	ErrorClassAuth ErrorClass = "auth"

	// ErrorClassCode: A mistake in the program: null, type, index, missing name.
	ErrorClassCode ErrorClass = "code"

	// ErrorClassOther: None of these.
	ErrorClassOther ErrorClass = "other"
)

// ErrorKind: What went wrong, in a form programs can match on. The text code ([`ErrorKind::code`]) is stable: codes are
// added, never changed.
type ErrorKind string

// The values of ErrorKind.
const (
	// ErrorKindInvalidArgument: An argument of a call is out of its range or contradicts another.
	ErrorKindInvalidArgument ErrorKind = "invalid_argument"

	// ErrorKindInvalidSetting: A setting of a method or a configuration key is out of its range.
	ErrorKindInvalidSetting ErrorKind = "invalid_setting"

	// ErrorKindInvalidInput: Input data could not be read: the message names file, line, field and what was expected.
	ErrorKindInvalidInput ErrorKind = "invalid_input"

	// ErrorKindNotEnoughData: A method needs more data than it was given.
	ErrorKindNotEnoughData ErrorKind = "not_enough_data"

	// ErrorKindUnknownName: A name (method, feature, service, operation) is not known; the message lists the valid ones.
	ErrorKindUnknownName ErrorKind = "unknown_name"

	// ErrorKindUnsupportedVersion: A saved model, state or message has a version this build does not know.
	ErrorKindUnsupportedVersion ErrorKind = "unsupported_version"

	// ErrorKindCorrupt: A saved model or state is damaged: its checksum or structure does not hold.
	ErrorKindCorrupt ErrorKind = "corrupt"

	// ErrorKindLimitExceeded: A stated limit (line length, nesting depth, memory) was reached.
	ErrorKindLimitExceeded ErrorKind = "limit_exceeded"

	// ErrorKindNotFound: What a call speaks of (a handle, a row, a file of a model) is not there.
	ErrorKindNotFound ErrorKind = "not_found"

	// ErrorKindConflict: What a call wants contradicts what is there by now: it exists already, or was changed meanwhile.
	ErrorKindConflict ErrorKind = "conflict"

	// ErrorKindUnavailable: Something that is needed cannot be reached at the moment; the same call may work later.
	ErrorKindUnavailable ErrorKind = "unavailable"

	// ErrorKindCancelled: The caller, or the deadline it set, ended the work before it was done; nothing was changed.
	ErrorKindCancelled ErrorKind = "cancelled"

	// ErrorKindIo: A file or stream could not be read or written.
	ErrorKindIo ErrorKind = "io"

	// ErrorKindInternal: A bug in errpredict itself.
	ErrorKindInternal ErrorKind = "internal"
)

// EventKind: What kind of thing happened.
type EventKind string

// The values of EventKind.
const (
	// EventKindError: A log record. It counts as an error from severity `medium` up; `info` and `low` are context.
	EventKindError EventKind = "error"

	// EventKindRequest: A request that was served: throughput and response times.
	EventKindRequest EventKind = "request"

	// EventKindDeployment: A new version went live.
	EventKindDeployment EventKind = "deployment"
)

// FeedbackType: What a person says of a prediction, an anomaly or an insight.
type FeedbackType string

// The values of FeedbackType.
const (
	// FeedbackTypeTruePositive: It was foreseen or found, and it came.
	FeedbackTypeTruePositive FeedbackType = "true_positive"

	// FeedbackTypeFalsePositive: It was foreseen or found, and nothing was wrong.
	FeedbackTypeFalsePositive FeedbackType = "false_positive"

	// FeedbackTypeFalseNegative: It came, and was not foreseen or found.
	FeedbackTypeFalseNegative FeedbackType = "false_negative"

	// FeedbackTypeEarlyWarningCorrect: It was foreseen in time to act.
	FeedbackTypeEarlyWarningCorrect FeedbackType = "early_warning_correct"

	// FeedbackTypeSeverityMismatch: It came, more or less severe than said.
	FeedbackTypeSeverityMismatch FeedbackType = "severity_mismatch"

	// FeedbackTypeUseful: It helped.
	FeedbackTypeUseful FeedbackType = "useful"

	// FeedbackTypeActionable: It could be acted on.
	FeedbackTypeActionable FeedbackType = "actionable"

	// FeedbackTypeIrrelevant: It was right, and nobody needs to know.
	FeedbackTypeIrrelevant FeedbackType = "irrelevant"
)

// Format: The formats that are read.
type Format string

// The values of Format.
const (
	// FormatNdjson: One JSON object a line.
	FormatNdjson Format = "ndjson"

	// FormatJson: JSON objects in an array, or one after the other, over any number of lines.
	FormatJson Format = "json"

	// FormatCsv: A table with a header.
	FormatCsv Format = "csv"

	// FormatLogfmt: `key=value` pairs.
	FormatLogfmt Format = "logfmt"

	// FormatSyslog: syslog, RFC 5424 or RFC 3164.
	FormatSyslog Format = "syslog"

	// FormatPlain: Lines that begin with a time, or have one in a fixed place.
	FormatPlain Format = "plain"

	// FormatAccess: Access log of nginx or Apache.
	FormatAccess Format = "access"

	// FormatNginxError: nginx's error log.
	FormatNginxError Format = "nginx_error"

	// FormatApacheError: Apache's error log.
	FormatApacheError Format = "apache_error"

	// FormatW3c: Tables whose `#Fields` line names the columns: W3C (IIS, CloudFront), Zeek.
	FormatW3c Format = "w3c"

	// FormatCompose: Lines with the name of a container in front: `docker compose logs`, `kubectl logs --prefix`.
	FormatCompose Format = "compose"

	// FormatOwn: Lines of a form that `--pattern` describes.
	FormatOwn Format = "own"

	// FormatDocker: Docker's JSON files, with a log of another format inside.
	FormatDocker Format = "docker"

	// FormatCri: Kubernetes' container logs (CRI), with a log of another format inside.
	FormatCri Format = "cri"

	// FormatJournald: `journalctl -o json`.
	FormatJournald Format = "journald"

	// FormatOtlp: OpenTelemetry logs and traces as JSON.
	FormatOtlp Format = "otlp"

	// FormatSentry: Events and envelopes of Sentry's clients.
	FormatSentry Format = "sentry"

	// FormatParquet: Parquet files; needs the cargo feature `parquet`.
	FormatParquet Format = "parquet"

	// FormatArrow: Arrow files (Feather version 2) and streams; needs the cargo feature `parquet`.
	FormatArrow Format = "arrow"
)

// FoundBy: What found an anomaly.
type FoundBy string

// The values of FoundBy.
const (
	// FoundByCounts: The model of counts ([`detect_counts`](super::detect_counts), [`Watch`](super::Watch)).
	FoundByCounts FoundBy = "counts"

	// FoundByValues: The robust level of a watched number ([`Watch`](super::Watch)).
	FoundByValues FoundBy = "values"

	// FoundByScores: The scores of a detector, by a threshold ([`anomalies_of`](super::anomalies_of)).
	FoundByScores FoundBy = "scores"

	// FoundByMix: The comparison of mixes ([`pattern_deviation`](super::pattern_deviation)).
	FoundByMix FoundBy = "mix"

	// FoundByDrift: The order of days ([`drift`](super::drift)).
	FoundByDrift FoundBy = "drift"

	// FoundByFirst: The first of its kind.
	FoundByFirst FoundBy = "first"

	// FoundByCorrelation: The comparison of correlations ([`CorrelationBreak`](super::CorrelationBreak)).
	FoundByCorrelation FoundBy = "correlation"

	// FoundByPeers: The comparison with services like it ([`peers_of_counts`](super::peers_of_counts())).
	FoundByPeers FoundBy = "peers"
)
