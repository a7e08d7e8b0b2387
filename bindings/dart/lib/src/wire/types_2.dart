// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
part of 'types.dart';

/// How soon an action matters.
abstract final class Priority {
  /// When there is time.
  static const low = 'low';
  /// This week.
  static const medium = 'medium';
  /// Today.
  static const high = 'high';
  /// Now.
  static const critical = 'critical';
}

/// Why a line, or one value in it, could not be used.
abstract final class Reason {
  /// Not the format the file is read as.
  static const format = 'format';
  /// Cut off: the file ends inside it.
  static const truncated = 'truncated';
  /// Longer than the limit.
  static const tooLong = 'too_long';
  /// Nested deeper than the limit.
  static const tooDeep = 'too_deep';
  /// Bytes that are not UTF-8.
  static const invalidUtf8 = 'invalid_utf8';
  /// A NUL byte outside a quoted text.
  static const nul = 'nul';
  /// Another number of columns than the header.
  static const columns = 'columns';
  /// No timestamp.
  static const missingTimestamp = 'missing_timestamp';
  /// No service, and none was given by option.
  static const missingService = 'missing_service';
  /// A timestamp in a form that is not read.
  static const badTimestamp = 'bad_timestamp';
  /// A timestamp without a year, and none was given.
  static const noYear = 'no_year';
  /// A time before 0001-01-01 or after 9999-12-30 22:00 UTC, or one that does not exist.
  static const timeRange = 'time_range';
  /// A time years before those around it.
  static const strayTime = 'stray_time';
  /// A level name that is not in the table, or a number out of its range.
  static const badSeverity = 'bad_severity';
  /// A level that is a number of an unstated scale.
  static const levelNumber = 'level_number';
  /// A kind other than error, request and deployment.
  static const badKind = 'bad_kind';
  /// A value that should be a number (finite, at least 0), a status, or text, and is not.
  static const badValue = 'bad_value';
}

/// Whether an action can be taken back.
abstract final class Reversibility {
  /// Yes.
  static const yes = 'yes';
  /// Yes, and it ends by itself after a stated time.
  static const timeBoxed = 'time_boxed';
  /// Only a part of it.
  static const partly = 'partly';
  /// By reverting the change in the code.
  static const byRevert = 'by_revert';
  /// No.
  static const no = 'no';
  /// It changes nothing that could be taken back.
  static const nothingToRevert = 'nothing_to_revert';
}

/// The scale in which contributions add up.
abstract final class Scale {
  /// Expected + Σ contributions = log-odds.
  static const logOdds = 'log_odds';
  /// Expected + Σ contributions = probability (random forest: a mean of class shares).
  static const probability = 'probability';
}

/// Which features a method sees.
abstract final class Selection {
  /// All of them.
  static const all = 'all';
  /// None that counts a single type, a class of types or a severity in a window.
  static const general = 'general';
}

/// How bad an event or a finding is.
abstract final class Severity {
  /// Context: trace, debug, info.
  static const info = 'info';
  /// Context worth a note: notice.
  static const low = 'low';
  /// An error from here up: warning.
  static const medium = 'medium';
  /// error.
  static const high = 'high';
  /// critical, fatal, alert, emergency.
  static const critical = 'critical';
}

/// What is foreseen.
abstract final class Target {
  /// At least one event of severity `critical`.
  static const critical = 'critical';
  /// A burst of errors.
  static const burst = 'burst';
  /// A burst of failed requests (status 500 to 599).
  static const failedRequests = 'failed_requests';
  /// A burst of slow requests.
  static const slowRequests = 'slow_requests';
}

/// Direction of a trend.
abstract final class TrendDirection {
  /// Upwards: with a confidence of at least 0.9, or it has been climbing for days and is forecast to go on, with the
  /// confidence that stands beside it.
  static const rising = 'rising';
  /// Downwards, in the same way.
  static const falling = 'falling';
  /// Neither for sure.
  static const stable = 'stable';
}

/// Whether an action may run without a person.
abstract final class Unattended {
  /// It may run by itself.
  static const yes = 'yes';
  /// It may run by itself once a person has approved it.
  static const afterApproval = 'after_approval';
  /// A person approves it and a person does it.
  static const no = 'no';
}

/// A day of the week.
abstract final class Weekday {
  /// Monday.
  static const monday = 'monday';
  /// Tuesday.
  static const tuesday = 'tuesday';
  /// Wednesday.
  static const wednesday = 'wednesday';
  /// Thursday.
  static const thursday = 'thursday';
  /// Friday.
  static const friday = 'friday';
  /// Saturday.
  static const saturday = 'saturday';
  /// Sunday.
  static const sunday = 'sunday';
}

/// How well forecasts did in a backtest; absent where nothing could be measured.
class Accuracy extends Message {
  /// A view of these fields, or of none.
  Accuracy([super.json]);

  /// Share of actual values inside the interval, on origins that the interval was not calibrated on.
  double? get coverage => json['coverage'] == null ? null : (json['coverage']! as num).toDouble();
  set coverage(double? value) => put('coverage', value);

  /// Mean absolute error.
  double? get mae => json['mae'] == null ? null : (json['mae']! as num).toDouble();
  set mae(double? value) => put('mae', value);

  /// Mean of |error / actual| over actual values that are not 0, as a share (0.1 is 10 %).
  double? get mape => json['mape'] == null ? null : (json['mape']! as num).toDouble();
  set mape(double? value) => put('mape', value);

  /// Mean absolute error over that of the seasonal naive forecast one season ahead within the history.
  double? get mase => json['mase'] == null ? null : (json['mase']! as num).toDouble();
  set mase(double? value) => put('mase', value);

  /// Origins forecast from.
  int? get origins => json['origins'] == null ? null : (json['origins']! as num).toInt();
  set origins(int? value) => put('origins', value);

  /// Root of the mean squared error.
  double? get rmse => json['rmse'] == null ? null : (json['rmse']! as num).toDouble();
  set rmse(double? value) => put('rmse', value);
}

/// The action and the steps to take, one after the other.
class ActionRequest extends Message {
  /// A view of these fields, or of none.
  ActionRequest([super.json]);

  /// An action as an earlier answer gave it.
  Lifecycle? get action => json['action'] == null ? null : Lifecycle(asObject(json['action']));
  set action(Lifecycle? value) => put('action', value);

  /// The type of a new action; either this or `action`.
  String? get actionType => json['action_type'] == null ? null : json['action_type']! as String;
  set actionType(String? value) => put('action_type', value);

  /// The steps, oldest first.
  List<Asked> get steps => asList(json['steps'], (item) => Asked(asObject(item)));
  set steps(List<Asked>? value) => put('steps', value);
}

/// One insight.
class AiInsight extends Message {
  /// A view of these fields, or of none.
  AiInsight([super.json]);

  /// What one could do.
  List<String> get actions => asList(json['actions'], (item) => item! as String);
  set actions(List<String>? value) => put('actions', value);

  /// When it was found.
  String? get at => json['at'] == null ? null : json['at']! as String;
  set at(String? value) => put('at', value);

  /// Keys of the anomalies and forecasts it was derived from; empty where it was derived from counts alone.
  List<String> get because => asList(json['because'], (item) => item! as String);
  set because(List<String>? value) => put('because', value);

  /// How often chance alone would bring it, all tests counted in; absent where nothing was tested: it is then a plain
  /// count or a forecast, whose interval stands in the evidence.
  Chance? get chance => json['chance'] == null ? null : Chance(asObject(json['chance']));
  set chance(Chance? value) => put('chance', value);

  /// One sentence for someone who does not read logs.
  String? get description => json['description'] == null ? null : json['description']! as String;
  set description(String? value) => put('description', value);

  /// How much work the remedy is.
  String? get effort => json['effort'] == null ? null : json['effort']! as String;
  set effort(String? value) => put('effort', value);

  /// The numbers of the test behind it.
  List<Evidence> get evidence => asList(json['evidence'], (item) => Evidence(asObject(item)));
  set evidence(List<Evidence>? value) => put('evidence', value);

  /// When it no longer holds.
  String? get expires => json['expires'] == null ? null : json['expires']! as String;
  set expires(String? value) => put('expires', value);

  /// What it costs or would save, in words with numbers.
  String? get impact => json['impact'] == null ? null : json['impact']! as String;
  set impact(String? value) => put('impact', value);

  /// What kind.
  String? get insightType => json['insight_type'] == null ? null : json['insight_type']! as String;
  set insightType(String? value) => put('insight_type', value);

  /// The same finding has the same key, whenever it is made: type, scope and subject, no numbers.
  String? get key => json['key'] == null ? null : json['key']! as String;
  set key(String? value) => put('key', value);

  /// The field service.
  String? get service => json['service'] == null ? null : json['service']! as String;
  set service(String? value) => put('service', value);

  /// How much it matters.
  String? get severity => json['severity'] == null ? null : json['severity']! as String;
  set severity(String? value) => put('severity', value);

  /// Where it stands.
  String? get status => json['status'] == null ? null : json['status']! as String;
  set status(String? value) => put('status', value);

  /// The field system.
  bool? get system => json['system'] == null ? null : json['system']! as bool;
  set system(bool? value) => put('system', value);

  /// A few words.
  String? get title => json['title'] == null ? null : json['title']! as String;
  set title(String? value) => put('title', value);
}

/// What a threshold raises.
class AlarmCounts extends Message {
  /// A view of these fields, or of none.
  AlarmCounts([super.json]);

  /// Alarms raised.
  int? get alarms => json['alarms'] == null ? null : (json['alarms']! as num).toInt();
  set alarms(int? value) => put('alarms', value);

  /// Alarms without the target in the horizon after them.
  int? get falseAlarms => json['false_alarms'] == null ? null : (json['false_alarms']! as num).toInt();
  set falseAlarms(int? value) => put('false_alarms', value);

  /// Median hours from a right alarm to the target; absent without one.
  double? get medianLeadH => json['median_lead_h'] == null ? null : (json['median_lead_h']! as num).toDouble();
  set medianLeadH(double? value) => put('median_lead_h', value);

  /// Service-weeks watched.
  double? get serviceWeeks => json['service_weeks'] == null ? null : (json['service_weeks']! as num).toDouble();
  set serviceWeeks(double? value) => put('service_weeks', value);
}

/// When to raise an alarm.
class AlertPolicy extends Message {
  /// A view of these fields, or of none.
  AlertPolicy([super.json]);

  /// The field false_alarms.
  double? get falseAlarms => json['false_alarms'] == null ? null : (json['false_alarms']! as num).toDouble();
  set falseAlarms(double? value) => put('false_alarms', value);

  /// The field probability.
  double? get probability => json['probability'] == null ? null : (json['probability']! as num).toDouble();
  set probability(double? value) => put('probability', value);
}

/// A threshold with what it did on rows the model was not fitted on.
class AlertRule extends Message {
  /// A view of these fields, or of none.
  AlertRule([super.json]);

  /// What it raised on the validation rows, expected lead time included.
  AlarmCounts? get expected => json['expected'] == null ? null : AlarmCounts(asObject(json['expected']));
  set expected(AlarmCounts? value) => put('expected', value);

  /// Mean of what was held against the threshold on the validation rows: where its floor starts.
  double? get mean => json['mean'] == null ? null : (json['mean']! as num).toDouble();
  set mean(double? value) => put('mean', value);

  /// Where the threshold comes from.
  AlertPolicy? get policy => json['policy'] == null ? null : AlertPolicy(asObject(json['policy']));
  set policy(AlertPolicy? value) => put('policy', value);

  /// What is at or above it raises an alarm: a probability, under a budget one of something new; absent where no
  /// threshold keeps the budget with a right alarm on the validation rows.
  double? get threshold => json['threshold'] == null ? null : (json['threshold']! as num).toDouble();
  set threshold(double? value) => put('threshold', value);
}

/// Everything found about every service at one time.
class Analysis extends Message {
  /// A view of these fields, or of none.
  Analysis([super.json]);

  /// How far the analysis went.
  String? get depth => json['depth'] == null ? null : json['depth']! as String;
  set depth(String? value) => put('depth', value);

  /// The time analysed: the asked one, floored to a whole minute. Nothing after it was read.
  String? get effectiveAt => json['effective_at'] == null ? null : json['effective_at']! as String;
  set effectiveAt(String? value) => put('effective_at', value);

  /// Errors among them: severity `medium` and above.
  int? get errors => json['errors'] == null ? null : (json['errors']! as num).toInt();
  set errors(int? value) => put('errors', value);

  /// Events read up to `effective_at`.
  int? get events => json['events'] == null ? null : (json['events']! as num).toInt();
  set events(int? value) => put('events', value);

  /// The first event of the log, without one of a clock that was weeks wrong.
  String? get firstEvent => json['first_event'] == null ? null : json['first_event']! as String;
  set firstEvent(String? value) => put('first_event', value);

  /// The first sentence.
  Headline? get headline => json['headline'] == null ? null : Headline(asObject(json['headline']));
  set headline(Headline? value) => put('headline', value);

  /// The newest event of the log, which may lie after `effective_at`.
  String? get lastEvent => json['last_event'] == null ? null : json['last_event']! as String;
  set lastEvent(String? value) => put('last_event', value);

  /// What the messages of all services have in common, commonest of the last 24 hours first.
  List<PatternSummary> get patterns => asList(json['patterns'], (item) => PatternSummary(asObject(item)));
  set patterns(List<PatternSummary>? value) => put('patterns', value);

  /// Each service, in name order.
  List<ServiceAnalysis> get services => asList(json['services'], (item) => ServiceAnalysis(asObject(item)));
  set services(List<ServiceAnalysis>? value) => put('services', value);

  /// All services together.
  ServiceAnalysis? get system => json['system'] == null ? null : ServiceAnalysis(asObject(json['system']));
  set system(ServiceAnalysis? value) => put('system', value);

  /// Version of this message.
  int? get version => json['version'] == null ? null : (json['version']! as num).toInt();
  set version(int? value) => put('version', value);

  /// What to know of the log before any of it is believed: a wrong clock, that nothing arrived for days, lines that
  /// could not be read (by whoever read it).
  List<String> get warnings => asList(json['warnings'], (item) => item! as String);
  set warnings(List<String>? value) => put('warnings', value);

  /// The zone by whose clock sentences tell times; UTC when absent. All other times are UTC.
  String? get zone => json['zone'] == null ? null : json['zone']! as String;
  set zone(String? value) => put('zone', value);
}
