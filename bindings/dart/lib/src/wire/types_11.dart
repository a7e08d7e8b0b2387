// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
part of 'types.dart';

/// A stretch of every day in which so many errors of a service are normal. It silences a rise of errors that lies
/// inside it and is no higher than was said, of the service and of all services together; anything longer, higher or
/// of another kind is told as ever.
class NormalTime extends Message {
  /// A view of these fields, or of none.
  NormalTime([super.json]);

  /// When it was said; analyses of earlier times do not know it.
  String? get at => json['at'] == null ? null : json['at']! as String;
  set at(String? value) => put('at', value);

  /// Errors an hour that are normal then, beside the usual ones.
  double? get atMost => json['at_most'] == null ? null : (json['at_most']! as num).toDouble();
  set atMost(double? value) => put('at_most', value);

  /// The minute of the day in which it begins, 0 to 1439.
  int? get fromMinute => json['from_minute'] == null ? null : (json['from_minute']! as num).toInt();
  set fromMinute(int? value) => put('from_minute', value);

  /// The service.
  String? get service => json['service'] == null ? null : json['service']! as String;
  set service(String? value) => put('service', value);

  /// The minute of the day in which it ends, 0 to 1439; not after `from_minute` where it goes beyond midnight.
  int? get toMinute => json['to_minute'] == null ? null : (json['to_minute']! as num).toInt();
  set toMinute(int? value) => put('to_minute', value);

  /// Until when it holds; for good when absent.
  String? get until => json['until'] == null ? null : json['until']! as String;
  set until(String? value) => put('until', value);

  /// The zone of these minutes, such as `Europe/Paris`; UTC when absent.
  String? get zone => json['zone'] == null ? null : json['zone']! as String;
  set zone(String? value) => put('zone', value);
}

/// A part that could not be had.
class Note extends Message {
  /// A view of these fields, or of none.
  Note([super.json]);

  /// The error code, such as `not_enough_data`.
  String? get code => json['code'] == null ? null : json['code']! as String;
  set code(String? value) => put('code', value);

  /// Why, with the numbers.
  String? get message => json['message'] == null ? null : json['message']! as String;
  set message(String? value) => put('message', value);

  /// The part: `anomalies`, `states`, `predictions`, `forecast`, `capacity`, `causes`.
  String? get part => json['part'] == null ? null : json['part']! as String;
  set part(String? value) => put('part', value);
}

/// The log and the action.
class OutcomeRequest extends Message {
  /// A view of these fields, or of none.
  OutcomeRequest([super.json]);

  /// The times by which other actions for it were over: hours right after them are not compared with.
  List<String> get acted => asList(json['acted'], (item) => item! as String);
  set acted(List<String>? value) => put('acted', value);

  /// What was done.
  String? get actionType => json['action_type'] == null ? null : json['action_type']! as String;
  set actionType(String? value) => put('action_type', value);

  /// The events before and after it, in any order.
  List<Event> get events => asList(json['events'], (item) => Event(asObject(item)));
  set events(List<Event>? value) => put('events', value);

  /// When.
  String? get executedAt => json['executed_at'] == null ? null : json['executed_at']! as String;
  set executedAt(String? value) => put('executed_at', value);

  /// Hours after it that are compared.
  int? get hours => json['hours'] == null ? null : (json['hours']! as num).toInt();
  set hours(int? value) => put('hours', value);

  /// Caps and retention of the counts.
  RollupConfig? get rollup => json['rollup'] == null ? null : RollupConfig(asObject(json['rollup']));
  set rollup(RollupConfig? value) => put('rollup', value);

  /// The service it was for; absent for all of them together.
  String? get service => json['service'] == null ? null : json['service']! as String;
  set service(String? value) => put('service', value);
}

/// What came of it, as `actions` of a history have it.
class OutcomeResponse extends Message {
  /// A view of these fields, or of none.
  OutcomeResponse([super.json]);

  /// What was done.
  String? get actionType => json['action_type'] == null ? null : json['action_type']! as String;
  set actionType(String? value) => put('action_type', value);

  /// The first less the second; below 0 where more came.
  double? get errorsPrevented => json['errors_prevented'] == null ? null : (json['errors_prevented']! as num).toDouble();
  set errorsPrevented(double? value) => put('errors_prevented', value);

  /// Errors that came after earlier hours as bad, when nothing was done.
  double? get forecast => json['forecast'] == null ? null : (json['forecast']! as num).toDouble();
  set forecast(double? value) => put('forecast', value);

  /// Errors seen.
  double? get seen => json['seen'] == null ? null : (json['seen']! as num).toDouble();
  set seen(double? value) => put('seen', value);

  /// About how many users met no error because of it; absent where no error of the day before named a user.
  double? get usersSpared => json['users_spared'] == null ? null : (json['users_spared']! as num).toDouble();
  set usersSpared(double? value) => put('users_spared', value);
}

/// One message.
class Parsed extends Message {
  /// A view of these fields, or of none.
  Parsed([super.json]);

  /// What stands at the variables; null where the text of the template, made of many messages, is another.
  List<String> get parameters => asList(json['parameters'], (item) => item! as String);
  set parameters(List<String>? value) => put('parameters', value);

  /// Its template.
  int? get template => json['template'] == null ? null : (json['template']! as num).toInt();
  set template(int? value) => put('template', value);
}

/// One action that was carried out, and what came of it.
class PastAction extends Message {
  /// A view of these fields, or of none.
  PastAction([super.json]);

  /// The type.
  String? get actionType => json['action_type'] == null ? null : json['action_type']! as String;
  set actionType(String? value) => put('action_type', value);

  /// When its outcome was known; it teaches nothing about times before.
  String? get at => json['at'] == null ? null : json['at']! as String;
  set at(String? value) => put('at', value);

  /// Errors to expect in the time after it, had nothing been done: by earlier hours as bad in which nothing was. Absent
  /// where there was nothing to compare with: what was seen after it then teaches nothing of its effect.
  double? get forecast => json['forecast'] == null ? null : (json['forecast']! as num).toDouble();
  set forecast(double? value) => put('forecast', value);

  /// Errors seen in that time.
  double? get seen => json['seen'] == null ? null : (json['seen']! as num).toDouble();
  set seen(double? value) => put('seen', value);

  /// The service; kept for people, nothing depends on it.
  String? get service => json['service'] == null ? null : json['service']! as String;
  set service(String? value) => put('service', value);
}

/// One incident and what became known of it.
class PastIncident extends Message {
  /// A view of these fields, or of none.
  PastIncident([super.json]);

  /// When its cause became known; it teaches nothing about times before.
  String? get at => json['at'] == null ? null : json['at']! as String;
  set at(String? value) => put('at', value);

  /// The kind of cause it really was; absent where only so much is known that it was not the one named.
  String? get cause => json['cause'] == null ? null : json['cause']! as String;
  set cause(String? value) => put('cause', value);

  /// Whether that helped.
  bool? get helped => json['helped'] == null ? null : json['helped']! as bool;
  set helped(bool? value) => put('helped', value);

  /// Its id, used once.
  String? get id => json['id'] == null ? null : json['id']! as String;
  set id(String? value) => put('id', value);

  /// The kind of cause that the answer named first. Whether that was right teaches how far to believe this kind.
  String? get named => json['named'] == null ? null : json['named']! as String;
  set named(String? value) => put('named', value);

  /// What was done, in words.
  String? get resolution => json['resolution'] == null ? null : json['resolution']! as String;
  set resolution(String? value) => put('resolution', value);

  /// The service it was about; kept for people, nothing depends on it.
  String? get service => json['service'] == null ? null : json['service']! as String;
  set service(String? value) => put('service', value);

  /// What it looked like: `lessons.signature` of the answer given then. Without it the incident is never alike.
  Signature? get signature => json['signature'] == null ? null : Signature(asObject(json['signature']));
  set signature(Signature? value) => put('signature', value);

  /// How sure the feedback is, above 0 and at most 1.
  double? get weight => json['weight'] == null ? null : (json['weight']! as num).toDouble();
  set weight(double? value) => put('weight', value);
}

/// How often it came after such a probability was said, walked forward over the past.
class PastWords extends Message {
  /// A view of these fields, or of none.
  PastWords([super.json]);

  /// How often it came: a share.
  double? get came => json['came'] == null ? null : (json['came']! as num).toDouble();
  set came(double? value) => put('came', value);

  /// In how many cases.
  int? get cases => json['cases'] == null ? null : (json['cases']! as num).toInt();
  set cases(int? value) => put('cases', value);

  /// What was said, on average.
  double? get said => json['said'] == null ? null : (json['said']! as num).toDouble();
  set said(double? value) => put('said', value);
}

/// What the messages of some error groups have in common.
class PatternSummary extends Message {
  /// A view of these fields, or of none.
  PatternSummary([super.json]);

  /// The types of error, commonest first, at most 8.
  List<String> get errorTypes => asList(json['error_types'], (item) => item! as String);
  set errorTypes(List<String>? value) => put('error_types', value);

  /// Errors in the history looked at, in all services.
  int? get errors => json['errors'] == null ? null : (json['errors']! as num).toInt();
  set errors(int? value) => put('errors', value);

  /// Errors of the last 24 hours, in all services.
  int? get errorsLastDay => json['errors_last_day'] == null ? null : (json['errors_last_day']! as num).toInt();
  set errorsLastDay(int? value) => put('errors_last_day', value);

  /// The error groups, oldest first.
  List<String> get fingerprints => asList(json['fingerprints'], (item) => item! as String);
  set fingerprints(List<String>? value) => put('fingerprints', value);

  /// When the first of them was seen.
  String? get firstSeen => json['first_seen'] == null ? null : json['first_seen']! as String;
  set firstSeen(String? value) => put('first_seen', value);

  /// How many these are.
  int? get nServices => json['n_services'] == null ? null : (json['n_services']! as num).toInt();
  set nServices(int? value) => put('n_services', value);

  /// The services it came in within the last 24 hours, by name, at most 8.
  List<String> get services => asList(json['services'], (item) => item! as String);
  set services(List<String>? value) => put('services', value);

  /// The message with `<*>` for what varies; empty for groups without a message.
  String? get template => json['template'] == null ? null : json['template']! as String;
  set template(String? value) => put('template', value);
}

/// Everything training is told.
class Plan extends Message {
  /// A view of these fields, or of none.
  Plan([super.json]);

  /// When to raise an alarm.
  AlertPolicy? get alert => json['alert'] == null ? null : AlertPolicy(asObject(json['alert']));
  set alert(AlertPolicy? value) => put('alert', value);

  /// The question.
  Task? get task => json['task'] == null ? null : Task(asObject(json['task']));
  set task(Task? value) => put('task', value);

  /// The method and how it is calibrated.
  Training? get training => json['training'] == null ? null : Training(asObject(json['training']));
  set training(Training? value) => put('training', value);
}

/// The log, the model and what is asked.
class PredictRequest extends Message {
  /// A view of these fields, or of none.
  PredictRequest([super.json]);

  /// The events, in any order.
  List<Event> get events => asList(json['events'], (item) => Event(asObject(item)));
  set events(List<Event>? value) => put('events', value);

  /// The `model` of an answer of `train` or `train_severity`, or the bytes of a model file, in base64.
  String? get model => json['model'] == null ? null : json['model']! as String;
  set model(String? value) => put('model', value);

  /// What is asked; every service at the end of the log when absent.
  List<TimedQuery> get queries => asList(json['queries'], (item) => TimedQuery(asObject(item)));
  set queries(List<TimedQuery>? value) => put('queries', value);

  /// Caps and retention of the counts.
  RollupConfig? get rollup => json['rollup'] == null ? null : RollupConfig(asObject(json['rollup']));
  set rollup(RollupConfig? value) => put('rollup', value);

  /// What is known of the services beside their events.
  Statics? get services => json['services'] == null ? null : Statics(asObject(json['services']));
  set services(Statics? value) => put('services', value);
}

/// The predictions.
class PredictResponse extends Message {
  /// A view of these fields, or of none.
  PredictResponse([super.json]);

  /// In the order of the queries; empty for a model of severities.
  List<ErrorPrediction> get predictions => asList(json['predictions'], (item) => ErrorPrediction(asObject(item)));
  set predictions(List<ErrorPrediction>? value) => put('predictions', value);

  /// The same of a model of severities (`train_severity`): probabilities of `calm`, `low`, `medium`, `high` and
  /// `critical`.
  List<SeverityPrediction> get severities => asList(json['severities'], (item) => SeverityPrediction(asObject(item)));
  set severities(List<SeverityPrediction>? value) => put('severities', value);
}

/// Any predictor, chosen by name.
class Predictor extends Message {
  /// A view of these fields, or of none.
  Predictor([super.json]);

  /// Share of features drawn a round, above 0 and at most 1.
  double? get columnShare => json['column_share'] == null ? null : (json['column_share']! as num).toDouble();
  set columnShare(double? value) => put('column_share', value);

  /// Splits from root to leaf, 1 to 16.
  int? get depth => json['depth'] == null ? null : (json['depth']! as num).toInt();
  set depth(int? value) => put('depth', value);

  /// Which features it sees.
  String? get features => json['features'] == null ? null : json['features']! as String;
  set features(String? value) => put('features', value);

  /// Features drawn a node; the square root of their number when absent.
  int? get featuresPerNode => json['features_per_node'] == null ? null : (json['features_per_node']! as num).toInt();
  set featuresPerNode(int? value) => put('features_per_node', value);

  /// L2 penalty on leaf values, at least 0.
  Object? get l2 => json['l2'];
  set l2(Object? value) => put('l2', value);

  /// The regression.
  Logistic? get logistic => json['logistic'] == null ? null : Logistic(asObject(json['logistic']));
  set logistic(Logistic? value) => put('logistic', value);

  /// Part of the name of the features used.
  String? get marker => json['marker'] == null ? null : json['marker']! as String;
  set marker(String? value) => put('marker', value);

  /// Histogram bins a feature, 2 to 254.
  int? get maxBins => json['max_bins'] == null ? null : (json['max_bins']! as num).toInt();
  set maxBins(int? value) => put('max_bins', value);

  /// L-BFGS steps a penalty, at least 1.
  int? get maxSteps => json['max_steps'] == null ? null : (json['max_steps']! as num).toInt();
  set maxSteps(int? value) => put('max_steps', value);

  /// What is combined, 1 to 16 predictors.
  List<Predictor> get members => asList(json['members'], (item) => Predictor(asObject(item)));
  set members(List<Predictor>? value) => put('members', value);

  /// The field method.
  String? get method => json['method'] == null ? null : json['method']! as String;
  set method(String? value) => put('method', value);

  /// Smallest Hessian sum of a leaf, at least 0.
  double? get minChildWeight => json['min_child_weight'] == null ? null : (json['min_child_weight']! as num).toDouble();
  set minChildWeight(double? value) => put('min_child_weight', value);

  /// Smallest gain of a split, at least 0.
  double? get minGain => json['min_gain'] == null ? null : (json['min_gain']! as num).toDouble();
  set minGain(double? value) => put('min_gain', value);

  /// Smallest weight of a leaf, at least 0.
  double? get minLeafWeight => json['min_leaf_weight'] == null ? null : (json['min_leaf_weight']! as num).toDouble();
  set minLeafWeight(double? value) => put('min_leaf_weight', value);

  /// Rounds without a better validation loss before it stops; never when absent.
  int? get patience => json['patience'] == null ? null : (json['patience']! as num).toInt();
  set patience(int? value) => put('patience', value);

  /// Share of each tree that is added, above 0 and at most 1.
  double? get rate => json['rate'] == null ? null : (json['rate']! as num).toDouble();
  set rate(double? value) => put('rate', value);

  /// Trees, or their upper limit when stopping early; at least 1.
  int? get rounds => json['rounds'] == null ? null : (json['rounds']! as num).toInt();
  set rounds(int? value) => put('rounds', value);

  /// Share of rows drawn a round, above 0 and at most 1.
  double? get rowShare => json['row_share'] == null ? null : (json['row_share']! as num).toDouble();
  set rowShare(double? value) => put('row_share', value);

  /// Rows the wider rate counts for, at least 0.
  double? get strength => json['strength'] == null ? null : (json['strength']! as num).toDouble();
  set strength(double? value) => put('strength', value);

  /// Number of trees, at least 1.
  int? get trees => json['trees'] == null ? null : (json['trees']! as num).toInt();
  set trees(int? value) => put('trees', value);

  /// Last part of the rows that weighs the members, between 0 and 1.
  double? get validationShare => json['validation_share'] == null ? null : (json['validation_share']! as num).toDouble();
  set validationShare(double? value) => put('validation_share', value);
}
