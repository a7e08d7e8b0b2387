// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
part of 'types.dart';

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

/// The versions.
class VersionResponse extends Message {
  /// A view of these fields, or of none.
  VersionResponse([super.json]);

  /// Of the analysis message.
  int? get analysis => json['analysis'] == null ? null : (json['analysis']! as num).toInt();
  set analysis(int? value) => put('analysis', value);

  /// Of the feature set that models are trained on.
  int? get featureSet => json['feature_set'] == null ? null : (json['feature_set']! as num).toInt();
  set featureSet(int? value) => put('feature_set', value);

  /// Of the library, the same in every package.
  String? get version => json['version'] == null ? null : json['version']! as String;
  set version(String? value) => put('version', value);

  /// Of the messages; 0 while fields still change meaning between releases.
  int? get wire => json['wire'] == null ? null : (json['wire']! as num).toInt();
  set wire(int? value) => put('wire', value);
}

/// What a value gave.
class WatchPoint extends Message {
  /// A view of these fields, or of none.
  WatchPoint([super.json]);

  /// Anomalies that are under way here, or that are over since the value before.
  List<AnomalyDetection> get anomalies => asList(json['anomalies'], (item) => AnomalyDetection(asObject(item)));
  set anomalies(List<AnomalyDetection>? value) => put('anomalies', value);

  /// End of the bucket.
  String? get end => json['end'] == null ? null : json['end']! as String;
  set end(String? value) => put('end', value);

  /// What was expected; absent while nothing is known.
  double? get expected => json['expected'] == null ? null : (json['expected']! as num).toDouble();
  set expected(double? value) => put('expected', value);

  /// Below this, a value would have been flagged; absent where none would.
  double? get lower => json['lower'] == null ? null : (json['lower']! as num).toDouble();
  set lower(double? value) => put('lower', value);

  /// Smallest tail probability of the tests that failed, 1 where none did.
  double? get pValue => json['p_value'] == null ? null : (json['p_value']! as num).toDouble();
  set pValue(double? value) => put('p_value', value);

  /// Above this, a value would have been flagged.
  double? get upper => json['upper'] == null ? null : (json['upper']! as num).toDouble();
  set upper(double? value) => put('upper', value);
}

/// A stretch of time that somebody named.
class Window extends Message {
  /// A view of these fields, or of none.
  Window([super.json]);

  /// The days on which it begins; empty for every day.
  List<String> get days => asList(json['days'], (item) => item! as String);
  set days(List<String>? value) => put('days', value);

  /// When it ends; of one that comes again until when it does.
  String? get end => json['end'] == null ? null : json['end']! as String;
  set end(String? value) => put('end', value);

  /// The time of day at which it begins, such as `22:00`, where it comes again.
  String? get from => json['from'] == null ? null : json['from']! as String;
  set from(String? value) => put('from', value);

  /// What it is called.
  String? get name => json['name'] == null ? null : json['name']! as String;
  set name(String? value) => put('name', value);

  /// The services it is about; empty for all.
  List<String> get services => asList(json['services'], (item) => item! as String);
  set services(List<String>? value) => put('services', value);

  /// When it begins; of one that comes again from when on it does.
  String? get start => json['start'] == null ? null : json['start']! as String;
  set start(String? value) => put('start', value);

  /// The time of day at which it ends; over midnight where that is not later than `from`.
  String? get to => json['to'] == null ? null : json['to']! as String;
  set to(String? value) => put('to', value);

  /// The zone (IANA) by whose clock it goes; UTC where absent.
  String? get zone => json['zone'] == null ? null : json['zone']! as String;
  set zone(String? value) => put('zone', value);
}

/// So many more errors, or failed requests, than before in a history of less than a day.
class YoungRise extends Message {
  /// A view of these fields, or of none.
  YoungRise([super.json]);

  /// How long the time before is, in minutes.
  int? get beforeMinutes => json['before_minutes'] == null ? null : (json['before_minutes']! as num).toInt();
  set beforeMinutes(int? value) => put('before_minutes', value);

  /// How many came per hour in the time before.
  double? get beforePerHour => json['before_per_hour'] == null ? null : (json['before_per_hour']! as num).toDouble();
  set beforePerHour(double? value) => put('before_per_hour', value);

  /// How many of them came in it.
  int? get errors => json['errors'] == null ? null : (json['errors']! as num).toInt();
  set errors(int? value) => put('errors', value);

  /// Whether that kind never came in the time before.
  bool? get isNew => json['is_new'] == null ? null : json['is_new']! as bool;
  set isNew(bool? value) => put('is_new', value);

  /// What rose: errors, or failed requests.
  Object? get metric => json['metric'];
  set metric(Object? value) => put('metric', value);

  /// The kind of error that most of them are, where one is.
  String? get most => json['most'] == null ? null : json['most']! as String;
  set most(String? value) => put('most', value);

  /// The same per hour.
  double? get perHour => json['per_hour'] == null ? null : (json['per_hour']! as num).toDouble();
  set perHour(double? value) => put('per_hour', value);

  /// When it began, to the minute.
  String? get since => json['since'] == null ? null : json['since']! as String;
  set since(String? value) => put('since', value);

  /// When it ended; absent while it goes on.
  String? get until => json['until'] == null ? null : json['until']! as String;
  set until(String? value) => put('until', value);
}
