// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
part of 'types.dart';

/// What a rollup keeps, and for how long. | setting | default | monitor | meaning | |---|---|---|---| |
/// `minutes_kept_for_h` | for ever | 72 | hours for which counts stay in minutes; then they become hours; at least 48
/// | | `hours_kept_for_h` | for ever | 1 464 (61 days) | hours for which counts stay in hours; then days; at least 1
/// 440 | | `days_kept_for_h` | for ever | 43 848 (5 years) | hours after which counts are dropped | | `witnesses` | 1
/// | 8 | retention counts from the newest minute at or after which so many events lie, so that fewer events with a
/// clock in the future forget nothing | | `max_services` | 10 000 | 256 | services kept by name; the rest is summed up
/// as `other` | | `max_types` | 256 | 32 | error types kept for each service | | `max_groups` | 1 000 | 64 | error
/// groups kept for each service | | `max_sample_bytes` | 256 | 256 | length at which sample messages are cut | |
/// `max_name_bytes` | 256 | 256 | length at which names of services and error types are cut; a hash of the whole is
/// their end | | `max_ahead_minutes` | any | 10 | how far an event may lie ahead of when it was received; for
/// [`Rollup::observe_received`](super::Rollup::observe_received) | Over a cap the keys with the smallest hashes stay,
/// whatever the order of events.
class RollupConfig extends Message {
  /// A view of these fields, or of none.
  RollupConfig([super.json]);

  /// Hours after which counts are dropped, not below `hours_kept_for_h`; absent for ever.
  int? get daysKeptForH => json['days_kept_for_h'] == null ? null : (json['days_kept_for_h']! as num).toInt();
  set daysKeptForH(int? value) => put('days_kept_for_h', value);

  /// Hours for which counts stay in hours, at least 1,440 and not below `minutes_kept_for_h`; absent for ever.
  int? get hoursKeptForH => json['hours_kept_for_h'] == null ? null : (json['hours_kept_for_h']! as num).toInt();
  set hoursKeptForH(int? value) => put('hours_kept_for_h', value);

  /// Minutes that an event may lie ahead of when it was received; absent for any.
  int? get maxAheadMinutes => json['max_ahead_minutes'] == null ? null : (json['max_ahead_minutes']! as num).toInt();
  set maxAheadMinutes(int? value) => put('max_ahead_minutes', value);

  /// Error groups kept for each service, at least 1.
  int? get maxGroups => json['max_groups'] == null ? null : (json['max_groups']! as num).toInt();
  set maxGroups(int? value) => put('max_groups', value);

  /// Length in bytes at which names of services and error types are cut, at least 32.
  int? get maxNameBytes => json['max_name_bytes'] == null ? null : (json['max_name_bytes']! as num).toInt();
  set maxNameBytes(int? value) => put('max_name_bytes', value);

  /// Length in bytes at which sample messages and releases are cut.
  int? get maxSampleBytes => json['max_sample_bytes'] == null ? null : (json['max_sample_bytes']! as num).toInt();
  set maxSampleBytes(int? value) => put('max_sample_bytes', value);

  /// Services kept by name, at least 1.
  int? get maxServices => json['max_services'] == null ? null : (json['max_services']! as num).toInt();
  set maxServices(int? value) => put('max_services', value);

  /// Error types kept for each service, at least 1.
  int? get maxTypes => json['max_types'] == null ? null : (json['max_types']! as num).toInt();
  set maxTypes(int? value) => put('max_types', value);

  /// Hours for which counts stay in minutes, at least 48; absent keeps minutes for ever.
  int? get minutesKeptForH => json['minutes_kept_for_h'] == null ? null : (json['minutes_kept_for_h']! as num).toInt();
  set minutesKeptForH(int? value) => put('minutes_kept_for_h', value);

  /// Retention counts from the newest minute at or after which so many events lie; at least 1.
  int? get witnesses => json['witnesses'] == null ? null : (json['witnesses']! as num).toInt();
  set witnesses(int? value) => put('witnesses', value);
}

/// Nothing to ask.
class RollupDescribeRequest extends Message {
  /// A view of these fields, or of none.
  RollupDescribeRequest([super.json]);
}

/// What was counted.
class RollupDescribeResponse extends Message {
  /// A view of these fields, or of none.
  RollupDescribeResponse([super.json]);

  /// The oldest event; absent where there is none.
  String? get first => json['first'] == null ? null : json['first']! as String;
  set first(String? value) => put('first', value);

  /// The newest event; absent where there is none.
  String? get last => json['last'] == null ? null : json['last']! as String;
  set last(String? value) => put('last', value);

  /// The end of the newest event's minute, which is what to analyse unless another time is asked for; absent where there
  /// is no event.
  String? get now => json['now'] == null ? null : json['now']! as String;
  set now(String? value) => put('now', value);

  /// Events counted.
  int? get observed => json['observed'] == null ? null : (json['observed']! as num).toInt();
  set observed(int? value) => put('observed', value);

  /// Every service, by name.
  List<String> get services => asList(json['services'], (item) => item! as String);
  set services(List<String>? value) => put('services', value);
}

/// Nothing to ask: the other rollup, or monitor, is given along and stays as it is.
class RollupMergeRequest extends Message {
  /// A view of these fields, or of none.
  RollupMergeRequest([super.json]);
}

/// What to analyse and how to call it.
class RollupReportRequest extends Message {
  /// A view of these fields, or of none.
  RollupReportRequest([super.json]);

  /// The time to analyse; nothing after it is read. The end of the newest event's minute when absent.
  String? get at => json['at'] == null ? null : json['at']! as String;
  set at(String? value) => put('at', value);

  /// How.
  AnalysisConfig? get config => json['config'] == null ? null : AnalysisConfig(asObject(json['config']));
  set config(AnalysisConfig? value) => put('config', value);

  /// Earlier incidents, actions and decisions; those known at the time count.
  History? get history => json['history'] == null ? null : History(asObject(json['history']));
  set history(History? value) => put('history', value);

  /// The heading of the page.
  String? get title => json['title'] == null ? null : json['title']! as String;
  set title(String? value) => put('title', value);
}

/// How it counts.
class RollupSettings extends Message {
  /// A view of these fields, or of none.
  RollupSettings([super.json]);

  /// Caps and retention.
  RollupConfig? get rollup => json['rollup'] == null ? null : RollupConfig(asObject(json['rollup']));
  set rollup(RollupConfig? value) => put('rollup', value);
}

/// The question, and the times to learn from.
class RollupTrainRequest extends Message {
  /// A view of these fields, or of none.
  RollupTrainRequest([super.json]);

  /// Milliseconds between the times the log asks itself; a quarter of the horizon when absent.
  int? get everyMs => json['every_ms'] == null ? null : (json['every_ms']! as num).toInt();
  set everyMs(int? value) => put('every_ms', value);

  /// The question, the method, and when to alert.
  Plan? get plan => json['plan'] == null ? null : Plan(asObject(json['plan']));
  set plan(Plan? value) => put('plan', value);

  /// Times to learn from; those the log asks itself when absent.
  List<TimedQuery> get queries => asList(json['queries'], (item) => TimedQuery(asObject(item)));
  set queries(List<TimedQuery>? value) => put('queries', value);

  /// Seed of everything random.
  int? get seed => json['seed'] == null ? null : (json['seed']! as num).toInt();
  set seed(int? value) => put('seed', value);

  /// What is known of the services beside their events.
  Statics? get services => json['services'] == null ? null : Statics(asObject(json['services']));
  set services(Statics? value) => put('services', value);
}

/// Why errors of a service may have risen.
class RootCauseAnalysis extends Message {
  /// A view of these fields, or of none.
  RootCauseAnalysis([super.json]);

  /// When it was asked: nothing after that was known.
  String? get at => json['at'] == null ? null : json['at']! as String;
  set at(String? value) => put('at', value);

  /// Keys of the anomalies it explains; empty where it was asked for a window alone.
  List<String> get because => asList(json['because'], (item) => item! as String);
  set because(List<String>? value) => put('because', value);

  /// Possible causes, strongest first.
  List<Cause> get causes => asList(json['causes'], (item) => Cause(asObject(item)));
  set causes(List<Cause>? value) => put('causes', value);

  /// The error groups that make it up, the largest first: what the trouble looks like, not why it came.
  List<RisenGroup> get errors => asList(json['errors'], (item) => RisenGroup(asObject(item)));
  set errors(List<RisenGroup>? value) => put('errors', value);

  /// Errors above the usual in the window.
  double? get excessErrors => json['excess_errors'] == null ? null : (json['excess_errors']! as num).toDouble();
  set excessErrors(double? value) => put('excess_errors', value);

  /// Stable identity: the same service and the same begin of the window have the same key, whenever it is asked.
  String? get key => json['key'] == null ? null : json['key']! as String;
  set key(String? value) => put('key', value);

  /// Records that were missing and would have helped.
  List<String> get lacked => asList(json['lacked'], (item) => item! as String);
  set lacked(List<String>? value) => put('lacked', value);

  /// What earlier incidents say about this one.
  Lessons? get lessons => json['lessons'] == null ? null : Lessons(asObject(json['lessons']));
  set lessons(Lessons? value) => put('lessons', value);

  /// The share of "none of these".
  double? get noneOfThese => json['none_of_these'] == null ? null : (json['none_of_these']! as num).toDouble();
  set noneOfThese(double? value) => put('none_of_these', value);

  /// When the rise began, to the minute, if there is one in the window.
  String? get onset => json['onset'] == null ? null : json['onset']! as String;
  set onset(String? value) => put('onset', value);

  /// How much of what would tell causes apart was recorded, 0 to 1. It is no chance of being right.
  double? get recorded => json['recorded'] == null ? null : (json['recorded']! as num).toDouble();
  set recorded(double? value) => put('recorded', value);

  /// The service.
  String? get service => json['service'] == null ? null : json['service']! as String;
  set service(String? value) => put('service', value);

  /// What happened around the onset, oldest first: deployments, rises of other services, new error groups.
  List<Moment> get timeline => asList(json['timeline'], (item) => Moment(asObject(item)));
  set timeline(List<Moment>? value) => put('timeline', value);
}

/// One service, or all services together.
class Scope extends Message {
  /// A view of these fields, or of none.
  Scope([super.json]);

  /// The field service.
  String? get service => json['service'] == null ? null : json['service']! as String;
  set service(String? value) => put('service', value);

  /// The field system.
  bool? get system => json['system'] == null ? null : json['system']! as bool;
  set system(bool? value) => put('system', value);
}

/// Settings of the threshold.
class ScoreThreshold extends Message {
  /// A view of these fields, or of none.
  ScoreThreshold([super.json]);

  /// Flag this share of the calibration rows instead.
  double? get contamination => json['contamination'] == null ? null : (json['contamination']! as num).toDouble();
  set contamination(double? value) => put('contamination', value);

  /// Normal rows in 1,000 that may be flagged.
  double? get falseAlarmsPer1000 => json['false_alarms_per_1000'] == null ? null : (json['false_alarms_per_1000']! as num).toDouble();
  set falseAlarmsPer1000(double? value) => put('false_alarms_per_1000', value);
}

/// Scores, and decisions where a threshold was asked for.
class Scores extends Message {
  /// A view of these fields, or of none.
  Scores([super.json]);

  /// The anomalies as intervals, oldest first; absent unless a threshold was asked for rows in time order.
  List<AnomalyDetection> get anomalies => asList(json['anomalies'], (item) => AnomalyDetection(asObject(item)));
  set anomalies(List<AnomalyDetection>? value) => put('anomalies', value);

  /// The detector that scored.
  String? get detector => json['detector'] == null ? null : json['detector']! as String;
  set detector(String? value) => put('detector', value);

  /// Which rows are anomalies; absent unless a threshold was asked for.
  List<bool> get flags => asList(json['flags'], (item) => item! as bool);
  set flags(List<bool>? value) => put('flags', value);

  /// One finite score per row; higher is stranger.
  List<double> get scores => asList(json['scores'], (item) => (item! as num).toDouble());
  set scores(List<double>? value) => put('scores', value);

  /// A score above this is an anomaly; absent unless a threshold was asked for.
  double? get threshold => json['threshold'] == null ? null : (json['threshold']! as num).toDouble();
  set threshold(double? value) => put('threshold', value);
}

/// Numbers at an even step, with gaps allowed. Value `i` belongs to the bucket (end − step, end] with end =
/// `first_end` + i × `step_ms`. A gap is `NaN` here and `null` in JSON; every other value is finite.
class Series extends Message {
  /// A view of these fields, or of none.
  Series([super.json]);

  /// End of the first bucket.
  String? get firstEnd => json['first_end'] == null ? null : json['first_end']! as String;
  set firstEnd(String? value) => put('first_end', value);

  /// Width of a bucket in milliseconds, above 0.
  int? get stepMs => json['step_ms'] == null ? null : (json['step_ms']! as num).toInt();
  set stepMs(int? value) => put('step_ms', value);

  /// One number per bucket, oldest first; a gap is `NaN` (`null` in JSON).
  List<double?> get values => asList(json['values'], (item) => item == null ? null : (item! as num).toDouble());
  set values(List<double?>? value) => put('values', value);
}

/// Any detector for one series, chosen by name.
class SeriesDetector extends Message {
  /// A view of these fields, or of none.
  SeriesDetector([super.json]);

  /// Hours a new level must last to become the normal one.
  double? get adoptAfterHours => json['adopt_after_hours'] == null ? null : (json['adopt_after_hours']! as num).toDouble();
  set adoptAfterHours(double? value) => put('adopt_after_hours', value);

  /// Days that are like Sundays.
  List<String> get holidays => asList(json['holidays'], (item) => item! as String);
  set holidays(List<String>? value) => put('holidays', value);

  /// Values in a row.
  int? get lags => json['lags'] == null ? null : (json['lags']! as num).toInt();
  set lags(int? value) => put('lags', value);

  /// Expected length of a stretch, in values.
  double? get meanLength => json['mean_length'] == null ? null : (json['mean_length']! as num).toDouble();
  set meanLength(double? value) => put('mean_length', value);

  /// Hours after which a value weighs 1/e.
  double? get memoryHours => json['memory_hours'] == null ? null : (json['memory_hours']! as num).toDouble();
  set memoryHours(double? value) => put('memory_hours', value);

  /// The field method.
  String? get method => json['method'] == null ? null : json['method']! as String;
  set method(String? value) => put('method', value);

  /// Learn hours of day and week.
  bool? get seasonal => json['seasonal'] == null ? null : json['seasonal']! as bool;
  set seasonal(bool? value) => put('seasonal', value);

  /// The trees.
  HalfSpaceTrees? get trees => json['trees'] == null ? null : HalfSpaceTrees(asObject(json['trees']));
  set trees(HalfSpaceTrees? value) => put('trees', value);

  /// Share of the variance that counts as usual shapes.
  double? get variance => json['variance'] == null ? null : (json['variance']! as num).toDouble();
  set variance(double? value) => put('variance', value);

  /// Values that are learned before any is scored above 0.
  int? get warmUp => json['warm_up'] == null ? null : (json['warm_up']! as num).toInt();
  set warmUp(int? value) => put('warm_up', value);

  /// Values in a stretch; 0 finds the period.
  int? get window => json['window'] == null ? null : (json['window']! as num).toInt();
  set window(int? value) => put('window', value);
}
