// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
part of 'types.dart';

/// One tested time.
class TestedTime extends Message {
  /// A view of these fields, or of none.
  TestedTime([super.json]);

  /// When it was asked.
  String? get at => json['at'] == null ? null : json['at']! as String;
  set at(String? value) => put('at', value);

  /// When it came; absent where it did not within the horizon.
  String? get came => json['came'] == null ? null : json['came']! as String;
  set came(String? value) => put('came', value);

  /// The probability that was said.
  double? get probability => json['probability'] == null ? null : (json['probability']! as num).toDouble();
  set probability(double? value) => put('probability', value);

  /// The service.
  String? get service => json['service'] == null ? null : json['service']! as String;
  set service(String? value) => put('service', value);
}

/// One known text.
class Text extends Message {
  /// A view of these fields, or of none.
  Text([super.json]);

  /// Its id, used once.
  String? get id => json['id'] == null ? null : json['id']! as String;
  set id(String? value) => put('id', value);

  /// What must not be mixed: a project, a tenant.
  String? get partition => json['partition'] == null ? null : json['partition']! as String;
  set partition(String? value) => put('partition', value);

  /// The text.
  String? get text => json['text'] == null ? null : json['text']! as String;
  set text(String? value) => put('text', value);
}

/// The chance to cross a threshold within the horizon, and when.
class ThresholdCrossing extends Message {
  /// A view of these fields, or of none.
  ThresholdCrossing([super.json]);

  /// Probability to have crossed it by the end of each step.
  List<double> get byStep => asList(json['by_step'], (item) => (item! as num).toDouble());
  set byStep(List<double>? value) => put('by_step', value);

  /// Whether the point forecast itself crosses it.
  bool? get exceeds => json['exceeds'] == null ? null : json['exceeds']! as bool;
  set exceeds(bool? value) => put('exceeds', value);

  /// First step end by which crossing is at least as likely as not; absent if it stays unlikely.
  String? get medianTime => json['median_time'] == null ? null : json['median_time']! as String;
  set medianTime(String? value) => put('median_time', value);

  /// Probability to cross it within the horizon, from the backtest's error paths; absent without any.
  double? get probability => json['probability'] == null ? null : (json['probability']! as num).toDouble();
  set probability(double? value) => put('probability', value);

  /// The threshold.
  double? get threshold => json['threshold'] == null ? null : (json['threshold']! as num).toDouble();
  set threshold(double? value) => put('threshold', value);
}

/// Everything a forecast says about one series (table `time_series_forecasts`).
class TimeSeriesForecast extends Message {
  /// A view of these fields, or of none.
  TimeSeriesForecast([super.json]);

  /// How well the same method did at earlier origins.
  Accuracy? get accuracy => json['accuracy'] == null ? null : Accuracy(asObject(json['accuracy']));
  set accuracy(Accuracy? value) => put('accuracy', value);

  /// Origin: the end of the newest value of the history.
  String? get at => json['at'] == null ? null : json['at']! as String;
  set at(String? value) => put('at', value);

  /// Keys of the anomalies under way at the end of the history, where an analysis made it; the first steps hold them.
  List<String> get because => asList(json['because'], (item) => item! as String);
  set because(List<String>? value) => put('because', value);

  /// Two futures, where the history ends in an incident: over, or goes on. The value of each step is that of the
  /// likelier one, its interval holds both.
  Cases? get cases => json['cases'] == null ? null : Cases(asObject(json['cases']));
  set cases(Cases? value) => put('cases', value);

  /// Further intervals, in the order of the levels asked for; none where no error could be measured.
  List<FanBand> get fan => asList(json['fan'], (item) => FanBand(asObject(item)));
  set fan(List<FanBand>? value) => put('fan', value);

  /// A bound for all steps together: the share 1 − `level` of futures passes it in any of them, at most. Absent without
  /// intervals.
  double? get highest => json['highest'] == null ? null : (json['highest']! as num).toDouble();
  set highest(double? value) => put('highest', value);

  /// Number of steps ahead.
  int? get horizon => json['horizon'] == null ? null : (json['horizon']! as num).toInt();
  set horizon(int? value) => put('horizon', value);

  /// Stable identity: the same scope, metric, step and origin give the same key.
  String? get key => json['key'] == null ? null : json['key']! as String;
  set key(String? value) => put('key', value);

  /// Share of future values that the interval should hold.
  double? get level => json['level'] == null ? null : (json['level']! as num).toDouble();
  set level(double? value) => put('level', value);

  /// Name of the method.
  String? get method => json['method'] == null ? null : json['method']! as String;
  set method(String? value) => put('method', value);

  /// What is forecast, such as `errors`.
  String? get metric => json['metric'] == null ? null : json['metric']! as String;
  set metric(String? value) => put('metric', value);

  /// The lowest point.
  Extreme? get minimum => json['minimum'] == null ? null : Extreme(asObject(json['minimum']));
  set minimum(Extreme? value) => put('minimum', value);

  /// What is unusual in the history.
  List<ForecastNote> get notes => asList(json['notes'], (item) => ForecastNote(asObject(item)));
  set notes(List<ForecastNote>? value) => put('notes', value);

  /// The highest point.
  Extreme? get peak => json['peak'] == null ? null : Extreme(asObject(json['peak']));
  set peak(Extreme? value) => put('peak', value);

  /// The field service.
  String? get service => json['service'] == null ? null : json['service']! as String;
  set service(String? value) => put('service', value);

  /// Width of a step in milliseconds.
  int? get stepMs => json['step_ms'] == null ? null : (json['step_ms']! as num).toInt();
  set stepMs(int? value) => put('step_ms', value);

  /// The field system.
  bool? get system => json['system'] == null ? null : json['system']! as bool;
  set system(bool? value) => put('system', value);

  /// Whether and when the threshold is crossed; absent without a threshold.
  ThresholdCrossing? get threshold => json['threshold'] == null ? null : ThresholdCrossing(asObject(json['threshold']));
  set threshold(ThresholdCrossing? value) => put('threshold', value);

  /// All steps together. Points are what half of the errors lie on either side of: where few steps hold most of what
  /// comes, their sum is too low, and this is not. Absent in an incident, and where the history is short.
  Total? get total => json['total'] == null ? null : Total(asObject(json['total']));
  set total(Total? value) => put('total', value);

  /// Where the level goes.
  Trend? get trend => json['trend'] == null ? null : Trend(asObject(json['trend']));
  set trend(Trend? value) => put('trend', value);

  /// The forecast, nearest step first.
  List<ForecastValue> get values => asList(json['values'], (item) => ForecastValue(asObject(item)));
  set values(List<ForecastValue>? value) => put('values', value);
}

/// One service at one time.
class TimedQuery extends Message {
  /// A view of these fields, or of none.
  TimedQuery([super.json]);

  /// The time; nothing after it is read.
  String? get at => json['at'] == null ? null : json['at']! as String;
  set at(String? value) => put('at', value);

  /// The service.
  String? get service => json['service'] == null ? null : json['service']! as String;
  set service(String? value) => put('service', value);

  /// What it is for, in `train`: `train` is fitted on, `val` chooses and calibrates, the rest is ignored; by time when
  /// no query says so.
  String? get split => json['split'] == null ? null : json['split']! as String;
  set split(String? value) => put('split', value);
}

/// The sum of all steps of a forecast.
class Total extends Message {
  /// A view of these fields, or of none.
  Total([super.json]);

  /// Lower end of its interval, at the level of the forecast.
  double? get lower => json['lower'] == null ? null : (json['lower']! as num).toDouble();
  set lower(double? value) => put('lower', value);

  /// Upper end of its interval.
  double? get upper => json['upper'] == null ? null : (json['upper']! as num).toDouble();
  set upper(double? value) => put('upper', value);

  /// Its mean: the sum of the points, and what such sums missed on average at earlier origins.
  double? get value => json['value'] == null ? null : (json['value']! as num).toDouble();
  set value(double? value) => put('value', value);
}

/// Traces, aggregated per bucket.
class Traces extends Message {
  /// A view of these fields, or of none.
  Traces([super.json]);

  /// Width of a bucket, ms.
  int? get bucketMs => json['bucket_ms'] == null ? null : (json['bucket_ms']! as num).toInt();
  set bucketMs(int? value) => put('bucket_ms', value);

  /// Calls around the incident.
  List<CallRow> get calls => asList(json['calls'], (item) => CallRow(asObject(item)));
  set calls(List<CallRow>? value) => put('calls', value);

  /// Calls of a time without fault.
  List<CallRow> get referenceCalls => asList(json['reference_calls'], (item) => CallRow(asObject(item)));
  set referenceCalls(List<CallRow>? value) => put('reference_calls', value);

  /// Spans of a time without fault.
  List<SpanRow> get referenceSpans => asList(json['reference_spans'], (item) => SpanRow(asObject(item)));
  set referenceSpans(List<SpanRow>? value) => put('reference_spans', value);

  /// Spans around the incident.
  List<SpanRow> get spans => asList(json['spans'], (item) => SpanRow(asObject(item)));
  set spans(List<SpanRow>? value) => put('spans', value);
}

/// The log, the question, and the times to learn from.
class TrainRequest extends Message {
  /// A view of these fields, or of none.
  TrainRequest([super.json]);

  /// The events, in any order.
  List<Event> get events => asList(json['events'], (item) => Event(asObject(item)));
  set events(List<Event>? value) => put('events', value);

  /// Milliseconds between the times the log asks itself; a quarter of the horizon when absent.
  int? get everyMs => json['every_ms'] == null ? null : (json['every_ms']! as num).toInt();
  set everyMs(int? value) => put('every_ms', value);

  /// The heading of a page about the model (how good, when it alerts, what it relies on), which then is in the answer.
  String? get page => json['page'] == null ? null : json['page']! as String;
  set page(String? value) => put('page', value);

  /// The question, the method, and when to alert.
  Plan? get plan => json['plan'] == null ? null : Plan(asObject(json['plan']));
  set plan(Plan? value) => put('plan', value);

  /// Times to learn from; those the log asks itself when absent.
  List<TimedQuery> get queries => asList(json['queries'], (item) => TimedQuery(asObject(item)));
  set queries(List<TimedQuery>? value) => put('queries', value);

  /// Caps and retention of the counts.
  RollupConfig? get rollup => json['rollup'] == null ? null : RollupConfig(asObject(json['rollup']));
  set rollup(RollupConfig? value) => put('rollup', value);

  /// Seed of everything random.
  int? get seed => json['seed'] == null ? null : (json['seed']! as num).toInt();
  set seed(int? value) => put('seed', value);

  /// What is known of the services beside their events.
  Statics? get services => json['services'] == null ? null : Statics(asObject(json['services']));
  set services(Statics? value) => put('services', value);
}

/// The model.
class TrainResponse extends Message {
  /// A view of these fields, or of none.
  TrainResponse([super.json]);

  /// The page, where one was asked for: HTML with everything in it.
  String? get html => json['html'] == null ? null : json['html']! as String;
  set html(String? value) => put('html', value);

  /// The method that was chosen.
  String? get method => json['method'] == null ? null : json['method']! as String;
  set method(String? value) => put('method', value);

  /// How good it was on later rows.
  Metrics? get metrics => json['metrics'] == null ? null : Metrics(asObject(json['metrics']));
  set metrics(Metrics? value) => put('metrics', value);

  /// The bytes of the model file, in base64: what `predict`, `explain` and the handle `model` take.
  String? get model => json['model'] == null ? null : json['model']! as String;
  set model(String? value) => put('model', value);

  /// What it foresees.
  String? get target => json['target'] == null ? null : json['target']! as String;
  set target(String? value) => put('target', value);
}

/// The log, how far ahead, and the times to learn from.
class TrainSeverityRequest extends Message {
  /// A view of these fields, or of none.
  TrainSeverityRequest([super.json]);

  /// The events, in any order.
  List<Event> get events => asList(json['events'], (item) => Event(asObject(item)));
  set events(List<Event>? value) => put('events', value);

  /// Milliseconds between the times the log asks itself; a quarter of the horizon when absent.
  int? get everyMs => json['every_ms'] == null ? null : (json['every_ms']! as num).toInt();
  set everyMs(int? value) => put('every_ms', value);

  /// How far ahead, in milliseconds: whole minutes, at least one.
  int? get horizonMs => json['horizon_ms'] == null ? null : (json['horizon_ms']! as num).toInt();
  set horizonMs(int? value) => put('horizon_ms', value);

  /// The method of every step from one severity to the next; chosen on later rows when absent.
  Predictor? get method => json['method'] == null ? null : Predictor(asObject(json['method']));
  set method(Predictor? value) => put('method', value);

  /// Times to learn from; those the log asks itself when absent.
  List<TimedQuery> get queries => asList(json['queries'], (item) => TimedQuery(asObject(item)));
  set queries(List<TimedQuery>? value) => put('queries', value);

  /// Caps and retention of the counts.
  RollupConfig? get rollup => json['rollup'] == null ? null : RollupConfig(asObject(json['rollup']));
  set rollup(RollupConfig? value) => put('rollup', value);

  /// Seed of everything random.
  int? get seed => json['seed'] == null ? null : (json['seed']! as num).toInt();
  set seed(int? value) => put('seed', value);

  /// What is known of the services beside their events.
  Statics? get services => json['services'] == null ? null : Statics(asObject(json['services']));
  set services(Statics? value) => put('services', value);
}

/// The model.
class TrainSeverityResponse extends Message {
  /// A view of these fields, or of none.
  TrainSeverityResponse([super.json]);

  /// The method that was chosen.
  String? get method => json['method'] == null ? null : json['method']! as String;
  set method(String? value) => put('method', value);

  /// How good it was on later rows.
  SeverityMetrics? get metrics => json['metrics'] == null ? null : SeverityMetrics(asObject(json['metrics']));
  set metrics(SeverityMetrics? value) => put('metrics', value);

  /// The bytes of the model file, in base64: what `predict` takes.
  String? get model => json['model'] == null ? null : json['model']! as String;
  set model(String? value) => put('model', value);
}

/// How a model is trained.
class Training extends Message {
  /// A view of these fields, or of none.
  Training([super.json]);

  /// Calibration map: `none`, `platt`, `beta`, `isotonic`; chosen by log loss when absent.
  String? get calibration => json['calibration'] == null ? null : json['calibration']! as String;
  set calibration(String? value) => put('calibration', value);

  /// Age at which a row counts half, in days; all count the same when absent.
  double? get halfLifeDays => json['half_life_days'] == null ? null : (json['half_life_days']! as num).toDouble();
  set halfLifeDays(double? value) => put('half_life_days', value);

  /// The method.
  Predictor? get method => json['method'] == null ? null : Predictor(asObject(json['method']));
  set method(Predictor? value) => put('method', value);

  /// Whether predictions follow outcomes already known.
  bool? get recalibrate => json['recalibrate'] == null ? null : json['recalibrate']! as bool;
  set recalibrate(bool? value) => put('recalibrate', value);

  /// Whether the method is fitted again on all rows in the end.
  bool? get refit => json['refit'] == null ? null : json['refit']! as bool;
  set refit(bool? value) => put('refit', value);
}

/// Where the mean level goes, against as many of the newest values.
class Trend extends Message {
  /// A view of these fields, or of none.
  Trend([super.json]);

  /// Mean of the forecast less the mean of the newest values of the same hours.
  double? get change => json['change'] == null ? null : (json['change']! as num).toDouble();
  set change(double? value) => put('change', value);

  /// Chance that the change keeps its sign, 0.5 to 1, by how such changes turned out at earlier origins; absent without
  /// a backtest.
  double? get confidence => json['confidence'] == null ? null : (json['confidence']! as num).toDouble();
  set confidence(double? value) => put('confidence', value);

  /// In one word.
  String? get direction => json['direction'] == null ? null : json['direction']! as String;
  set direction(String? value) => put('direction', value);
}

/// One update of one belief.
class Update extends Message {
  /// A view of these fields, or of none.
  Update([super.json]);

  /// Belief after.
  double? get after => json['after'] == null ? null : (json['after']! as num).toDouble();
  set after(double? value) => put('after', value);

  /// Belief before.
  double? get before => json['before'] == null ? null : (json['before']! as num).toDouble();
  set before(double? value) => put('before', value);

  /// Whether that was right.
  bool? get confirmed => json['confirmed'] == null ? null : json['confirmed']! as bool;
  set confirmed(bool? value) => put('confirmed', value);

  /// The incident that the feedback is about.
  String? get incident => json['incident'] == null ? null : json['incident']! as String;
  set incident(String? value) => put('incident', value);

  /// The kind of cause that was named.
  String? get kind => json['kind'] == null ? null : json['kind']! as String;
  set kind(String? value) => put('kind', value);

  /// Weight of the feedback, above 0 and at most 1.
  double? get weight => json['weight'] == null ? null : (json['weight']! as num).toDouble();
  set weight(double? value) => put('weight', value);
}

/// Nothing to ask.
class VersionRequest extends Message {
  /// A view of these fields, or of none.
  VersionRequest([super.json]);
}
