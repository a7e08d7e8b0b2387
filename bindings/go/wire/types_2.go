// Code generated from schema/wire by bindings/generate/main.py; DO NOT EDIT.

package wire

// GroupStateName: How an error group stands.
type GroupStateName string

// The values of GroupStateName.
const (
	// GroupStateNameNew: Never seen before.
	GroupStateNameNew GroupStateName = "new"

	// GroupStateNameRegressed: Gone for long, and back.
	GroupStateNameRegressed GroupStateName = "regressed"

	// GroupStateNameEscalating: Much more often than before.
	GroupStateNameEscalating GroupStateName = "escalating"

	// GroupStateNameVanished: Regular before, silent now.
	GroupStateNameVanished GroupStateName = "vanished"
)

// ImpactSource: Where an estimate of impact comes from.
type ImpactSource string

// The values of ImpactSource.
const (
	// ImpactSourceMeasuredOutcomes: Outcomes of earlier actions of this type, against the forecast.
	ImpactSourceMeasuredOutcomes ImpactSource = "measured_outcomes"

	// ImpactSourceNotMeasuredYet: No outcome of this type is known yet: only what is at stake is stated.
	ImpactSourceNotMeasuredYet ImpactSource = "not_measured_yet"

	// ImpactSourceNoDirectEffect: The action changes nothing by itself (a message, a ticket).
	ImpactSourceNoDirectEffect ImpactSource = "no_direct_effect"
)

// InsightSeverity: How much an insight matters.
type InsightSeverity string

// The values of InsightSeverity.
const (
	// InsightSeverityInfo: Good to know.
	InsightSeverityInfo InsightSeverity = "info"

	// InsightSeverityWarning: Will cost something if left alone.
	InsightSeverityWarning InsightSeverity = "warning"

	// InsightSeverityCritical: Costs something now.
	InsightSeverityCritical InsightSeverity = "critical"
)

// InsightStatus: Where an insight stands.
type InsightStatus string

// The values of InsightStatus.
const (
	// InsightStatusNew: Nobody has looked at it.
	InsightStatusNew InsightStatus = "new"

	// InsightStatusAcknowledged: Someone has seen it.
	InsightStatusAcknowledged InsightStatus = "acknowledged"

	// InsightStatusInProgress: Someone is on it.
	InsightStatusInProgress InsightStatus = "in_progress"

	// InsightStatusResolved: Done.
	InsightStatusResolved InsightStatus = "resolved"

	// InsightStatusWontFix: Left as it is, on purpose.
	InsightStatusWontFix InsightStatus = "wont_fix"
)

// InsightType: The eight types (specification 4.9).
type InsightType string

// The values of InsightType.
const (
	// InsightTypeTrendDetection: Errors rise or fall over weeks.
	InsightTypeTrendDetection InsightType = "trend_detection"

	// InsightTypeAnomalyPattern: Anomalies come back at the same hour or weekday.
	InsightTypeAnomalyPattern InsightType = "anomaly_pattern"

	// InsightTypePerformanceDegradation: Responses became slower.
	InsightTypePerformanceDegradation InsightType = "performance_degradation"

	// InsightTypeCapacityPlanning: A limit will be reached.
	InsightTypeCapacityPlanning InsightType = "capacity_planning"

	// InsightTypeReliabilityTrend: Errors per request (or per day) this week against the weeks before.
	InsightTypeReliabilityTrend InsightType = "reliability_trend"

	// InsightTypeCostOptimization: Much of the volume comes from one place.
	InsightTypeCostOptimization InsightType = "cost_optimization"

	// InsightTypeSecurityConcern: Someone is trying doors.
	InsightTypeSecurityConcern InsightType = "security_concern"

	// InsightTypeInfrastructureIssue: Several services at once: something they share.
	InsightTypeInfrastructureIssue InsightType = "infrastructure_issue"
)

// LevelNumbers: What the numbers under a level name mean; the programs that write them disagree, so it is never guessed.
type LevelNumbers string

// The values of LevelNumbers.
const (
	// LevelNumbersPino: pino and bunyan: 10 trace, 20 debug, 30 info, 40 warn, 50 error, 60 fatal.
	LevelNumbersPino LevelNumbers = "pino"

	// LevelNumbersPython: Python: 10 debug, 20 info, 30 warning, 40 error, 50 critical.
	LevelNumbersPython LevelNumbers = "python"

	// LevelNumbersSyslog: syslog: 0 emergency to 7 debug.
	LevelNumbersSyslog LevelNumbers = "syslog"

	// LevelNumbersOtel: OpenTelemetry: 1 trace to 24 fatal.
	LevelNumbersOtel LevelNumbers = "otel"
)

// MomentKind: What kind of thing happened.
type MomentKind string

// The values of MomentKind.
const (
	// MomentKindDeployment: A deployment, of any service.
	MomentKindDeployment MomentKind = "deployment"

	// MomentKindOtherRise: The errors of another service rose.
	MomentKindOtherRise MomentKind = "other_rise"

	// MomentKindNewGroup: An error group of the service was seen for the first time.
	MomentKindNewGroup MomentKind = "new_group"

	// MomentKindRise: The errors of the service rose: the onset.
	MomentKindRise MomentKind = "rise"
)

// Move: What is asked of an action.
type Move string

// The values of Move.
const (
	// MoveReview: Put it before a person.
	MoveReview Move = "review"

	// MoveApprove: Approve it.
	MoveApprove Move = "approve"

	// MoveReject: Refuse it, or withdraw an approval before it runs.
	MoveReject Move = "reject"

	// MoveSchedule: Plan it for later.
	MoveSchedule Move = "schedule"

	// MoveSkip: Drop it because it is not needed any more.
	MoveSkip Move = "skip"

	// MoveStart: Start it.
	MoveStart Move = "start"

	// MoveSucceed: It ended well.
	MoveSucceed Move = "succeed"

	// MoveFail: It ended badly.
	MoveFail Move = "fail"

	// MoveRollBack: Take it back.
	MoveRollBack Move = "roll_back"
)

// NoteKind: Kinds of unusual things in a history.
type NoteKind string

// The values of NoteKind.
const (
	// NoteKindGap: Values that were missing and were filled in for fitting.
	NoteKindGap NoteKind = "gap"

	// NoteKindOutlier: Single values far outside the range of those around them.
	NoteKindOutlier NoteKind = "outlier"

	// NoteKindLevelShift: The level moved and stayed moved.
	NoteKindLevelShift NoteKind = "level_shift"

	// NoteKindReset: A running total fell back to near zero, as counters do at a restart.
	NoteKindReset NoteKind = "reset"

	// NoteKindConstant: All values are the same.
	NoteKindConstant NoteKind = "constant"

	// NoteKindShort: Too few values for the wanted seasons.
	NoteKindShort NoteKind = "short"

	// NoteKindClockChange: The clock of the zone was put forward or back.
	NoteKindClockChange NoteKind = "clock_change"

	// NoteKindHoliday: Dates of a holiday.
	NoteKindHoliday NoteKind = "holiday"
)

// Priority: How soon an action matters.
type Priority string

// The values of Priority.
const (
	// PriorityLow: When there is time.
	PriorityLow Priority = "low"

	// PriorityMedium: This week.
	PriorityMedium Priority = "medium"

	// PriorityHigh: Today.
	PriorityHigh Priority = "high"

	// PriorityCritical: Now.
	PriorityCritical Priority = "critical"
)

// Reason: Why a line, or one value in it, could not be used.
type Reason string

// The values of Reason.
const (
	// ReasonFormat: Not the format the file is read as.
	ReasonFormat Reason = "format"

	// ReasonTruncated: Cut off: the file ends inside it.
	ReasonTruncated Reason = "truncated"

	// ReasonTooLong: Longer than the limit.
	ReasonTooLong Reason = "too_long"

	// ReasonTooDeep: Nested deeper than the limit.
	ReasonTooDeep Reason = "too_deep"

	// ReasonInvalidUtf8: Bytes that are not UTF-8.
	ReasonInvalidUtf8 Reason = "invalid_utf8"

	// ReasonNul: A NUL byte outside a quoted text.
	ReasonNul Reason = "nul"

	// ReasonColumns: Another number of columns than the header.
	ReasonColumns Reason = "columns"

	// ReasonMissingTimestamp: No timestamp.
	ReasonMissingTimestamp Reason = "missing_timestamp"

	// ReasonMissingService: No service, and none was given by option.
	ReasonMissingService Reason = "missing_service"

	// ReasonBadTimestamp: A timestamp in a form that is not read.
	ReasonBadTimestamp Reason = "bad_timestamp"

	// ReasonNoYear: A timestamp without a year, and none was given.
	ReasonNoYear Reason = "no_year"

	// ReasonTimeRange: A time before 0001-01-01 or after 9999-12-30 22:00 UTC, or one that does not exist.
	ReasonTimeRange Reason = "time_range"

	// ReasonStrayTime: A time years before those around it.
	ReasonStrayTime Reason = "stray_time"

	// ReasonBadSeverity: A level name that is not in the table, or a number out of its range.
	ReasonBadSeverity Reason = "bad_severity"

	// ReasonLevelNumber: A level that is a number of an unstated scale.
	ReasonLevelNumber Reason = "level_number"

	// ReasonBadKind: A kind other than error, request and deployment.
	ReasonBadKind Reason = "bad_kind"

	// ReasonBadValue: A value that should be a number (finite, at least 0), a status, or text, and is not.
	ReasonBadValue Reason = "bad_value"
)

// Reversibility: Whether an action can be taken back.
type Reversibility string

// The values of Reversibility.
const (
	// ReversibilityYes: Yes.
	ReversibilityYes Reversibility = "yes"

	// ReversibilityTimeBoxed: Yes, and it ends by itself after a stated time.
	ReversibilityTimeBoxed Reversibility = "time_boxed"

	// ReversibilityPartly: Only a part of it.
	ReversibilityPartly Reversibility = "partly"

	// ReversibilityByRevert: By reverting the change in the code.
	ReversibilityByRevert Reversibility = "by_revert"

	// ReversibilityNo: No.
	ReversibilityNo Reversibility = "no"

	// ReversibilityNothingToRevert: It changes nothing that could be taken back.
	ReversibilityNothingToRevert Reversibility = "nothing_to_revert"
)

// Scale: The scale in which contributions add up.
type Scale string

// The values of Scale.
const (
	// ScaleLogOdds: Expected + Σ contributions = log-odds.
	ScaleLogOdds Scale = "log_odds"

	// ScaleProbability: Expected + Σ contributions = probability (random forest: a mean of class shares).
	ScaleProbability Scale = "probability"
)

// Selection: Which features a method sees.
type Selection string

// The values of Selection.
const (
	// SelectionAll: All of them.
	SelectionAll Selection = "all"

	// SelectionGeneral: None that counts a single type, a class of types or a severity in a window.
	SelectionGeneral Selection = "general"
)

// Severity: How bad an event or a finding is.
type Severity string

// The values of Severity.
const (
	// SeverityInfo: Context: trace, debug, info.
	SeverityInfo Severity = "info"

	// SeverityLow: Context worth a note: notice.
	SeverityLow Severity = "low"

	// SeverityMedium: An error from here up: warning.
	SeverityMedium Severity = "medium"

	// SeverityHigh: error.
	SeverityHigh Severity = "high"

	// SeverityCritical: critical, fatal, alert, emergency.
	SeverityCritical Severity = "critical"
)

// Target: What is foreseen.
type Target string

// The values of Target.
const (
	// TargetCritical: At least one event of severity `critical`.
	TargetCritical Target = "critical"

	// TargetBurst: A burst of errors.
	TargetBurst Target = "burst"

	// TargetFailedRequests: A burst of failed requests (status 500 to 599).
	TargetFailedRequests Target = "failed_requests"

	// TargetSlowRequests: A burst of slow requests.
	TargetSlowRequests Target = "slow_requests"
)

// TrendDirection: Direction of a trend.
type TrendDirection string

// The values of TrendDirection.
const (
	// TrendDirectionRising: Upwards: with a confidence of at least 0.9, or it has been climbing for days and is forecast to
	// go on, with the confidence that stands beside it.
	TrendDirectionRising TrendDirection = "rising"

	// TrendDirectionFalling: Downwards, in the same way.
	TrendDirectionFalling TrendDirection = "falling"

	// TrendDirectionStable: Neither for sure.
	TrendDirectionStable TrendDirection = "stable"
)

// Unattended: Whether an action may run without a person.
type Unattended string

// The values of Unattended.
const (
	// UnattendedYes: It may run by itself.
	UnattendedYes Unattended = "yes"

	// UnattendedAfterApproval: It may run by itself once a person has approved it.
	UnattendedAfterApproval Unattended = "after_approval"

	// UnattendedNo: A person approves it and a person does it.
	UnattendedNo Unattended = "no"
)

// Weekday: A day of the week.
type Weekday string

// The values of Weekday.
const (
	// WeekdayMonday: Monday.
	WeekdayMonday Weekday = "monday"

	// WeekdayTuesday: Tuesday.
	WeekdayTuesday Weekday = "tuesday"

	// WeekdayWednesday: Wednesday.
	WeekdayWednesday Weekday = "wednesday"

	// WeekdayThursday: Thursday.
	WeekdayThursday Weekday = "thursday"

	// WeekdayFriday: Friday.
	WeekdayFriday Weekday = "friday"

	// WeekdaySaturday: Saturday.
	WeekdaySaturday Weekday = "saturday"

	// WeekdaySunday: Sunday.
	WeekdaySunday Weekday = "sunday"
)
