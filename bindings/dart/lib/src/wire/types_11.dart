// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
part of 'types.dart';

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

  /// How many services.
  int? get nServices => json['n_services'] == null ? null : (json['n_services']! as num).toInt();
  set nServices(int? value) => put('n_services', value);

  /// The services, by name, at most 8.
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

  /// The `model` of an answer of `train`, or the bytes of a model file, in base64.
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

  /// In the order of the queries.
  List<ErrorPrediction> get predictions => asList(json['predictions'], (item) => ErrorPrediction(asObject(item)));
  set predictions(List<ErrorPrediction>? value) => put('predictions', value);
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

/// One action that is recommended.
class PreventiveAction extends Message {
  /// A view of these fields, or of none.
  PreventiveAction([super.json]);

  /// What to do.
  String? get actionType => json['action_type'] == null ? null : json['action_type']! as String;
  set actionType(String? value) => put('action_type', value);

  /// When it was recommended: nothing after that was known.
  String? get at => json['at'] == null ? null : json['at']! as String;
  set at(String? value) => put('at', value);

  /// Whether an executor could do it at all (everything but what only people do).
  bool? get automatable => json['automatable'] == null ? null : json['automatable']! as bool;
  set automatable(bool? value) => put('automatable', value);

  /// Keys of the anomalies, causes, predictions and forecasts that call for it.
  List<String> get because => asList(json['because'], (item) => item! as String);
  set because(List<String>? value) => put('because', value);

  /// How often chance alone would bring the trouble that calls for it; absent where it rests on no anomaly.
  Chance? get chance => json['chance'] == null ? null : Chance(asObject(json['chance']));
  set chance(Chance? value) => put('chance', value);

  /// How much work.
  String? get difficulty => json['difficulty'] == null ? null : json['difficulty']! as String;
  set difficulty(String? value) => put('difficulty', value);

  /// What its dry run shows.
  List<String> get dryRunShows => asList(json['dry_run_shows'], (item) => item! as String);
  set dryRunShows(List<String>? value) => put('dry_run_shows', value);

  /// The lines that call for it.
  List<Evidence> get evidence => asList(json['evidence'], (item) => Evidence(asObject(item)));
  set evidence(List<Evidence>? value) => put('evidence', value);

  /// What it could achieve, and how that is known.
  Impact? get impact => json['impact'] == null ? null : Impact(asObject(json['impact']));
  set impact(Impact? value) => put('impact', value);

  /// Stable identity: the same type for the same scope and target has the same key, whenever it is recommended.
  String? get key => json['key'] == null ? null : json['key']! as String;
  set key(String? value) => put('key', value);

  /// How soon it matters.
  String? get priority => json['priority'] == null ? null : json['priority']! as String;
  set priority(String? value) => put('priority', value);

  /// Whether it can be taken back.
  String? get reversibility => json['reversibility'] == null ? null : json['reversibility']! as String;
  set reversibility(String? value) => put('reversibility', value);

  /// Planning figure in seconds.
  int? get seconds => json['seconds'] == null ? null : (json['seconds']! as num).toInt();
  set seconds(int? value) => put('seconds', value);

  /// The field service.
  String? get service => json['service'] == null ? null : json['service']! as String;
  set service(String? value) => put('service', value);

  /// Where it stands: `recommended`, or `manual_review` for a type that only people do.
  String? get status => json['status'] == null ? null : json['status']! as String;
  set status(String? value) => put('status', value);

  /// The field system.
  bool? get system => json['system'] == null ? null : json['system']! as bool;
  set system(bool? value) => put('system', value);

  /// What it acts on: a release, a metric, another service, an error group.
  String? get target => json['target'] == null ? null : json['target']! as String;
  set target(String? value) => put('target', value);

  /// One sentence: what to do and why.
  String? get title => json['title'] == null ? null : json['title']! as String;
  set title(String? value) => put('title', value);

  /// Whether it may run without a person.
  String? get unattended => json['unattended'] == null ? null : json['unattended']! as String;
  set unattended(String? value) => put('unattended', value);
}

/// One text to look for.
class Query extends Message {
  /// A view of these fields, or of none.
  Query([super.json]);

  /// The partition to look in.
  String? get partition => json['partition'] == null ? null : json['partition']! as String;
  set partition(String? value) => put('partition', value);

  /// The text.
  String? get text => json['text'] == null ? null : json['text']! as String;
  set text(String? value) => put('text', value);
}

/// One metric of a ranked service.
class RankedMetric extends Message {
  /// A view of these fields, or of none.
  RankedMetric([super.json]);

  /// The input's own column name.
  String? get column => json['column'] == null ? null : json['column']! as String;
  set column(String? value) => put('column', value);

  /// How far it moved, in usual spreads.
  double? get spreads => json['spreads'] == null ? null : (json['spreads']! as num).toDouble();
  set spreads(double? value) => put('spreads', value);
}

/// One service with everything that speaks against it.
class RankedService extends Message {
  /// A view of these fields, or of none.
  RankedService([super.json]);

  /// Its possible causes, strongest first; their shares add up to the service's.
  List<Cause> get causes => asList(json['causes'], (item) => Cause(asObject(item)));
  set causes(List<Cause>? value) => put('causes', value);

  /// Its metrics, the one at fault first.
  List<RankedMetric> get metrics => asList(json['metrics'], (item) => RankedMetric(asObject(item)));
  set metrics(List<RankedMetric>? value) => put('metrics', value);

  /// Weighted sum of the testimony.
  double? get score => json['score'] == null ? null : (json['score']! as num).toDouble();
  set score(double? value) => put('score', value);

  /// The service.
  String? get service => json['service'] == null ? null : json['service']! as String;
  set service(String? value) => put('service', value);

  /// How much of the evidence speaks for it, beside all services and "none of these": a rank, no probability.
  double? get share => json['share'] == null ? null : (json['share']! as num).toDouble();
  set share(double? value) => put('share', value);
}

/// The incident and what happened before.
class RcaRequest extends Message {
  /// A view of these fields, or of none.
  RcaRequest([super.json]);

  /// Earlier incidents and actions; those known by the onset count.
  History? get history => json['history'] == null ? null : History(asObject(json['history']));
  set history(History? value) => put('history', value);

  /// Everything recorded around the onset; what was not recorded is left out.
  Incident? get incident => json['incident'] == null ? null : Incident(asObject(json['incident']));
  set incident(Incident? value) => put('incident', value);
}
