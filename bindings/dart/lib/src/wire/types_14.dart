// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
part of 'types.dart';

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

/// The texts and what is asked of them.
class SimilarRequest extends Message {
  /// A view of these fields, or of none.
  SimilarRequest([super.json]);

  /// What people decided, oldest first: of two decisions about the same pair the later counts.
  List<Decided> get decisions => asList(json['decisions'], (item) => Decided(asObject(item)));
  set decisions(List<Decided>? value) => put('decisions', value);

  /// Least similarity of a match, 0 to 1.
  double? get least => json['least'] == null ? null : (json['least']! as num).toDouble();
  set least(double? value) => put('least', value);

  /// Texts to look for; without any, every known text is compared with the others.
  List<Query> get queries => asList(json['queries'], (item) => Query(asObject(item)));
  set queries(List<Query>? value) => put('queries', value);

  /// Known texts (messages, stack traces), oldest first.
  List<Text> get texts => asList(json['texts'], (item) => Text(asObject(item)));
  set texts(List<Text>? value) => put('texts', value);

  /// Similarity from which texts are one group, 0 to 1.
  double? get threshold => json['threshold'] == null ? null : (json['threshold']! as num).toDouble();
  set threshold(double? value) => put('threshold', value);

  /// Most matches for each; 10 when absent. All texts together have at most 100,000.
  int? get top => json['top'] == null ? null : (json['top']! as num).toInt();
  set top(int? value) => put('top', value);
}

/// Matches and groups.
class SimilarResponse extends Message {
  /// A view of these fields, or of none.
  SimilarResponse([super.json]);

  /// Per known text the id of the oldest text of its group.
  List<String> get groups => asList(json['groups'], (item) => item! as String);
  set groups(List<String>? value) => put('groups', value);

  /// For each query (or text), the most similar known texts, best first.
  List<List<Found>> get matches => asList(json['matches'], (item) => asList(item, (item) => Found(asObject(item))));
  set matches(List<List<Found>>? value) => put('matches', value);
}

/// No settings.
class SimilarSettings extends Message {
  /// A view of these fields, or of none.
  SimilarSettings([super.json]);
}

/// What is known about one service at one time. Whatever is not known stays empty.
class Situation extends Message {
  /// A view of these fields, or of none.
  Situation([super.json]);

  /// What is strange now.
  List<AnomalyDetection> get anomalies => asList(json['anomalies'], (item) => AnomalyDetection(asObject(item)));
  set anomalies(List<AnomalyDetection>? value) => put('anomalies', value);

  /// The time it is looked at.
  String? get at => json['at'] == null ? null : json['at']! as String;
  set at(String? value) => put('at', value);

  /// What is forecast to reach a limit.
  List<CapacityForecast> get capacity => asList(json['capacity'], (item) => CapacityForecast(asObject(item)));
  set capacity(List<CapacityForecast>? value) => put('capacity', value);

  /// Possible causes, strongest first.
  List<Cause> get causes => asList(json['causes'], (item) => Cause(asObject(item)));
  set causes(List<Cause>? value) => put('causes', value);

  /// Error groups that make up what is too many, largest first.
  List<RisenGroup> get errors => asList(json['errors'], (item) => RisenGroup(asObject(item)));
  set errors(List<RisenGroup>? value) => put('errors', value);

  /// Errors and failed requests per hour, against the most in the same hour of other days; absent where no other day is
  /// known.
  BeforeAndNow? get failures => json['failures'] == null ? null : BeforeAndNow(asObject(json['failures']));
  set failures(BeforeAndNow? value) => put('failures', value);

  /// What is likely soon.
  List<ErrorPrediction> get predictions => asList(json['predictions'], (item) => ErrorPrediction(asObject(item)));
  set predictions(List<ErrorPrediction>? value) => put('predictions', value);

  /// Requests per hour, against the same hour of other days.
  BeforeAndNow? get requests => json['requests'] == null ? null : BeforeAndNow(asObject(json['requests']));
  set requests(BeforeAndNow? value) => put('requests', value);

  /// Response time (p95, ms), against the same hour of other days.
  BeforeAndNow? get responseTime => json['response_time'] == null ? null : BeforeAndNow(asObject(json['response_time']));
  set responseTime(BeforeAndNow? value) => put('response_time', value);

  /// The service, or all of them together.
  Scope? get scope => json['scope'] == null ? null : Scope(asObject(json['scope']));
  set scope(Scope? value) => put('scope', value);

  /// Error groups that are new, back, rising or gone.
  List<GroupState> get states => asList(json['states'], (item) => GroupState(asObject(item)));
  set states(List<GroupState>? value) => put('states', value);
}

/// What was read from one file.
class SourceReport extends Message {
  /// A view of these fields, or of none.
  SourceReport([super.json]);

  /// Records left out.
  int? get bad => json['bad'] == null ? null : (json['bad']! as num).toInt();
  set bad(int? value) => put('bad', value);

  /// Bytes after unpacking.
  int? get bytes => json['bytes'] == null ? null : (json['bytes']! as num).toInt();
  set bytes(int? value) => put('bytes', value);

  /// Events found.
  int? get events => json['events'] == null ? null : (json['events']! as num).toInt();
  set events(int? value) => put('events', value);

  /// The format it was read as.
  String? get format => json['format'] == null ? null : json['format']! as String;
  set format(String? value) => put('format', value);

  /// Lines, the last one included where it has no line end.
  int? get lines => json['lines'] == null ? null : (json['lines']! as num).toInt();
  set lines(int? value) => put('lines', value);

  /// The file, or `-`.
  String? get name => json['name'] == null ? null : json['name']! as String;
  set name(String? value) => put('name', value);

  /// What was assumed about the file, and what happened to it, in sentences.
  List<String> get notes => asList(json['notes'], (item) => item! as String);
  set notes(List<String>? value) => put('notes', value);
}

/// Spans of one service in one bucket.
class SpanRow extends Message {
  /// A view of these fields, or of none.
  SpanRow([super.json]);

  /// Start of the bucket.
  String? get bucket => json['bucket'] == null ? null : json['bucket']! as String;
  set bucket(String? value) => put('bucket', value);

  /// Mean time a span spent in the service itself, ms.
  double? get selfMs => json['self_ms'] == null ? null : (json['self_ms']! as num).toDouble();
  set selfMs(double? value) => put('self_ms', value);

  /// Index into [`Incident::services`].
  int? get service => json['service'] == null ? null : (json['service']! as num).toInt();
  set service(int? value) => put('service', value);

  /// Number of spans.
  double? get spans => json['spans'] == null ? null : (json['spans']! as num).toDouble();
  set spans(double? value) => put('spans', value);
}
