// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
part of 'types.dart';

/// Numbers at an even step, with gaps allowed. Value `i` belongs to the bucket (end − step, end] with end =
/// `first_end` + i × `step_ms`. A gap is `NaN` here and `null` in JSON; every other value is finite.
class Series extends Message {
  /// A view of these fields, or of none.
  Series([super.json]);

  /// End of the first bucket.
  String? get firstEnd => json['first_end'] == null ? null : json['first_end']! as String;
  set firstEnd(String? value) => put('first_end', value);

  /// Width of a bucket in milliseconds, above 0.
  int? get stepMs => json['step_ms'] == null ? null : (json['step_ms']! as num).toInt();
  set stepMs(int? value) => put('step_ms', value);

  /// One number per bucket, oldest first; a gap is `NaN` (`null` in JSON).
  List<double?> get values => asList(json['values'], (item) => item == null ? null : (item! as num).toDouble());
  set values(List<double?>? value) => put('values', value);
}

/// Any detector for one series, chosen by name.
class SeriesDetector extends Message {
  /// A view of these fields, or of none.
  SeriesDetector([super.json]);

  /// Hours a new level must last to become the normal one.
  double? get adoptAfterHours => json['adopt_after_hours'] == null ? null : (json['adopt_after_hours']! as num).toDouble();
  set adoptAfterHours(double? value) => put('adopt_after_hours', value);

  /// Days that are like Sundays.
  List<String> get holidays => asList(json['holidays'], (item) => item! as String);
  set holidays(List<String>? value) => put('holidays', value);

  /// Values in a row.
  int? get lags => json['lags'] == null ? null : (json['lags']! as num).toInt();
  set lags(int? value) => put('lags', value);

  /// Expected length of a stretch, in values.
  double? get meanLength => json['mean_length'] == null ? null : (json['mean_length']! as num).toDouble();
  set meanLength(double? value) => put('mean_length', value);

  /// Hours after which a value weighs 1/e.
  double? get memoryHours => json['memory_hours'] == null ? null : (json['memory_hours']! as num).toDouble();
  set memoryHours(double? value) => put('memory_hours', value);

  /// The field method.
  String? get method => json['method'] == null ? null : json['method']! as String;
  set method(String? value) => put('method', value);

  /// Learn hours of day and week.
  bool? get seasonal => json['seasonal'] == null ? null : json['seasonal']! as bool;
  set seasonal(bool? value) => put('seasonal', value);

  /// The trees.
  HalfSpaceTrees? get trees => json['trees'] == null ? null : HalfSpaceTrees(asObject(json['trees']));
  set trees(HalfSpaceTrees? value) => put('trees', value);

  /// Share of the variance that counts as usual shapes.
  double? get variance => json['variance'] == null ? null : (json['variance']! as num).toDouble();
  set variance(double? value) => put('variance', value);

  /// Values that are learned before any is scored above 0.
  int? get warmUp => json['warm_up'] == null ? null : (json['warm_up']! as num).toInt();
  set warmUp(int? value) => put('warm_up', value);

  /// Values in a stretch; 0 finds the period.
  int? get window => json['window'] == null ? null : (json['window']! as num).toInt();
  set window(int? value) => put('window', value);
}

/// What was found about one service, or about all of them together.
class ServiceAnalysis extends Message {
  /// A view of these fields, or of none.
  ServiceAnalysis([super.json]);

  /// What to do, most urgent first.
  List<PreventiveAction> get actions => asList(json['actions'], (item) => PreventiveAction(asObject(item)));
  set actions(List<PreventiveAction>? value) => put('actions', value);

  /// What is strange: ongoing, or ended recently; newest start last.
  List<AnomalyDetection> get anomalies => asList(json['anomalies'], (item) => AnomalyDetection(asObject(item)));
  set anomalies(List<AnomalyDetection>? value) => put('anomalies', value);

  /// The causes as a tree: where a cause is another service, its own causes hang below it.
  CauseNode? get causeTree => json['cause_tree'] == null ? null : CauseNode(asObject(json['cause_tree']));
  set causeTree(CauseNode? value) => put('cause_tree', value);

  /// Its critical events among them.
  int? get critical => json['critical'] == null ? null : (json['critical']! as num).toInt();
  set critical(int? value) => put('critical', value);

  /// Its errors among them.
  int? get errors => json['errors'] == null ? null : (json['errors']! as num).toInt();
  set errors(int? value) => put('errors', value);

  /// Errors of the last 24 hours.
  int? get errorsLastDay => json['errors_last_day'] == null ? null : (json['errors_last_day']! as num).toInt();
  set errorsLastDay(int? value) => put('errors_last_day', value);

  /// Errors of the last hour.
  int? get errorsLastHour => json['errors_last_hour'] == null ? null : (json['errors_last_hour']! as num).toInt();
  set errorsLastHour(int? value) => put('errors_last_hour', value);

  /// Its events in the history looked at.
  int? get events => json['events'] == null ? null : (json['events']! as num).toInt();
  set events(int? value) => put('events', value);

  /// Its answers with a status of 500 to 599 in the history looked at, in events of any kind.
  int? get failedRequests => json['failed_requests'] == null ? null : (json['failed_requests']! as num).toInt();
  set failedRequests(int? value) => put('failed_requests', value);

  /// Where the errors per hour are going.
  TimeSeriesForecast? get forecast => json['forecast'] == null ? null : TimeSeriesForecast(asObject(json['forecast']));
  set forecast(TimeSeriesForecast? value) => put('forecast', value);

  /// The commonest error groups of the last 24 hours.
  List<GroupSummary> get groups => asList(json['groups'], (item) => GroupSummary(asObject(item)));
  set groups(List<GroupSummary>? value) => put('groups', value);

  /// What it means.
  List<AiInsight> get insights => asList(json['insights'], (item) => AiInsight(asObject(item)));
  set insights(List<AiInsight>? value) => put('insights', value);

  /// From how much the anomalies were judged, and how sure; absent where they could not be.
  Judgement? get judged => json['judged'] == null ? null : Judgement(asObject(json['judged']));
  set judged(Judgement? value) => put('judged', value);

  /// End of the minute of the newest error.
  String? get lastError => json['last_error'] == null ? null : json['last_error']! as String;
  set lastError(String? value) => put('last_error', value);

  /// End of the minute of the newest event.
  String? get lastEvent => json['last_event'] == null ? null : json['last_event']! as String;
  set lastEvent(String? value) => put('last_event', value);

  /// What could not be had, and why.
  List<Note> get notes => asList(json['notes'], (item) => Note(asObject(item)));
  set notes(List<Note>? value) => put('notes', value);

  /// How likely trouble is.
  List<ErrorPrediction> get predictions => asList(json['predictions'], (item) => ErrorPrediction(asObject(item)));
  set predictions(List<ErrorPrediction>? value) => put('predictions', value);

  /// So many more errors or failed requests than before, where there is less than a day to compare with.
  YoungRise? get rise => json['rise'] == null ? null : YoungRise(asObject(json['rise']));
  set rise(YoungRise? value) => put('rise', value);

  /// Why, for the oldest anomaly that is ongoing; absent where nothing is, and for all services together.
  RootCauseAnalysis? get rootCauses => json['root_causes'] == null ? null : RootCauseAnalysis(asObject(json['root_causes']));
  set rootCauses(RootCauseAnalysis? value) => put('root_causes', value);

  /// The field service.
  String? get service => json['service'] == null ? null : json['service']! as String;
  set service(String? value) => put('service', value);

  /// Error groups that are new, regressed, escalating or vanished.
  List<GroupState> get states => asList(json['states'], (item) => GroupState(asObject(item)));
  set states(List<GroupState>? value) => put('states', value);

  /// The field system.
  bool? get system => json['system'] == null ? null : json['system']! as bool;
  set system(bool? value) => put('system', value);

  /// Errors per hour over the history before the last 24 hours; absent without such a history.
  double? get usualErrorsPerHour => json['usual_errors_per_hour'] == null ? null : (json['usual_errors_per_hour']! as num).toDouble();
  set usualErrorsPerHour(double? value) => put('usual_errors_per_hour', value);

  /// Its events in the history looked at that state no level: whether they are errors is not known.
  int? get withoutLevel => json['without_level'] == null ? null : (json['without_level']! as num).toInt();
  set withoutLevel(int? value) => put('without_level', value);
}

/// How good the model was on the validation rows, fitted on the training rows alone.
class SeverityMetrics extends Message {
  /// A view of these fields, or of none.
  SeverityMetrics([super.json]);

  /// The same for the balanced class.
  Confusion? get balanced => json['balanced'] == null ? null : Confusion(asObject(json['balanced']));
  set balanced(Confusion? value) => put('balanced', value);

  /// Log loss of the frequencies of the training rows.
  double? get baseLogLoss => json['base_log_loss'] == null ? null : (json['base_log_loss']! as num).toDouble();
  set baseLogLoss(double? value) => put('base_log_loss', value);

  /// The calibration map of each step that was fitted: class from which it is crossed, name.
  List<Object?> get calibrations => asList(json['calibrations'], (item) => item);
  set calibrations(List<Object?>? value) => put('calibrations', value);

  /// What came (rows) against the likeliest class (columns); absent without validation rows.
  Confusion? get likeliest => json['likeliest'] == null ? null : Confusion(asObject(json['likeliest']));
  set likeliest(Confusion? value) => put('likeliest', value);

  /// The same as it is served: calibrated (the map was chosen forward in time and then fitted on these rows) and
  /// following outcomes.
  double? get logLoss => json['log_loss'] == null ? null : (json['log_loss']! as num).toDouble();
  set logLoss(double? value) => put('log_loss', value);

  /// Rows fitted on.
  int? get nFit => json['n_fit'] == null ? null : (json['n_fit']! as num).toInt();
  set nFit(int? value) => put('n_fit', value);

  /// Rows that chose.
  int? get nValidation => json['n_validation'] == null ? null : (json['n_validation']! as num).toInt();
  set nValidation(int? value) => put('n_validation', value);

  /// Log loss of the method on all validation rows, before calibration.
  double? get rawLogLoss => json['raw_log_loss'] == null ? null : (json['raw_log_loss']! as num).toDouble();
  set rawLogLoss(double? value) => put('raw_log_loss', value);

  /// Log loss of each method that was tried, by name, on a sample of the rows and before calibration.
  List<Object?> get tried => asList(json['tried'], (item) => item);
  set tried(List<Object?>? value) => put('tried', value);
}

/// An answer.
class SeverityPrediction extends Message {
  /// A view of these fields, or of none.
  SeverityPrediction([super.json]);

  /// Place of the class that gained most on how often it comes.
  int? get balanced => json['balanced'] == null ? null : (json['balanced']! as num).toInt();
  set balanced(int? value) => put('balanced', value);

  /// Place of the likeliest class in [`CLASSES`].
  int? get likeliest => json['likeliest'] == null ? null : (json['likeliest']! as num).toInt();
  set likeliest(int? value) => put('likeliest', value);

  /// Probability of each class.
  List<double> get probabilities => asList(json['probabilities'], (item) => (item! as num).toDouble());
  set probabilities(List<double>? value) => put('probabilities', value);

  /// The same before calibration and without outcomes: what the method says.
  List<double> get raw => asList(json['raw'], (item) => (item! as num).toDouble());
  set raw(List<double>? value) => put('raw', value);
}

/// What to map.
class SeverityRequest extends Message {
  /// A view of these fields, or of none.
  SeverityRequest([super.json]);

  /// A level name, in any case: `WARN`, `err`, `Fatal error`.
  String? get level => json['level'] == null ? null : json['level']! as String;
  set level(String? value) => put('level', value);
}

/// Where it falls.
class SeverityResponse extends Message {
  /// A view of these fields, or of none.
  SeverityResponse([super.json]);

  /// The place on the scale.
  String? get severity => json['severity'] == null ? null : json['severity']! as String;
  set severity(String? value) => put('severity', value);
}

/// What an incident looked like, as numbers by name.
class Signature extends Message {
  /// A view of these fields, or of none.
  Signature([super.json]);
}

/// Texts to add.
class SimilarAddRequest extends Message {
  /// A view of these fields, or of none.
  SimilarAddRequest([super.json]);

  /// Oldest first.
  List<SimilarAddedText> get texts => asList(json['texts'], (item) => SimilarAddedText(asObject(item)));
  set texts(List<SimilarAddedText>? value) => put('texts', value);
}

/// How many there are.
class SimilarAddResponse extends Message {
  /// A view of these fields, or of none.
  SimilarAddResponse([super.json]);

  /// Texts in the index.
  int? get nTexts => json['n_texts'] == null ? null : (json['n_texts']! as num).toInt();
  set nTexts(int? value) => put('n_texts', value);
}

/// One text.
class SimilarAddedText extends Message {
  /// A view of these fields, or of none.
  SimilarAddedText([super.json]);

  /// What it is called in answers.
  String? get id => json['id'] == null ? null : json['id']! as String;
  set id(String? value) => put('id', value);

  /// What must not be mixed: a project, a tenant.
  String? get partition => json['partition'] == null ? null : json['partition']! as String;
  set partition(String? value) => put('partition', value);

  /// The text.
  String? get text => json['text'] == null ? null : json['text']! as String;
  set text(String? value) => put('text', value);
}

/// An earlier case that looked alike.
class SimilarCase extends Message {
  /// A view of these fields, or of none.
  SimilarCase([super.json]);

  /// How alike, 0 to 1.
  double? get cosine => json['cosine'] == null ? null : (json['cosine']! as num).toDouble();
  set cosine(double? value) => put('cosine', value);

  /// Whether that helped.
  bool? get helped => json['helped'] == null ? null : json['helped']! as bool;
  set helped(bool? value) => put('helped', value);

  /// Its id.
  String? get id => json['id'] == null ? null : json['id']! as String;
  set id(String? value) => put('id', value);

  /// What it was.
  String? get kind => json['kind'] == null ? null : json['kind']! as String;
  set kind(String? value) => put('kind', value);

  /// What was done, in words.
  String? get resolution => json['resolution'] == null ? null : json['resolution']! as String;
  set resolution(String? value) => put('resolution', value);
}

/// Another error group with nearly the same words.
class SimilarGroup extends Message {
  /// A view of these fields, or of none.
  SimilarGroup([super.json]);

  /// Whether a person decided that the two are the same.
  bool? get decided => json['decided'] == null ? null : json['decided']! as bool;
  set decided(bool? value) => put('decided', value);

  /// Its type of error.
  String? get errorType => json['error_type'] == null ? null : json['error_type']! as String;
  set errorType(String? value) => put('error_type', value);

  /// Its fingerprint.
  String? get fingerprint => json['fingerprint'] == null ? null : json['fingerprint']! as String;
  set fingerprint(String? value) => put('fingerprint', value);

  /// What it is called: its type, or what its messages have in common where it has none.
  String? get label => json['label'] == null ? null : json['label']! as String;
  set label(String? value) => put('label', value);

  /// Similarity of type and message, 0 to 1.
  double? get score => json['score'] == null ? null : (json['score']! as num).toDouble();
  set score(double? value) => put('score', value);

  /// Its services, by name, at most 8.
  List<String> get services => asList(json['services'], (item) => item! as String);
  set services(List<String>? value) => put('services', value);
}

/// One match.
class SimilarMatch extends Message {
  /// A view of these fields, or of none.
  SimilarMatch([super.json]);

  /// The id it was added with.
  String? get id => json['id'] == null ? null : json['id']! as String;
  set id(String? value) => put('id', value);

  /// Similarity, 0 to 1.
  double? get score => json['score'] == null ? null : (json['score']! as num).toDouble();
  set score(double? value) => put('score', value);
}

/// A text to look for.
class SimilarNearestRequest extends Message {
  /// A view of these fields, or of none.
  SimilarNearestRequest([super.json]);

  /// Least similarity of a match, 0 to 1.
  double? get least => json['least'] == null ? null : (json['least']! as num).toDouble();
  set least(double? value) => put('least', value);

  /// The partition to look in.
  String? get partition => json['partition'] == null ? null : json['partition']! as String;
  set partition(String? value) => put('partition', value);

  /// The text.
  String? get text => json['text'] == null ? null : json['text']! as String;
  set text(String? value) => put('text', value);

  /// Most matches; 10 when absent, 1,000 at most.
  int? get top => json['top'] == null ? null : (json['top']! as num).toInt();
  set top(int? value) => put('top', value);
}

/// The texts most like it.
class SimilarNearestResponse extends Message {
  /// A view of these fields, or of none.
  SimilarNearestResponse([super.json]);

  /// Best first.
  List<SimilarMatch> get matches => asList(json['matches'], (item) => SimilarMatch(asObject(item)));
  set matches(List<SimilarMatch>? value) => put('matches', value);
}
