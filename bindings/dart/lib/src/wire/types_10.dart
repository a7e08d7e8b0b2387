// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
part of 'types.dart';

/// Two templates that turned out to be one.
class Merge extends Message {
  /// A view of these fields, or of none.
  Merge([super.json]);

  /// Number of messages observed when it happened, the deciding one included.
  int? get atMessage => json['at_message'] == null ? null : (json['at_message']! as num).toInt();
  set atMessage(int? value) => put('at_message', value);

  /// The id that no longer stands alone.
  int? get from => json['from'] == null ? null : (json['from']! as num).toInt();
  set from(int? value) => put('from', value);

  /// The id that stays.
  int? get into => json['into'] == null ? null : (json['into']! as num).toInt();
  set into(int? value) => put('into', value);
}

/// One method.
class Method extends Message {
  /// A view of these fields, or of none.
  Method([super.json]);

  /// What it is, in one line.
  String? get about => json['about'] == null ? null : json['about']! as String;
  set about(String? value) => put('about', value);

  /// Its settings as they are when not given.
  Object? get defaults => json['defaults'];
  set defaults(Object? value) => put('defaults', value);

  /// `detect`, `predict` or `forecast`.
  String? get family => json['family'] == null ? null : json['family']! as String;
  set family(String? value) => put('family', value);

  /// The name it is chosen by.
  String? get name => json['name'] == null ? null : json['name']! as String;
  set name(String? value) => put('name', value);
}

/// Nothing to ask.
class MethodsRequest extends Message {
  /// A view of these fields, or of none.
  MethodsRequest([super.json]);
}

/// Every method.
class MethodsResponse extends Message {
  /// A view of these fields, or of none.
  MethodsResponse([super.json]);

  /// Family by family, in the order of its list.
  List<Method> get methods => asList(json['methods'], (item) => Method(asObject(item)));
  set methods(List<Method>? value) => put('methods', value);
}

/// One metric of one service, a value per row; a gap is NaN.
class MetricColumn extends Message {
  /// A view of these fields, or of none.
  MetricColumn([super.json]);

  /// The metric's name without the service. Its words say what it measures, as [`MetricKind::of`](super::MetricKind::of)
  /// reads them: a time (`latency_p95`, `duration_ms`), successes, failures (`errors`, `failed`), traffic (`requests`,
  /// `rps`), bytes that follow the traffic (`network`, `disk`); anything else is a resource (`cpu`, `memory`).
  String? get metric => json['metric'] == null ? null : json['metric']! as String;
  set metric(String? value) => put('metric', value);

  /// The input's own column name.
  String? get name => json['name'] == null ? null : json['name']! as String;
  set name(String? value) => put('name', value);

  /// Index into [`Incident::services`].
  int? get service => json['service'] == null ? null : (json['service']! as num).toInt();
  set service(int? value) => put('service', value);

  /// One value per row of [`Incident::times`]; a gap is NaN (null in JSON).
  List<double?> get values => asList(json['values'], (item) => item == null ? null : (item! as num).toDouble());
  set values(List<double?>? value) => put('values', value);
}

/// How well the model did on the later rows before it was fitted again on all.
class Metrics extends Message {
  /// A view of these fields, or of none.
  Metrics([super.json]);

  /// Share of the later rows where a probability of one half or more, or less, was right; absent without them, as the
  /// next three.
  double? get accuracy => json['accuracy'] == null ? null : (json['accuracy']! as num).toDouble();
  set accuracy(double? value) => put('accuracy', value);

  /// Share of errors in the later rows.
  double? get baseRate => json['base_rate'] == null ? null : (json['base_rate']! as num).toDouble();
  set baseRate(double? value) => put('base_rate', value);

  /// Mean squared error of the calibrated probability.
  double? get brier => json['brier'] == null ? null : (json['brier']! as num).toDouble();
  set brier(double? value) => put('brier', value);

  /// Expected calibration error, 15 bins of equal width.
  double? get ece => json['ece'] == null ? null : (json['ece']! as num).toDouble();
  set ece(double? value) => put('ece', value);

  /// Harmonic mean of the two.
  double? get f1 => json['f1'] == null ? null : (json['f1']! as num).toDouble();
  set f1(double? value) => put('f1', value);

  /// Share of those rows where one half or more, or less, was right.
  double? get fittedAccuracy => json['fitted_accuracy'] == null ? null : (json['fitted_accuracy']! as num).toDouble();
  set fittedAccuracy(double? value) => put('fitted_accuracy', value);

  /// Mean log loss of the final fit on rows it was fitted on: far below `log_loss` where it learnt them by heart. Absent
  /// in models of versions that did not measure it, as the next.
  double? get fittedLogLoss => json['fitted_log_loss'] == null ? null : (json['fitted_log_loss']! as num).toDouble();
  set fittedLogLoss(double? value) => put('fitted_log_loss', value);

  /// Mean log loss of the calibrated probability.
  double? get logLoss => json['log_loss'] == null ? null : (json['log_loss']! as num).toDouble();
  set logLoss(double? value) => put('log_loss', value);

  /// Rows fitted on and rows that chose and calibrated.
  int? get nFit => json['n_fit'] == null ? null : (json['n_fit']! as num).toInt();
  set nFit(int? value) => put('n_fit', value);

  /// Rows that chose and calibrated.
  int? get nValidation => json['n_validation'] == null ? null : (json['n_validation']! as num).toInt();
  set nValidation(int? value) => put('n_validation', value);

  /// Area under the precision-recall curve; absent without errors.
  double? get prAuc => json['pr_auc'] == null ? null : (json['pr_auc']! as num).toDouble();
  set prAuc(double? value) => put('pr_auc', value);

  /// Of the later rows said to have an error by that rule, the share that had one; absent where none was said to.
  double? get precision => json['precision'] == null ? null : (json['precision']! as num).toDouble();
  set precision(double? value) => put('precision', value);

  /// Of the later rows with an error, the share that was said to have one; absent without any.
  double? get recall => json['recall'] == null ? null : (json['recall']! as num).toDouble();
  set recall(double? value) => put('recall', value);
}

/// Nothing to ask.
class ModelDescribeRequest extends Message {
  /// A view of these fields, or of none.
  ModelDescribeRequest([super.json]);
}

/// What the model is.
class ModelDescribeResponse extends Message {
  /// A view of these fields, or of none.
  ModelDescribeResponse([super.json]);

  /// From which probability on an alarm is raised, and for how long; absent for a model that raises none by itself.
  AlertRule? get alert => json['alert'] == null ? null : AlertRule(asObject(json['alert']));
  set alert(AlertRule? value) => put('alert', value);

  /// Its columns, in their order.
  List<String> get features => asList(json['features'], (item) => item! as String);
  set features(List<String>? value) => put('features', value);

  /// How far ahead, in minutes.
  int? get horizonMinutes => json['horizon_minutes'] == null ? null : (json['horizon_minutes']! as num).toInt();
  set horizonMinutes(int? value) => put('horizon_minutes', value);

  /// The method.
  String? get method => json['method'] == null ? null : json['method']! as String;
  set method(String? value) => put('method', value);

  /// How good it was on later rows.
  Metrics? get metrics => json['metrics'] == null ? null : Metrics(asObject(json['metrics']));
  set metrics(Metrics? value) => put('metrics', value);

  /// What it foresees.
  String? get target => json['target'] == null ? null : json['target']! as String;
  set target(String? value) => put('target', value);

  /// Predictions whose outcome is not known yet.
  int? get waiting => json['waiting'] == null ? null : (json['waiting']! as num).toInt();
  set waiting(int? value) => put('waiting', value);
}

/// What is to be explained; the counts are those of the monitor or rollup given along.
class ModelExplainRequest extends Message {
  /// A view of these fields, or of none.
  ModelExplainRequest([super.json]);

  /// The time; the end of the counts when absent.
  String? get at => json['at'] == null ? null : json['at']! as String;
  set at(String? value) => put('at', value);

  /// Tell what the model relies on instead, measured over times of the counts.
  bool? get importance => json['importance'] == null ? null : json['importance']! as bool;
  set importance(bool? value) => put('importance', value);

  /// The services; every one when absent.
  List<String> get only => asList(json['only'], (item) => item! as String);
  set only(List<String>? value) => put('only', value);

  /// Ways through single trees to tell with each, those that moved most first.
  int? get paths => json['paths'] == null ? null : (json['paths']! as num).toInt();
  set paths(int? value) => put('paths', value);

  /// What is known of the services beside their events.
  Statics? get services => json['services'] == null ? null : Statics(asObject(json['services']));
  set services(Statics? value) => put('services', value);
}

/// What came.
class ModelOutcomeRequest extends Message {
  /// A view of these fields, or of none.
  ModelOutcomeRequest([super.json]);

  /// The time of the prediction, as it was asked.
  String? get at => json['at'] == null ? null : json['at']! as String;
  set at(String? value) => put('at', value);

  /// Whether it happened within the horizon.
  bool? get happened => json['happened'] == null ? null : json['happened']! as bool;
  set happened(bool? value) => put('happened', value);

  /// The service of the prediction.
  String? get service => json['service'] == null ? null : json['service']! as String;
  set service(String? value) => put('service', value);
}

/// Whether that was news.
class ModelOutcomeResponse extends Message {
  /// A view of these fields, or of none.
  ModelOutcomeResponse([super.json]);

  /// Whether the prediction was still waiting for its outcome.
  bool? get known => json['known'] == null ? null : json['known']! as bool;
  set known(bool? value) => put('known', value);
}

/// What is asked; the counts are those of the monitor or rollup given along.
class ModelPredictRequest extends Message {
  /// A view of these fields, or of none.
  ModelPredictRequest([super.json]);

  /// The time; it never goes back.
  String? get at => json['at'] == null ? null : json['at']! as String;
  set at(String? value) => put('at', value);

  /// Factors named with each prediction.
  int? get nFactors => json['n_factors'] == null ? null : (json['n_factors']! as num).toInt();
  set nFactors(int? value) => put('n_factors', value);

  /// The services; every one when absent.
  List<String> get only => asList(json['only'], (item) => item! as String);
  set only(List<String>? value) => put('only', value);

  /// What is known of the services beside their events.
  Statics? get services => json['services'] == null ? null : Statics(asObject(json['services']));
  set services(Statics? value) => put('services', value);
}

/// The predictions.
class ModelPredictResponse extends Message {
  /// A view of these fields, or of none.
  ModelPredictResponse([super.json]);

  /// One a service.
  List<ErrorPrediction> get predictions => asList(json['predictions'], (item) => ErrorPrediction(asObject(item)));
  set predictions(List<ErrorPrediction>? value) => put('predictions', value);
}

/// A model as `train` gave it.
class ModelSettings extends Message {
  /// A view of these fields, or of none.
  ModelSettings([super.json]);

  /// The model: the `model` of an answer of `train`, or the bytes of a model file, in base64.
  String? get model => json['model'] == null ? null : json['model']! as String;
  set model(String? value) => put('model', value);
}

/// One thing that happened at one time.
class Moment extends Message {
  /// A view of these fields, or of none.
  Moment([super.json]);

  /// When; of a deployment without a release and of rises, to the minute.
  String? get at => json['at'] == null ? null : json['at']! as String;
  set at(String? value) => put('at', value);

  /// What kind of thing.
  String? get kind => json['kind'] == null ? null : json['kind']! as String;
  set kind(String? value) => put('kind', value);

  /// The service it happened to.
  String? get service => json['service'] == null ? null : json['service']! as String;
  set service(String? value) => put('service', value);

  /// What exactly: the release, the error type of the group or its message.
  String? get subject => json['subject'] == null ? null : json['subject']! as String;
  set subject(String? value) => put('subject', value);
}

/// Up to when to judge.
class MonitorAdvanceRequest extends Message {
  /// A view of these fields, or of none.
  MonitorAdvanceRequest([super.json]);

  /// The time; it never goes back.
  String? get at => json['at'] == null ? null : json['at']! as String;
  set at(String? value) => put('at', value);
}

/// What is under way or just ended.
class MonitorAdvanceResponse extends Message {
  /// A view of these fields, or of none.
  MonitorAdvanceResponse([super.json]);

  /// One incident has one key, however often it is given.
  List<AnomalyDetection> get anomalies => asList(json['anomalies'], (item) => AnomalyDetection(asObject(item)));
  set anomalies(List<AnomalyDetection>? value) => put('anomalies', value);
}

/// A number of the process.
class MonitorMeasureRequest extends Message {
  /// A view of these fields, or of none.
  MonitorMeasureRequest([super.json]);

  /// The end of the step it was measured over.
  String? get end => json['end'] == null ? null : json['end']! as String;
  set end(String? value) => put('end', value);

  /// What it is called.
  String? get name => json['name'] == null ? null : json['name']! as String;
  set name(String? value) => put('name', value);

  /// The value.
  double? get value => json['value'] == null ? null : (json['value']! as num).toDouble();
  set value(double? value) => put('value', value);
}

/// Nothing to ask.
class MonitorMemoryRequest extends Message {
  /// A view of these fields, or of none.
  MonitorMemoryRequest([super.json]);
}

/// What it costs.
class MonitorMemoryResponse extends Message {
  /// A view of these fields, or of none.
  MonitorMemoryResponse([super.json]);

  /// Bytes of memory held.
  int? get bytes => json['bytes'] == null ? null : (json['bytes']! as num).toInt();
  set bytes(int? value) => put('bytes', value);
}

/// How it counts.
class MonitorSettings extends Message {
  /// A view of these fields, or of none.
  MonitorSettings([super.json]);

  /// Caps and retention; those meant for a process when absent.
  RollupConfig? get rollup => json['rollup'] == null ? null : RollupConfig(asObject(json['rollup']));
  set rollup(RollupConfig? value) => put('rollup', value);
}

/// The history of a service.
class NamedSeries extends Message {
  /// A view of these fields, or of none.
  NamedSeries([super.json]);

  /// Its history, oldest first; null is a gap.
  Series? get history => json['history'] == null ? null : Series(asObject(json['history']));
  set history(Series? value) => put('history', value);

  /// The service, for the answer.
  String? get service => json['service'] == null ? null : json['service']! as String;
  set service(String? value) => put('service', value);
}

/// Weights of a trained network, row by row, all layers and the output one after the other. A layer of `units` has a
/// matrix of (inputs + units) × 4·`units` (gates in the order input, forget, cell, output) and 4·`units` offsets; the
/// output has a matrix of `units` × `ahead` and `ahead` offsets.
class Network extends Message {
  /// A view of these fields, or of none.
  Network([super.json]);

  /// Steps that one window forecasts.
  int? get ahead => json['ahead'] == null ? null : (json['ahead']! as num).toInt();
  set ahead(int? value) => put('ahead', value);

  /// Layers, one above the other.
  int? get layers => json['layers'] == null ? null : (json['layers']! as num).toInt();
  set layers(int? value) => put('layers', value);

  /// Steps of a window.
  int? get sequence => json['sequence'] == null ? null : (json['sequence']! as num).toInt();
  set sequence(int? value) => put('sequence', value);

  /// Units of each layer.
  int? get units => json['units'] == null ? null : (json['units']! as num).toInt();
  set units(int? value) => put('units', value);

  /// The weights.
  List<double> get weights => asList(json['weights'], (item) => (item! as num).toDouble());
  set weights(List<double>? value) => put('weights', value);
}
