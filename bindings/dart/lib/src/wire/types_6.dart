// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
part of 'types.dart';

/// An error as it crosses a border: the code is stable and the same in every language.
class ErrorMessage extends Message {
  /// A view of these fields, or of none.
  ErrorMessage([super.json]);

  /// The stable code, such as `not_enough_data`.
  String? get code => json['code'] == null ? null : json['code']! as String;
  set code(String? value) => put('code', value);

  /// Where: file, path in the request, line, column, field and the like.
  Map<String, String> get context => asMap(json['context'], (item) => item! as String);
  set context(Map<String, String>? value) => put('context', value);

  /// What went wrong, with the numbers, for people.
  String? get message => json['message'] == null ? null : json['message']! as String;
  set message(String? value) => put('message', value);

  /// Whether the very same call may succeed when it is made again later; false when absent.
  bool? get retryable => json['retryable'] == null ? null : json['retryable']! as bool;
  set retryable(bool? value) => put('retryable', value);
}

/// The probability that something happens within a horizon (table `error_predictions`).
class ErrorPrediction extends Message {
  /// A view of these fields, or of none.
  ErrorPrediction([super.json]);

  /// Whether it raises an alert.
  bool? get alert => json['alert'] == null ? null : json['alert']! as bool;
  set alert(bool? value) => put('alert', value);

  /// When it was asked: nothing after it was known.
  String? get at => json['at'] == null ? null : json['at']! as String;
  set at(String? value) => put('at', value);

  /// How high the probability is.
  String? get band => json['band'] == null ? null : json['band']! as String;
  set band(String? value) => put('band', value);

  /// Where it comes from.
  String? get basis => json['basis'] == null ? null : json['basis']! as String;
  set basis(String? value) => put('basis', value);

  /// Keys of the anomalies under way when an analysis said so; empty where nobody looked for any.
  List<String> get because => asList(json['because'], (item) => item! as String);
  set because(List<String>? value) => put('because', value);

  /// Events within half an hour from which on it is a burst; absent for `critical`.
  int? get burstThreshold => json['burst_threshold'] == null ? null : (json['burst_threshold']! as num).toInt();
  set burstThreshold(int? value) => put('burst_threshold', value);

  /// What moved a model's probability, largest first; empty where nobody asked.
  List<Factor> get factors => asList(json['factors'], (item) => Factor(asObject(item)));
  set factors(List<Factor>? value) => put('factors', value);

  /// The one error group that counts; absent where all of them do.
  String? get fingerprint => json['fingerprint'] == null ? null : json['fingerprint']! as String;
  set fingerprint(String? value) => put('fingerprint', value);

  /// Share of the horizon in which the target would be new; absent where that is not asked.
  double? get fresh => json['fresh'] == null ? null : (json['fresh']! as num).toDouble();
  set fresh(double? value) => put('fresh', value);

  /// Within how many minutes.
  int? get horizonMinutes => json['horizon_minutes'] == null ? null : (json['horizon_minutes']! as num).toInt();
  set horizonMinutes(int? value) => put('horizon_minutes', value);

  /// Identity of the question, the same whenever it is asked; with `at` that of this answer.
  String? get key => json['key'] == null ? null : json['key']! as String;
  set key(String? value) => put('key', value);

  /// Level of that interval.
  double? get level => json['level'] == null ? null : (json['level']! as num).toDouble();
  set level(double? value) => put('level', value);

  /// Lower end of its interval.
  double? get lower => json['lower'] == null ? null : (json['lower']! as num).toDouble();
  set lower(double? value) => put('lower', value);

  /// Past spans of the horizon's length that a base rate rests on.
  double? get nSpans => json['n_spans'] == null ? null : (json['n_spans']! as num).toDouble();
  set nSpans(double? value) => put('n_spans', value);

  /// The probability, 0 to 1.
  double? get probability => json['probability'] == null ? null : (json['probability']! as num).toDouble();
  set probability(double? value) => put('probability', value);

  /// The model's log-odds before outcomes and calibration: what an outcome is learnt from.
  double? get rawLogOdds => json['raw_log_odds'] == null ? null : (json['raw_log_odds']! as num).toDouble();
  set rawLogOdds(double? value) => put('raw_log_odds', value);

  /// The field service.
  String? get service => json['service'] == null ? null : json['service']! as String;
  set service(String? value) => put('service', value);

  /// The worst severity to expect: critical for a critical event, else what a model of severities says, where there is
  /// one.
  String? get severity => json['severity'] == null ? null : json['severity']! as String;
  set severity(String? value) => put('severity', value);

  /// The field system.
  bool? get system => json['system'] == null ? null : json['system']! as bool;
  set system(bool? value) => put('system', value);

  /// What is foreseen.
  String? get target => json['target'] == null ? null : json['target']! as String;
  set target(String? value) => put('target', value);

  /// What raised an alert at that time: a probability, under a budget of false alarms one of something new
  /// (`probability` × `fresh`). Absent where nothing raises one.
  double? get threshold => json['threshold'] == null ? null : (json['threshold']! as num).toDouble();
  set threshold(double? value) => put('threshold', value);

  /// Upper end of its interval.
  double? get upper => json['upper'] == null ? null : (json['upper']! as num).toDouble();
  set upper(double? value) => put('upper', value);

  /// How often it happens whatever the present state: the base rate beside a model's probability. A base rate is its
  /// own. Absent where nobody counted.
  double? get usual => json['usual'] == null ? null : (json['usual']! as num).toDouble();
  set usual(double? value) => put('usual', value);

  /// What a model's words like these were worth before; absent where nobody counted.
  PastWords? get worth => json['worth'] == null ? null : PastWords(asObject(json['worth']));
  set worth(PastWords? value) => put('worth', value);
}

/// What was said beside what came; exactly one kind is asked by its `kind`.
class EvaluateRequest extends Message {
  /// A view of these fields, or of none.
  EvaluateRequest([super.json]);

  /// What came.
  Object? get actual => json['actual'];
  set actual(Object? value) => put('actual', value);

  /// Bins of the reliability table; 10 when absent.
  int? get bins => json['bins'] == null ? null : (json['bins']! as num).toInt();
  set bins(int? value) => put('bins', value);

  /// What was forecast.
  List<double> get forecast => asList(json['forecast'], (item) => (item! as num).toDouble());
  set forecast(List<double>? value) => put('forecast', value);

  /// The field kind.
  String? get kind => json['kind'] == null ? null : json['kind']! as String;
  set kind(String? value) => put('kind', value);

  /// Whether it came.
  List<bool> get labels => asList(json['labels'], (item) => item! as bool);
  set labels(List<bool>? value) => put('labels', value);

  /// Lower ends of the intervals.
  List<double> get lower => asList(json['lower'], (item) => (item! as num).toDouble());
  set lower(List<double>? value) => put('lower', value);

  /// How many classes there are.
  int? get nClasses => json['n_classes'] == null ? null : (json['n_classes']! as num).toInt();
  set nClasses(int? value) => put('n_classes', value);

  /// What was said.
  List<int> get predicted => asList(json['predicted'], (item) => (item! as num).toInt());
  set predicted(List<int>? value) => put('predicted', value);

  /// How likely it was said to be, 0 to 1.
  List<double> get probabilities => asList(json['probabilities'], (item) => (item! as num).toDouble());
  set probabilities(List<double>? value) => put('probabilities', value);

  /// The higher, the likelier.
  List<double> get scores => asList(json['scores'], (item) => (item! as num).toDouble());
  set scores(List<double>? value) => put('scores', value);

  /// Where a probability counts as "it will come", for the confusion; 0.5 when absent.
  double? get threshold => json['threshold'] == null ? null : (json['threshold']! as num).toDouble();
  set threshold(double? value) => put('threshold', value);

  /// Upper ends of the intervals.
  List<double> get upper => asList(json['upper'], (item) => (item! as num).toDouble());
  set upper(List<double>? value) => put('upper', value);
}

/// The measures; those that do not apply are absent.
class EvaluateResponse extends Message {
  /// A view of these fields, or of none.
  EvaluateResponse([super.json]);

  /// Share that was right.
  double? get accuracy => json['accuracy'] == null ? null : (json['accuracy']! as num).toDouble();
  set accuracy(double? value) => put('accuracy', value);

  /// Mean squared error of the probabilities (Brier 1950).
  double? get brier => json['brier'] == null ? null : (json['brier']! as num).toDouble();
  set brier(double? value) => put('brier', value);

  /// 1 less Brier over that of always saying the share; absent where it always or never came.
  double? get brierSkill => json['brier_skill'] == null ? null : (json['brier_skill']! as num).toDouble();
  set brierSkill(double? value) => put('brier_skill', value);

  /// Share of what came that lay in its interval.
  double? get coverage => json['coverage'] == null ? null : (json['coverage']! as num).toDouble();
  set coverage(double? value) => put('coverage', value);

  /// Expected calibration error, bins of equal width.
  double? get expectedCalibrationError => json['expected_calibration_error'] == null ? null : (json['expected_calibration_error']! as num).toDouble();
  set expectedCalibrationError(double? value) => put('expected_calibration_error', value);

  /// Harmonic mean of both, by class.
  List<double?> get f1 => asList(json['f1'], (item) => item == null ? null : (item! as num).toDouble());
  set f1(List<double?>? value) => put('f1', value);

  /// Mean negative log likelihood, natural logarithm.
  double? get logLoss => json['log_loss'] == null ? null : (json['log_loss']! as num).toDouble();
  set logLoss(double? value) => put('log_loss', value);

  /// Mean absolute error.
  double? get mae => json['mae'] == null ? null : (json['mae']! as num).toDouble();
  set mae(double? value) => put('mae', value);

  /// Mean absolute error in percent of what came; absent where a 0 came.
  double? get mape => json['mape'] == null ? null : (json['mape']! as num).toDouble();
  set mape(double? value) => put('mape', value);

  /// Area below precision against recall.
  double? get prAuc => json['pr_auc'] == null ? null : (json['pr_auc']! as num).toDouble();
  set prAuc(double? value) => put('pr_auc', value);

  /// Right among those said to be of the class, by class; null where none was.
  List<double?> get precision => asList(json['precision'], (item) => item == null ? null : (item! as num).toDouble());
  set precision(List<double?>? value) => put('precision', value);

  /// Said among those of the class, by class; null where there was none.
  List<double?> get recall => asList(json['recall'], (item) => item == null ? null : (item! as num).toDouble());
  set recall(List<double?>? value) => put('recall', value);

  /// How often it came for what was said.
  List<ReliabilityBin> get reliability => asList(json['reliability'], (item) => ReliabilityBin(asObject(item)));
  set reliability(List<ReliabilityBin>? value) => put('reliability', value);

  /// Root of the mean squared error.
  double? get rmse => json['rmse'] == null ? null : (json['rmse']! as num).toDouble();
  set rmse(double? value) => put('rmse', value);

  /// Area below the receiver operating characteristic.
  double? get rocAuc => json['roc_auc'] == null ? null : (json['roc_auc']! as num).toDouble();
  set rocAuc(double? value) => put('roc_auc', value);
}

/// One event, owning its text. Names follow OpenTelemetry where it has one. What is missing stays missing; it is never
/// guessed.
class Event extends Message {
  /// A view of these fields, or of none.
  Event([super.json]);

  /// Anything else, as a JSON object.
  Map<String, Object?> get attributes => asMap(json['attributes'], (item) => item);
  set attributes(Map<String, Object?>? value) => put('attributes', value);

  /// The application's own error code.
  String? get code => json['code'] == null ? null : json['code']! as String;
  set code(String? value) => put('code', value);

  /// The route or URL path.
  String? get endpoint => json['endpoint'] == null ? null : json['endpoint']! as String;
  set endpoint(String? value) => put('endpoint', value);

  /// `development`, `staging` or `production`.
  String? get environment => json['environment'] == null ? null : json['environment']! as String;
  set environment(String? value) => put('environment', value);

  /// The id the source gave it.
  String? get errorId => json['error_id'] == null ? null : json['error_id']! as String;
  set errorId(String? value) => put('error_id', value);

  /// The type of error, such as an exception class. Empty for requests and deployments.
  String? get errorType => json['error_type'] == null ? null : json['error_type']! as String;
  set errorType(String? value) => put('error_type', value);

  /// What kind of thing it is; an error when absent.
  String? get kind => json['kind'] == null ? null : json['kind']! as String;
  set kind(String? value) => put('kind', value);

  /// The log message.
  String? get message => json['message'] == null ? null : json['message']! as String;
  set message(String? value) => put('message', value);

  /// The version of the service.
  String? get release => json['release'] == null ? null : json['release']! as String;
  set release(String? value) => put('release', value);

  /// The request it belongs to.
  String? get requestId => json['request_id'] == null ? null : json['request_id']! as String;
  set requestId(String? value) => put('request_id', value);

  /// How long the request took, in milliseconds: finite and at least 0.
  double? get responseTimeMs => json['response_time_ms'] == null ? null : (json['response_time_ms']! as num).toDouble();
  set responseTimeMs(double? value) => put('response_time_ms', value);

  /// The service it happened in.
  String? get service => json['service'] == null ? null : json['service']! as String;
  set service(String? value) => put('service', value);

  /// How bad it is; absent for a line without a level, which is counted and never taken for an error.
  String? get severity => json['severity'] == null ? null : json['severity']! as String;
  set severity(String? value) => put('severity', value);

  /// The stack trace, as the language printed it.
  String? get stackTrace => json['stack_trace'] == null ? null : json['stack_trace']! as String;
  set stackTrace(String? value) => put('stack_trace', value);

  /// The HTTP status, 100 to 599.
  int? get statusCode => json['status_code'] == null ? null : (json['status_code']! as num).toInt();
  set statusCode(int? value) => put('status_code', value);

  /// When it happened.
  String? get timestamp => json['timestamp'] == null ? null : json['timestamp']! as String;
  set timestamp(String? value) => put('timestamp', value);

  /// The user who met it.
  String? get userId => json['user_id'] == null ? null : json['user_id']! as String;
  set userId(String? value) => put('user_id', value);
}

/// What was seen, in a sentence, with the numbers behind it.
class Evidence extends Message {
  /// A view of these fields, or of none.
  Evidence([super.json]);

  /// The numbers by name, units in the names; every one is finite.
  Map<String, double> get numbers => asMap(json['numbers'], (item) => (item! as num).toDouble());
  set numbers(Map<String, double>? value) => put('numbers', value);

  /// One sentence with its numbers.
  String? get statement => json['statement'] == null ? null : json['statement']! as String;
  set statement(String? value) => put('statement', value);
}

/// The log, the model and what is asked.
class ExplainRequest extends Message {
  /// A view of these fields, or of none.
  ExplainRequest([super.json]);

  /// The events, in any order.
  List<Event> get events => asList(json['events'], (item) => Event(asObject(item)));
  set events(List<Event>? value) => put('events', value);

  /// Tell what the model relies on instead: how much worse it gets when a factor or feature is shuffled over the queries
  /// (over times of the log when absent), and its share of the gain in training.
  bool? get importance => json['importance'] == null ? null : json['importance']! as bool;
  set importance(bool? value) => put('importance', value);

  /// The `model` of an answer of `train`, or the bytes of a model file, in base64.
  String? get model => json['model'] == null ? null : json['model']! as String;
  set model(String? value) => put('model', value);

  /// Ways through single trees to tell with each, those that moved most first.
  int? get paths => json['paths'] == null ? null : (json['paths']! as num).toInt();
  set paths(int? value) => put('paths', value);

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

/// The explanations.
class ExplainResponse extends Message {
  /// A view of these fields, or of none.
  ExplainResponse([super.json]);

  /// In the order of the queries.
  List<ExplainedPrediction> get explained => asList(json['explained'], (item) => ExplainedPrediction(asObject(item)));
  set explained(List<ExplainedPrediction>? value) => put('explained', value);

  /// What the model relies on, where that was asked for: nothing is explained then.
  Importances? get importances => json['importances'] == null ? null : Importances(asObject(json['importances']));
  set importances(Importances? value) => put('importances', value);
}

/// One prediction with what moved it.
class ExplainedPrediction extends Message {
  /// A view of these fields, or of none.
  ExplainedPrediction([super.json]);

  /// What moved it.
  Explanation? get explanation => json['explanation'] == null ? null : Explanation(asObject(json['explanation']));
  set explanation(Explanation? value) => put('explanation', value);

  /// Ways through single trees.
  List<DecisionPath> get paths => asList(json['paths'], (item) => DecisionPath(asObject(item)));
  set paths(List<DecisionPath>? value) => put('paths', value);

  /// What was said.
  ErrorPrediction? get prediction => json['prediction'] == null ? null : ErrorPrediction(asObject(json['prediction']));
  set prediction(ErrorPrediction? value) => put('prediction', value);
}

/// Why a model says what it says about one row.
class Explanation extends Message {
  /// A view of these fields, or of none.
  Explanation([super.json]);

  /// Output before anything is known of the row; with all contributions it sums to `output`.
  double? get expected => json['expected'] == null ? null : (json['expected']! as num).toDouble();
  set expected(double? value) => put('expected', value);

  /// What moved it, largest first; factors that moved nothing are left out.
  List<Factor> get factors => asList(json['factors'], (item) => Factor(asObject(item)));
  set factors(List<Factor>? value) => put('factors', value);

  /// Output for the row, before calibration.
  double? get output => json['output'] == null ? null : (json['output']! as num).toDouble();
  set output(double? value) => put('output', value);

  /// The scale in which contributions add up.
  String? get scale => json['scale'] == null ? null : json['scale']! as String;
  set scale(String? value) => put('scale', value);
}
