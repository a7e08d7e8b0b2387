// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
part of 'types.dart';

/// What it was worth.
class BacktestResponse extends Message {
  /// A view of these fields, or of none.
  BacktestResponse([super.json]);

  /// Absent where no threshold keeps the budget of false alarms.
  BacktestAlarms? get alarms => json['alarms'] == null ? null : BacktestAlarms(asObject(json['alarms']));
  set alarms(BacktestAlarms? value) => put('alarms', value);

  /// Every time at which it would have alerted, the surest first; those within a horizon are one alarm.
  List<BacktestAlert> get alerts => asList(json['alerts'], (item) => BacktestAlert(asObject(item)));
  set alerts(List<BacktestAlert>? value) => put('alerts', value);

  /// Share of them after which it came.
  double? get baseRate => json['base_rate'] == null ? null : (json['base_rate']! as num).toDouble();
  set baseRate(double? value) => put('base_rate', value);

  /// Mean squared error of the probability.
  double? get brier => json['brier'] == null ? null : (json['brier']! as num).toDouble();
  set brier(double? value) => put('brier', value);

  /// What always saying the base rate would have scored.
  double? get brierOfBaseRate => json['brier_of_base_rate'] == null ? null : (json['brier_of_base_rate']! as num).toDouble();
  set brierOfBaseRate(double? value) => put('brier_of_base_rate', value);

  /// Expected calibration error, bins of equal width.
  double? get expectedCalibrationError => json['expected_calibration_error'] == null ? null : (json['expected_calibration_error']! as num).toDouble();
  set expectedCalibrationError(double? value) => put('expected_calibration_error', value);

  /// The first time tested.
  String? get from => json['from'] == null ? null : json['from']! as String;
  set from(String? value) => put('from', value);

  /// Within how many hours.
  double? get horizonH => json['horizon_h'] == null ? null : (json['horizon_h']! as num).toDouble();
  set horizonH(double? value) => put('horizon_h', value);

  /// The page, where one was asked for: HTML with everything in it.
  String? get html => json['html'] == null ? null : json['html']! as String;
  set html(String? value) => put('html', value);

  /// The method that was chosen.
  String? get method => json['method'] == null ? null : json['method']! as String;
  set method(String? value) => put('method', value);

  /// Area below precision against recall; absent where it never or always came.
  double? get prAuc => json['pr_auc'] == null ? null : (json['pr_auc']! as num).toDouble();
  set prAuc(double? value) => put('pr_auc', value);

  /// The tested times, service by service; absent unless asked for.
  List<TestedTime> get rows => asList(json['rows'], (item) => TestedTime(asObject(item)));
  set rows(List<TestedTime>? value) => put('rows', value);

  /// What was foreseen.
  String? get target => json['target'] == null ? null : json['target']! as String;
  set target(String? value) => put('target', value);

  /// Times tested, a service each.
  int? get times => json['times'] == null ? null : (json['times']! as num).toInt();
  set times(int? value) => put('times', value);

  /// The last time tested.
  String? get to => json['to'] == null ? null : json['to']! as String;
  set to(String? value) => put('to', value);

  /// Version of this message.
  int? get version => json['version'] == null ? null : (json['version']! as num).toInt();
  set version(int? value) => put('version', value);
}

/// A line that was left out, or a value that was, with its place.
class BadLine extends Message {
  /// A view of these fields, or of none.
  BadLine([super.json]);

  /// The byte in the line, from 1; absent where there is no one place.
  int? get column => json['column'] == null ? null : (json['column']! as num).toInt();
  set column(int? value) => put('column', value);

  /// What was expected.
  String? get expected => json['expected'] == null ? null : json['expected']! as String;
  set expected(String? value) => put('expected', value);

  /// The field it is about.
  String? get field => json['field'] == null ? null : json['field']! as String;
  set field(String? value) => put('field', value);

  /// The value that stood there, made safe to print.
  String? get found => json['found'] == null ? null : json['found']! as String;
  set found(String? value) => put('found', value);

  /// The line, from 1.
  int? get line => json['line'] == null ? null : (json['line']! as num).toInt();
  set line(int? value) => put('line', value);

  /// Why.
  String? get reason => json['reason'] == null ? null : json['reason']! as String;
  set reason(String? value) => put('reason', value);

  /// The beginning of the line, made safe to print.
  String? get sample => json['sample'] == null ? null : json['sample']! as String;
  set sample(String? value) => put('sample', value);

  /// The file, or `-`.
  String? get source => json['source'] == null ? null : json['source']! as String;
  set source(String? value) => put('source', value);
}

/// A number before and now, per hour or as a level.
class BeforeAndNow extends Message {
  /// A view of these fields, or of none.
  BeforeAndNow([super.json]);

  /// Usual value.
  double? get before => json['before'] == null ? null : (json['before']! as num).toDouble();
  set before(double? value) => put('before', value);

  /// Value now.
  double? get now => json['now'] == null ? null : (json['now']! as num).toDouble();
  set now(double? value) => put('now', value);
}

/// The belief in one kind of cause: what the feedback so far makes of the prior of one half.
class Belief extends Message {
  /// A view of these fields, or of none.
  Belief([super.json]);

  /// Belief now.
  double? get belief => json['belief'] == null ? null : (json['belief']! as num).toDouble();
  set belief(double? value) => put('belief', value);

  /// Weight of feedback that confirmed it when it was named.
  double? get confirmed => json['confirmed'] == null ? null : (json['confirmed']! as num).toDouble();
  set confirmed(double? value) => put('confirmed', value);

  /// The kind.
  String? get kind => json['kind'] == null ? null : json['kind']! as String;
  set kind(String? value) => put('kind', value);

  /// Belief before any feedback.
  double? get prior => json['prior'] == null ? null : (json['prior']! as num).toDouble();
  set prior(double? value) => put('prior', value);

  /// Weight of feedback that refuted it when it was named.
  double? get refuted => json['refuted'] == null ? null : (json['refuted']! as num).toDouble();
  set refuted(double? value) => put('refuted', value);
}

/// From how many events within how long on it is a burst. | Name | Default | Meaning | Range | |---|---|---|---| |
/// `window_minutes` | 30 | the time in which they come | 1 to 1,440 | | `chance` | 0.001 | chance that a steady rate
/// alone reaches as many in one window | 0 to 0.5, neither included | | `at_least` | 5 | fewer are no burst, however
/// quiet the service | 1 or more | Half an hour: the shortest horizon of the specification (4.5). One in a thousand: a
/// steady rate then makes a burst in about one half hour of three weeks. Five: fewer can be one failure tried again a
/// few times.
class BurstRule extends Message {
  /// A view of these fields, or of none.
  BurstRule([super.json]);

  /// Fewer are no burst, however quiet the service.
  int? get atLeast => json['at_least'] == null ? null : (json['at_least']! as num).toInt();
  set atLeast(int? value) => put('at_least', value);

  /// Chance that a steady rate alone reaches as many in one window.
  double? get chance => json['chance'] == null ? null : (json['chance']! as num).toDouble();
  set chance(double? value) => put('chance', value);

  /// The time in which they come, in minutes.
  int? get windowMinutes => json['window_minutes'] == null ? null : (json['window_minutes']! as num).toInt();
  set windowMinutes(int? value) => put('window_minutes', value);
}

/// Calls from one service to another in one bucket.
class CallRow extends Message {
  /// A view of these fields, or of none.
  CallRow([super.json]);

  /// Start of the bucket.
  String? get bucket => json['bucket'] == null ? null : json['bucket']! as String;
  set bucket(String? value) => put('bucket', value);

  /// Index of the callee.
  int? get callee => json['callee'] == null ? null : (json['callee']! as num).toInt();
  set callee(int? value) => put('callee', value);

  /// Index of the caller.
  int? get caller => json['caller'] == null ? null : (json['caller']! as num).toInt();
  set caller(int? value) => put('caller', value);

  /// Number of calls.
  double? get calls => json['calls'] == null ? null : (json['calls']! as num).toDouble();
  set calls(double? value) => put('calls', value);

  /// Mean time at the caller minus time at the callee, ms.
  double? get netMs => json['net_ms'] == null ? null : (json['net_ms']! as num).toDouble();
  set netMs(double? value) => put('net_ms', value);
}

/// When a number is forecast to reach its limit.
class CapacityForecast extends Message {
  /// A view of these fields, or of none.
  CapacityForecast([super.json]);

  /// Key of the forecast it comes from.
  String? get because => json['because'] == null ? null : json['because']! as String;
  set because(String? value) => put('because', value);

  /// Level of the interval, such as 0.95.
  double? get level => json['level'] == null ? null : (json['level']! as num).toDouble();
  set level(double? value) => put('level', value);

  /// The limit it must not pass.
  double? get limit => json['limit'] == null ? null : (json['limit']! as num).toDouble();
  set limit(double? value) => put('limit', value);

  /// The level now.
  double? get now => json['now'] == null ? null : (json['now']! as num).toDouble();
  set now(double? value) => put('now', value);

  /// Highest forecast value.
  double? get peak => json['peak'] == null ? null : (json['peak']! as num).toDouble();
  set peak(double? value) => put('peak', value);

  /// When the peak is forecast.
  String? get peakAt => json['peak_at'] == null ? null : json['peak_at']! as String;
  set peakAt(String? value) => put('peak_at', value);

  /// When the central forecast passes the limit, if it does within the horizon.
  String? get reachesLimitAt => json['reaches_limit_at'] == null ? null : json['reaches_limit_at']! as String;
  set reachesLimitAt(String? value) => put('reaches_limit_at', value);

  /// Whether the lower bound of the forecast passes the limit too.
  bool? get surely => json['surely'] == null ? null : json['surely']! as bool;
  set surely(bool? value) => put('surely', value);

  /// What is forecast, in words: "errors per hour", "requests per hour".
  String? get what => json['what'] == null ? null : json['what']! as String;
  set what(String? value) => put('what', value);
}

/// Two futures of a series whose history ends in an incident.
class Cases extends Message {
  /// A view of these fields, or of none.
  Cases([super.json]);

  /// Chance that it still goes on at each step ahead, or is back then.
  List<double> get goesOn => asList(json['goes_on'], (item) => (item! as num).toDouble());
  set goesOn(List<double>? value) => put('goes_on', value);

  /// Earlier incidents of the history that the chance was learnt from.
  int? get learntFrom => json['learnt_from'] == null ? null : (json['learnt_from']! as num).toInt();
  set learntFrom(int? value) => put('learnt_from', value);

  /// A step while it goes on: the mean of its steps so far.
  double? get level => json['level'] == null ? null : (json['level']! as num).toDouble();
  set level(double? value) => put('level', value);

  /// Whether the newest step still belongs to it; else it ended up to two steps before.
  bool? get ongoing => json['ongoing'] == null ? null : json['ongoing']! as bool;
  set ongoing(bool? value) => put('ongoing', value);

  /// End of the incident's first step.
  String? get since => json['since'] == null ? null : json['since']! as String;
  set since(String? value) => put('since', value);

  /// A step once it is over: the mean of the steps ahead.
  double? get usual => json['usual'] == null ? null : (json['usual']! as num).toDouble();
  set usual(double? value) => put('usual', value);
}

/// One possible cause, with how much speaks for it among those considered, and why.
class Cause extends Message {
  /// A view of these fields, or of none.
  Cause([super.json]);

  /// The class of error, where the cause is an error group.
  String? get class_ => json['class'] == null ? null : json['class']! as String;
  set class_(String? value) => put('class', value);

  /// The lines that show it, strongest first.
  List<Evidence> get evidence => asList(json['evidence'], (item) => Evidence(asObject(item)));
  set evidence(List<Evidence>? value) => put('evidence', value);

  /// Stable identity within its analysis or ranking; absent before it is part of one.
  String? get key => json['key'] == null ? null : json['key']! as String;
  set key(String? value) => put('key', value);

  /// What kind of cause.
  String? get kind => json['kind'] == null ? null : json['kind']! as String;
  set kind(String? value) => put('kind', value);

  /// The service at fault.
  String? get service => json['service'] == null ? null : json['service']! as String;
  set service(String? value) => put('service', value);

  /// How much of the evidence speaks for it, beside all that was considered and "none of these": all shares add up to 1.
  /// It ranks and is no probability: nothing says how often a cause with such a share was the right one.
  double? get share => json['share'] == null ? null : (json['share']! as num).toDouble();
  set share(double? value) => put('share', value);

  /// What exactly: a metric's own column name, a fingerprint, a release, another service.
  String? get subject => json['subject'] == null ? null : json['subject']! as String;
  set subject(String? value) => put('subject', value);
}

/// A node of the tree: the trouble of a service at the root, a cause everywhere else.
class CauseNode extends Message {
  /// A view of these fields, or of none.
  CauseNode([super.json]);

  /// Its causes, strongest first.
  List<CauseNode> get because => asList(json['because'], (item) => CauseNode(asObject(item)));
  set because(List<CauseNode>? value) => put('because', value);

  /// The kind of cause; absent at the root.
  String? get kind => json['kind'] == null ? null : json['kind']! as String;
  set kind(String? value) => put('kind', value);

  /// When the errors of the service rose, where they did.
  String? get onset => json['onset'] == null ? null : json['onset']! as String;
  set onset(String? value) => put('onset', value);

  /// The service in trouble, or the service at fault.
  String? get service => json['service'] == null ? null : json['service']! as String;
  set service(String? value) => put('service', value);

  /// How much of the evidence says that it is why the node above is in trouble (see [`Cause::share`]); at the root, that
  /// one of the branches is.
  double? get share => json['share'] == null ? null : (json['share']! as num).toDouble();
  set share(double? value) => put('share', value);

  /// The strongest line of evidence.
  String? get statement => json['statement'] == null ? null : json['statement']! as String;
  set statement(String? value) => put('statement', value);

  /// What exactly: a release, a fingerprint.
  String? get subject => json['subject'] == null ? null : json['subject']! as String;
  set subject(String? value) => put('subject', value);
}

/// Rows one after the other, and the columns that deviate most in them.
class CausesOfRows extends Message {
  /// A view of these fields, or of none.
  CausesOfRows([super.json]);

  /// Whether they are strange beyond doubt, each of them.
  bool? get anomalous => json['anomalous'] == null ? null : json['anomalous']! as bool;
  set anomalous(bool? value) => put('anomalous', value);

  /// The last row.
  int? get end => json['end'] == null ? null : (json['end']! as num).toInt();
  set end(int? value) => put('end', value);

  /// The columns, those that deviate most first.
  List<String> get features => asList(json['features'], (item) => item! as String);
  set features(List<String>? value) => put('features', value);

  /// The highest score of these rows.
  double? get score => json['score'] == null ? null : (json['score']! as num).toDouble();
  set score(double? value) => put('score', value);

  /// The first row, from 0.
  int? get start => json['start'] == null ? null : (json['start']! as num).toInt();
  set start(int? value) => put('start', value);
}

/// How often chance alone brings such a thing, all tests counted in.
class Chance extends Message {
  /// A view of these fields, or of none.
  Chance([super.json]);

  /// Once in so many weeks on average; above 0, at most a million.
  double? get onceInWeeks => json['once_in_weeks'] == null ? null : (json['once_in_weeks']! as num).toDouble();
  set onceInWeeks(double? value) => put('once_in_weeks', value);
}

/// A recorded change: a deployment, a flag, a configuration.
class ChangeEvent extends Message {
  /// A view of these fields, or of none.
  ChangeEvent([super.json]);

  /// When.
  String? get at => json['at'] == null ? null : json['at']! as String;
  set at(String? value) => put('at', value);

  /// Whether it is a deployment.
  bool? get deployment => json['deployment'] == null ? null : json['deployment']! as bool;
  set deployment(bool? value) => put('deployment', value);

  /// Index into [`Incident::services`].
  int? get service => json['service'] == null ? null : (json['service']! as num).toInt();
  set service(int? value) => put('service', value);

  /// Release or description.
  String? get what => json['what'] == null ? null : json['what']! as String;
  set what(String? value) => put('what', value);
}

/// What the decision tree says.
class Classified extends Message {
  /// A view of these fields, or of none.
  Classified([super.json]);

  /// The questions on the way to the leaf, and how many cases lie there.
  List<Evidence> get path => asList(json['path'], (item) => Evidence(asObject(item)));
  set path(List<Evidence>? value) => put('path', value);

  /// Share of each kind among the cases in the leaf (one imagined case of every kind added).
  Map<String, double> get shares => asMap(json['shares'], (item) => (item! as num).toDouble());
  set shares(Map<String, double>? value) => put('shares', value);
}

/// Counts of (actual, predicted) pairs, with what follows from them.
class Confusion extends Message {
  /// A view of these fields, or of none.
  Confusion([super.json]);

  /// Row: actual class, column: predicted class.
  List<List<int>> get counts => asList(json['counts'], (item) => asList(item, (item) => (item! as num).toInt()));
  set counts(List<List<int>>? value) => put('counts', value);
}
