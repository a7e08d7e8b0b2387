// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
part of 'types.dart';

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
