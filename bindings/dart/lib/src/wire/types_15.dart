// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
part of 'types.dart';

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

/// One place in the code (or one template) that writes log lines.
class Statement extends Message {
  /// A view of these fields, or of none.
  Statement([super.json]);

  /// Index into [`Incident::services`].
  int? get service => json['service'] == null ? null : (json['service']! as num).toInt();
  set service(int? value) => put('service', value);

  /// Severity it writes with.
  String? get severity => json['severity'] == null ? null : json['severity']! as String;
  set severity(String? value) => put('severity', value);

  /// Source place or template, for people.
  String? get text => json['text'] == null ? null : json['text']! as String;
  set text(String? value) => put('text', value);
}

/// Settings of [`states`]; see the table in the [module](self).
class StatesConfig extends Message {
  /// A view of these fields, or of none.
  StatesConfig([super.json]);

  /// Chance of one false escalation or disappearance in a service.
  double? get alpha => json['alpha'] == null ? null : (json['alpha']! as num).toDouble();
  set alpha(double? value) => put('alpha', value);

  /// What it is compared with, in milliseconds.
  int? get baselineMs => json['baseline_ms'] == null ? null : (json['baseline_ms']! as num).toInt();
  set baselineMs(int? value) => put('baseline_ms', value);

  /// Least history of the service before anything is called new, in milliseconds.
  int? get knownMs => json['known_ms'] == null ? null : (json['known_ms']! as num).toInt();
  set knownMs(int? value) => put('known_ms', value);

  /// Silence after which an error counts as gone, in milliseconds.
  int? get quietMs => json['quiet_ms'] == null ? null : (json['quiet_ms']! as num).toInt();
  set quietMs(int? value) => put('quiet_ms', value);

  /// What counts as now, in milliseconds.
  int? get recentMs => json['recent_ms'] == null ? null : (json['recent_ms']! as num).toInt();
  set recentMs(int? value) => put('recent_ms', value);

  /// Least ratio of the rates of an escalating group.
  double? get rise => json['rise'] == null ? null : (json['rise']! as num).toDouble();
  set rise(double? value) => put('rise', value);
}

/// One service's group and attributes.
class StaticService extends Message {
  /// A view of these fields, or of none.
  StaticService([super.json]);

  /// Its attributes, one a name; empty is missing.
  List<String> get attributes => asList(json['attributes'], (item) => item! as String);
  set attributes(List<String>? value) => put('attributes', value);

  /// The services it calls, sorted.
  List<String> get dependsOn => asList(json['depends_on'], (item) => item! as String);
  set dependsOn(List<String>? value) => put('depends_on', value);

  /// The group it belongs to; empty where none is known.
  String? get group => json['group'] == null ? null : json['group']! as String;
  set group(String? value) => put('group', value);
}

/// Group, attributes and dependencies of services. A service that is not listed is in the group `""` with every
/// attribute missing and depends on nothing known.
class Statics extends Message {
  /// A view of these fields, or of none.
  Statics([super.json]);

  /// Names of the attributes, in the order of their values.
  List<String> get attributeNames => asList(json['attribute_names'], (item) => item! as String);
  set attributeNames(List<String>? value) => put('attribute_names', value);

  /// What is known of each service, by name.
  Map<String, StaticService> get services => asMap(json['services'], (item) => StaticService(asObject(item)));
  set services(Map<String, StaticService>? value) => put('services', value);

  /// Name of the zone (IANA) by whose clock the services are used; UTC where absent.
  String? get zone => json['zone'] == null ? null : json['zone']! as String;
  set zone(String? value) => put('zone', value);
}

/// What a series or a mix is about: its scope, its metric and, where it is one error group alone, which.
class Subject extends Message {
  /// A view of these fields, or of none.
  Subject([super.json]);

  /// The error group, where it is one alone.
  String? get group => json['group'] == null ? null : json['group']! as String;
  set group(String? value) => put('group', value);

  /// What of it; errors where nothing is said.
  Object? get metric => json['metric'];
  set metric(Object? value) => put('metric', value);

  /// The service, or all of them.
  Scope? get scope => json['scope'] == null ? null : Scope(asObject(json['scope']));
  set scope(Scope? value) => put('scope', value);
}

/// What somebody complained about.
class Symptom extends Message {
  /// A view of these fields, or of none.
  Symptom([super.json]);

  /// The metric's name, which says whether it is slow or failing.
  String? get metric => json['metric'] == null ? null : json['metric']! as String;
  set metric(String? value) => put('metric', value);

  /// Index into [`Incident::services`].
  int? get service => json['service'] == null ? null : (json['service']! as num).toInt();
  set service(int? value) => put('service', value);
}

/// The question a model answers. | Name | Default | Meaning | |---|---|---| | `target` | `critical` | what is foreseen
/// | | `horizon_ms` | 24 h | how far ahead, in whole minutes | | `fingerprint` | none | only this error group counts |
/// | `burst` | see [`BurstRule`] | from how many events on it is a burst |
class Task extends Message {
  /// A view of these fields, or of none.
  Task([super.json]);

  /// From how many events on it is a burst.
  BurstRule? get burst => json['burst'] == null ? null : BurstRule(asObject(json['burst']));
  set burst(BurstRule? value) => put('burst', value);

  /// Only this error group counts.
  String? get fingerprint => json['fingerprint'] == null ? null : json['fingerprint']! as String;
  set fingerprint(String? value) => put('fingerprint', value);

  /// How far ahead, in milliseconds: whole minutes, at least one.
  int? get horizonMs => json['horizon_ms'] == null ? null : (json['horizon_ms']! as num).toInt();
  set horizonMs(int? value) => put('horizon_ms', value);

  /// What is foreseen.
  String? get target => json['target'] == null ? null : json['target']! as String;
  set target(String? value) => put('target', value);
}

/// Settings of templates; the table of the module says what each does.
class TemplatesConfig extends Message {
  /// A view of these fields, or of none.
  TemplatesConfig([super.json]);

  /// The same after `=`, a quote or an opening bracket.
  int? get enclosedValues => json['enclosed_values'] == null ? null : (json['enclosed_values']! as num).toInt();
  set enclosedValues(int? value) => put('enclosed_values', value);

  /// The same in the first chunk.
  int? get firstValues => json['first_values'] == null ? null : (json['first_values']! as num).toInt();
  set firstValues(int? value) => put('first_values', value);

  /// Chunks with words needed elsewhere before the first may vary.
  int? get firstWords => json['first_words'] == null ? null : (json['first_words']! as num).toInt();
  set firstWords(int? value) => put('first_words', value);

  /// A longer message is cut there, in bytes.
  int? get maxMessageBytes => json['max_message_bytes'] == null ? null : (json['max_message_bytes']! as num).toInt();
  set maxMessageBytes(int? value) => put('max_message_bytes', value);

  /// Most forms kept; beyond, unknown messages count to one template `<*>`.
  int? get maxTemplates => json['max_templates'] == null ? null : (json['max_templates']! as num).toInt();
  set maxTemplates(int? value) => put('max_templates', value);

  /// Different words at each of two places that make both variable, where never one alone differs.
  int? get pairedValues => json['paired_values'] == null ? null : (json['paired_values']! as num).toInt();
  set pairedValues(int? value) => put('paired_values', value);

  /// Different words that make a chunk a variable.
  int? get values => json['values'] == null ? null : (json['values']! as num).toInt();
  set values(int? value) => put('values', value);
}

/// Nothing to ask.
class TemplatesListRequest extends Message {
  /// A view of these fields, or of none.
  TemplatesListRequest([super.json]);
}

/// Every template.
class TemplatesListResponse extends Message {
  /// A view of these fields, or of none.
  TemplatesListResponse([super.json]);

  /// Every merge so far, oldest first; an id that was merged leads on to the one it is now.
  List<Merge> get merges => asList(json['merges'], (item) => Merge(asObject(item)));
  set merges(List<Merge>? value) => put('merges', value);

  /// Messages learnt from.
  int? get nMessages => json['n_messages'] == null ? null : (json['n_messages']! as num).toInt();
  set nMessages(int? value) => put('n_messages', value);

  /// By id.
  List<ListedTemplate> get templates => asList(json['templates'], (item) => ListedTemplate(asObject(item)));
  set templates(List<ListedTemplate>? value) => put('templates', value);
}

/// Messages to learn from.
class TemplatesObserveRequest extends Message {
  /// A view of these fields, or of none.
  TemplatesObserveRequest([super.json]);

  /// Oldest first.
  List<String> get messages => asList(json['messages'], (item) => item! as String);
  set messages(List<String>? value) => put('messages', value);
}

/// What they are.
class TemplatesObserveResponse extends Message {
  /// A view of these fields, or of none.
  TemplatesObserveResponse([super.json]);

  /// The template of each message, merges so far followed.
  List<int> get templates => asList(json['templates'], (item) => (item! as num).toInt());
  set templates(List<int>? value) => put('templates', value);
}

/// The messages and what was learnt before.
class TemplatesRequest extends Message {
  /// A view of these fields, or of none.
  TemplatesRequest([super.json]);

  /// Settings; those of the state where one is given.
  TemplatesConfig? get config => json['config'] == null ? null : TemplatesConfig(asObject(json['config']));
  set config(TemplatesConfig? value) => put('config', value);

  /// Whether the answer carries the state to go on from.
  bool? get keepState => json['keep_state'] == null ? null : json['keep_state']! as bool;
  set keepState(bool? value) => put('keep_state', value);

  /// Messages, oldest first.
  List<String> get messages => asList(json['messages'], (item) => item! as String);
  set messages(List<String>? value) => put('messages', value);

  /// The `state` of an earlier answer.
  Object? get state => json['state'];
  set state(Object? value) => put('state', value);
}

/// What was found.
class TemplatesResponse extends Message {
  /// A view of these fields, or of none.
  TemplatesResponse([super.json]);

  /// Every merge so far, oldest first; an id that was merged leads on to the one it is now.
  List<Merge> get merges => asList(json['merges'], (item) => Merge(asObject(item)));
  set merges(List<Merge>? value) => put('merges', value);

  /// Per message its template, merges followed, and what stands at its variables.
  List<Parsed> get messages => asList(json['messages'], (item) => Parsed(asObject(item)));
  set messages(List<Parsed>? value) => put('messages', value);

  /// What to send along to go on.
  Object? get state => json['state'];
  set state(Object? value) => put('state', value);

  /// Templates of those messages, by id.
  List<Known> get templates => asList(json['templates'], (item) => Known(asObject(item)));
  set templates(List<Known>? value) => put('templates', value);
}

/// How templates are told apart.
class TemplatesSettings extends Message {
  /// A view of these fields, or of none.
  TemplatesSettings([super.json]);

  /// The settings of the method.
  TemplatesConfig? get config => json['config'] == null ? null : TemplatesConfig(asObject(json['config']));
  set config(TemplatesConfig? value) => put('config', value);
}
