// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
part of 'types.dart';

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
