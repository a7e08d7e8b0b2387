// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
part of 'types.dart';

/// What to analyse and how to call it.
class ReportRequest extends Message {
  /// A view of these fields, or of none.
  ReportRequest([super.json]);

  /// The time to analyse; nothing after it is read. The end of the newest event's minute when absent.
  String? get at => json['at'] == null ? null : json['at']! as String;
  set at(String? value) => put('at', value);

  /// How.
  AnalysisConfig? get config => json['config'] == null ? null : AnalysisConfig(asObject(json['config']));
  set config(AnalysisConfig? value) => put('config', value);

  /// The events, in any order.
  List<Event> get events => asList(json['events'], (item) => Event(asObject(item)));
  set events(List<Event>? value) => put('events', value);

  /// Earlier incidents, actions and decisions; those known at the time analysed count.
  History? get history => json['history'] == null ? null : History(asObject(json['history']));
  set history(History? value) => put('history', value);

  /// Tell as well what the words used for probabilities were worth before.
  bool? get past => json['past'] == null ? null : json['past']! as bool;
  set past(bool? value) => put('past', value);

  /// Caps and retention of the counts.
  RollupConfig? get rollup => json['rollup'] == null ? null : RollupConfig(asObject(json['rollup']));
  set rollup(RollupConfig? value) => put('rollup', value);

  /// The heading of the page.
  String? get title => json['title'] == null ? null : json['title']! as String;
  set title(String? value) => put('title', value);
}

/// The page.
class ReportResponse extends Message {
  /// A view of these fields, or of none.
  ReportResponse([super.json]);

  /// HTML, with everything in it: no script, no address outside.
  String? get html => json['html'] == null ? null : json['html']! as String;
  set html(String? value) => put('html', value);
}

/// An error group that makes up part of the excess.
class RisenGroup extends Message {
  /// A view of these fields, or of none.
  RisenGroup([super.json]);

  /// What kind of remedy could help, by its words.
  String? get class_ => json['class'] == null ? null : json['class']! as String;
  set class_(String? value) => put('class', value);

  /// Its errors in the window.
  int? get errors => json['errors'] == null ? null : (json['errors']! as num).toInt();
  set errors(int? value) => put('errors', value);

  /// The line that shows it.
  Evidence? get evidence => json['evidence'] == null ? null : Evidence(asObject(json['evidence']));
  set evidence(Evidence? value) => put('evidence', value);

  /// Its errors expected in the window.
  double? get expected => json['expected'] == null ? null : (json['expected']! as num).toDouble();
  set expected(double? value) => put('expected', value);

  /// The fingerprint.
  String? get fingerprint => json['fingerprint'] == null ? null : json['fingerprint']! as String;
  set fingerprint(String? value) => put('fingerprint', value);

  /// What it is called: its type, or its message.
  String? get label => json['label'] == null ? null : json['label']! as String;
  set label(String? value) => put('label', value);

  /// The most of its errors in the same hours of another day of the week before; absent where no other day is known.
  int? get mostOnOtherDays => json['most_on_other_days'] == null ? null : (json['most_on_other_days']! as num).toInt();
  set mostOnOtherDays(int? value) => put('most_on_other_days', value);

  /// Its part of all errors above the usual, 0 to 1.
  double? get shareOfExcess => json['share_of_excess'] == null ? null : (json['share_of_excess']! as num).toDouble();
  set shareOfExcess(double? value) => put('share_of_excess', value);

  /// Whether its own words say that what is kept or sent is broken, not only that something is slow or missing.
  bool? get tellsOfDamage => json['tells_of_damage'] == null ? null : json['tells_of_damage']! as bool;
  set tellsOfDamage(bool? value) => put('tells_of_damage', value);
}

/// The question, and when to alert.
class RollupBacktestRequest extends Message {
  /// A view of these fields, or of none.
  RollupBacktestRequest([super.json]);

  /// Milliseconds between the times the log asks itself; a quarter of the horizon when absent.
  int? get everyMs => json['every_ms'] == null ? null : (json['every_ms']! as num).toInt();
  set everyMs(int? value) => put('every_ms', value);

  /// The heading of a page about the model on the tested times, which then is in the answer.
  String? get page => json['page'] == null ? null : json['page']! as String;
  set page(String? value) => put('page', value);

  /// The question, the method, and when to alert.
  Plan? get plan => json['plan'] == null ? null : Plan(asObject(json['plan']));
  set plan(Plan? value) => put('plan', value);

  /// Give every tested time with what was said and what came.
  bool? get rows => json['rows'] == null ? null : json['rows']! as bool;
  set rows(bool? value) => put('rows', value);

  /// Seed of everything random.
  int? get seed => json['seed'] == null ? null : (json['seed']! as num).toInt();
  set seed(int? value) => put('seed', value);

  /// What is known of the services beside their events.
  Statics? get services => json['services'] == null ? null : Statics(asObject(json['services']));
  set services(Statics? value) => put('services', value);
}

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

/// What to forecast, and how.
class RollupForecastRequest extends Message {
  /// A view of these fields, or of none.
  RollupForecastRequest([super.json]);

  /// Per service and hour: `errors`, `requests`, `error_rate`, `response_time_p50`, `_p95`, `_p99`, `_mean` or `_max`.
  List<String> get metrics => asList(json['metrics'], (item) => item! as String);
  set metrics(List<String>? value) => put('metrics', value);

  /// The heading of a page with fan charts and decompositions, which then is in the answer.
  String? get page => json['page'] == null ? null : json['page']! as String;
  set page(String? value) => put('page', value);

  /// Method, horizon, level and the rest.
  ForecastSettings? get settings => json['settings'] == null ? null : ForecastSettings(asObject(json['settings']));
  set settings(ForecastSettings? value) => put('settings', value);
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

  /// Tell as well what the words used for probabilities were worth before.
  bool? get past => json['past'] == null ? null : json['past']! as bool;
  set past(bool? value) => put('past', value);

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

  /// The heading of a page about the model, which then is in the answer.
  String? get page => json['page'] == null ? null : json['page']! as String;
  set page(String? value) => put('page', value);

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

  /// The anomalies as intervals, oldest first, and, of many columns with a history, where columns that moved together in
  /// it no longer do; absent unless a threshold was asked for rows in time order.
  List<AnomalyDetection> get anomalies => asList(json['anomalies'], (item) => AnomalyDetection(asObject(item)));
  set anomalies(List<AnomalyDetection>? value) => put('anomalies', value);

  /// The columns that deviate most, for each stretch of rows; absent unless asked for.
  List<CausesOfRows> get causes => asList(json['causes'], (item) => CausesOfRows(asObject(item)));
  set causes(List<CausesOfRows>? value) => put('causes', value);

  /// The detector that scored.
  String? get detector => json['detector'] == null ? null : json['detector']! as String;
  set detector(String? value) => put('detector', value);

  /// Which rows are anomalies; absent unless a threshold was asked for.
  List<bool> get flags => asList(json['flags'], (item) => item! as bool);
  set flags(List<bool>? value) => put('flags', value);

  /// How often a normal row scores that high, of every row; absent unless a threshold was asked for.
  List<double> get pValues => asList(json['p_values'], (item) => (item! as num).toDouble());
  set pValues(List<double>? value) => put('p_values', value);

  /// One finite score per row; higher is stranger.
  List<double> get scores => asList(json['scores'], (item) => (item! as num).toDouble());
  set scores(List<double>? value) => put('scores', value);

  /// A score above this is an anomaly; absent unless a threshold was asked for.
  double? get threshold => json['threshold'] == null ? null : (json['threshold']! as num).toDouble();
  set threshold(double? value) => put('threshold', value);
}
