// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
part of 'types.dart';

/// Settings of the half-space trees. ``` use errpredict::detect::{Fitted, HalfSpaceTrees, Method}; use
/// errpredict::ndarray::Array2; // What came so far, then two new rows: one as before, one where nothing was. let seen
/// = Array2::from_shape_fn((500, 2), |(i, j)| ((7 * i + 3 * j * (i / 10)) % 10) as f64); let trees =
/// HalfSpaceTrees::default().fit(seen.view(), 0)?; let scores = trees.score(Array2::from_shape_fn((2, 2), |(i, _)| if
/// i == 0 { 4.0 } else { 50.0 }).view())?; assert!(scores[0] < scores[1]); # Ok::<(), errpredict::Error>(()) ```
class HalfSpaceTrees extends Message {
  /// A view of these fields, or of none.
  HalfSpaceTrees([super.json]);

  /// Halvings from the root to a leaf.
  int? get height => json['height'] == null ? null : (json['height']! as num).toInt();
  set height(int? value) => put('height', value);

  /// Number of trees.
  int? get nTrees => json['n_trees'] == null ? null : (json['n_trees']! as num).toInt();
  set nTrees(int? value) => put('n_trees', value);

  /// Rows after which the reference is renewed.
  int? get window => json['window'] == null ? null : (json['window']! as num).toInt();
  set window(int? value) => put('window', value);
}

/// What to find.
class HandleAnalyzeRequest extends Message {
  /// A view of these fields, or of none.
  HandleAnalyzeRequest([super.json]);

  /// The time; nothing after it is read.
  String? get at => json['at'] == null ? null : json['at']! as String;
  set at(String? value) => put('at', value);

  /// How.
  AnalysisConfig? get config => json['config'] == null ? null : AnalysisConfig(asObject(json['config']));
  set config(AnalysisConfig? value) => put('config', value);

  /// Earlier incidents, actions and decisions; those known at the time count.
  History? get history => json['history'] == null ? null : History(asObject(json['history']));
  set history(History? value) => put('history', value);
}

/// Events to count.
class HandleObserveRequest extends Message {
  /// A view of these fields, or of none.
  HandleObserveRequest([super.json]);

  /// In any order; late ones and repeated ones count like any other.
  List<Event> get events => asList(json['events'], (item) => Event(asObject(item)));
  set events(List<Event>? value) => put('events', value);
}

/// What was counted.
class HandleObserveResponse extends Message {
  /// A view of these fields, or of none.
  HandleObserveResponse([super.json]);

  /// Events counted; those out of their ranges are told in `refused`.
  int? get counted => json['counted'] == null ? null : (json['counted']! as num).toInt();
  set counted(int? value) => put('counted', value);

  /// Events that were refused, by their place among those given.
  List<HandleRefusedEvent> get refused => asList(json['refused'], (item) => HandleRefusedEvent(asObject(item)));
  set refused(List<HandleRefusedEvent>? value) => put('refused', value);
}

/// One event that was refused.
class HandleRefusedEvent extends Message {
  /// A view of these fields, or of none.
  HandleRefusedEvent([super.json]);

  /// Why.
  ErrorMessage? get error => json['error'] == null ? null : ErrorMessage(asObject(json['error']));
  set error(ErrorMessage? value) => put('error', value);

  /// Its place among those given, from 0.
  int? get place => json['place'] == null ? null : (json['place']! as num).toInt();
  set place(int? value) => put('place', value);
}

/// The first sentence of a report, and what it is made of.
class Headline extends Message {
  /// A view of these fields, or of none.
  Headline([super.json]);

  /// Key of the action to begin with.
  String? get action => json['action'] == null ? null : json['action']! as String;
  set action(String? value) => put('action', value);

  /// The services that follow.
  List<String> get followedBy => asList(json['followed_by'], (item) => item! as String);
  set followedBy(List<String>? value) => put('followed_by', value);

  /// The release that was deployed before, where one is recorded.
  String? get release => json['release'] == null ? null : json['release']! as String;
  set release(String? value) => put('release', value);

  /// Where it began, or is worst; absent where nothing goes on.
  Scope? get scope => json['scope'] == null ? null : Scope(asObject(json['scope']));
  set scope(Scope? value) => put('scope', value);

  /// Since when.
  String? get since => json['since'] == null ? null : json['since']! as String;
  set since(String? value) => put('since', value);

  /// The sentence.
  String? get text => json['text'] == null ? null : json['text']! as String;
  set text(String? value) => put('text', value);

  /// Whether anything goes on now.
  bool? get trouble => json['trouble'] == null ? null : json['trouble']! as bool;
  set trouble(bool? value) => put('trouble', value);

  /// Whether most of a log could not be read, which the sentence says first: a calm that rests on little is none. Set by
  /// whoever read the log.
  bool? get unread => json['unread'] == null ? null : json['unread']! as bool;
  set unread(bool? value) => put('unread', value);
}

/// What happened before.
class History extends Message {
  /// A view of these fields, or of none.
  History([super.json]);

  /// Actions that were carried out, in any order.
  List<PastAction> get actions => asList(json['actions'], (item) => PastAction(asObject(item)));
  set actions(List<PastAction>? value) => put('actions', value);

  /// Which errors are the same; of two decisions about the same pair the later counts.
  List<ErrorDecision> get errors => asList(json['errors'], (item) => ErrorDecision(asObject(item)));
  set errors(List<ErrorDecision>? value) => put('errors', value);

  /// What was said of predictions; of two words about the same row the later counts.
  List<Feedback> get feedback => asList(json['feedback'], (item) => Feedback(asObject(item)));
  set feedback(List<Feedback>? value) => put('feedback', value);

  /// Incidents, in any order.
  List<PastIncident> get incidents => asList(json['incidents'], (item) => PastIncident(asObject(item)));
  set incidents(List<PastIncident>? value) => put('incidents', value);

  /// Which insights were seen, solved or set aside; of two marks of the same insight the later counts.
  List<InsightMark> get insights => asList(json['insights'], (item) => InsightMark(asObject(item)));
  set insights(List<InsightMark>? value) => put('insights', value);

  /// Times of the day at which so many errors of a service are normal.
  List<NormalTime> get normal => asList(json['normal'], (item) => NormalTime(asObject(item)));
  set normal(List<NormalTime>? value) => put('normal', value);

  /// Version of the file: 1.
  int? get version => json['version'] == null ? null : (json['version']! as num).toInt();
  set version(int? value) => put('version', value);
}

/// Special steps that share one effect.
class Holiday extends Message {
  /// A view of these fields, or of none.
  Holiday([super.json]);

  /// Its name.
  String? get name => json['name'] == null ? null : json['name']! as String;
  set name(String? value) => put('name', value);

  /// Places of its steps, counted from the first value of the history (0); those ahead are forecast.
  List<int> get steps => asList(json['steps'], (item) => (item! as num).toInt());
  set steps(List<int>? value) => put('steps', value);
}

/// A named day that is unlike others.
class HolidayDates extends Message {
  /// A view of these fields, or of none.
  HolidayDates([super.json]);

  /// Its dates in local time, such as `2026-12-25`, past and ahead.
  List<String> get dates => asList(json['dates'], (item) => item! as String);
  set dates(List<String>? value) => put('dates', value);

  /// Its name; dates of the same name share one effect.
  String? get name => json['name'] == null ? null : json['name']! as String;
  set name(String? value) => put('name', value);
}

/// What an action could achieve and how that is known.
class Impact extends Message {
  /// A view of these fields, or of none.
  Impact([super.json]);

  /// What there is to win; absent where no more came than expected.
  AtStake? get atStake => json['at_stake'] == null ? null : AtStake(asObject(json['at_stake']));
  set atStake(AtStake? value) => put('at_stake', value);

  /// Measured effect of this type, where there is one.
  Effect? get effect => json['effect'] == null ? null : Effect(asObject(json['effect']));
  set effect(Effect? value) => put('effect', value);

  /// What it would save at most: what is at stake times the share of the cause that it removes, or times what this type
  /// is measured to spare. Absent where neither is known, and for what changes nothing by itself.
  Level? get saves => json['saves'] == null ? null : Level(asObject(json['saves']));
  set saves(Level? value) => put('saves', value);

  /// Where the estimate comes from.
  String? get source => json['source'] == null ? null : json['source']! as String;
  set source(String? value) => put('source', value);
}

/// Everything recorded around the onset of one incident. Whatever was not recorded stays empty.
class Incident extends Message {
  /// A view of these fields, or of none.
  Incident([super.json]);

  /// Changes before the onset.
  List<ChangeEvent> get changes => asList(json['changes'], (item) => ChangeEvent(asObject(item)));
  set changes(List<ChangeEvent>? value) => put('changes', value);

  /// Who calls whom: caller and callee, as indices into `services`.
  List<Object?> get graph => asList(json['graph'], (item) => item);
  set graph(List<Object?>? value) => put('graph', value);

  /// Its id.
  String? get id => json['id'] == null ? null : json['id']! as String;
  set id(String? value) => put('id', value);

  /// Logs.
  Logs? get logs => json['logs'] == null ? null : Logs(asObject(json['logs']));
  set logs(Logs? value) => put('logs', value);

  /// The metrics.
  List<MetricColumn> get metrics => asList(json['metrics'], (item) => MetricColumn(asObject(item)));
  set metrics(List<MetricColumn>? value) => put('metrics', value);

  /// When it began, as far as is known.
  String? get onset => json['onset'] == null ? null : json['onset']! as String;
  set onset(String? value) => put('onset', value);

  /// Names of the services. They are labels only: nothing depends on them.
  List<String> get services => asList(json['services'], (item) => item! as String);
  set services(List<String>? value) => put('services', value);

  /// What somebody complained about.
  Symptom? get symptom => json['symptom'] == null ? null : Symptom(asObject(json['symptom']));
  set symptom(Symptom? value) => put('symptom', value);

  /// Time of every metric row.
  List<String> get times => asList(json['times'], (item) => item! as String);
  set times(List<String>? value) => put('times', value);

  /// Traces.
  Traces? get traces => json['traces'] == null ? null : Traces(asObject(json['traces']));
  set traces(Traces? value) => put('traces', value);
}

/// What is said about one incident.
class IncidentAnswer extends Message {
  /// A view of these fields, or of none.
  IncidentAnswer([super.json]);

  /// What to do, most urgent first.
  List<PreventiveAction> get actions => asList(json['actions'], (item) => PreventiveAction(asObject(item)));
  set actions(List<PreventiveAction>? value) => put('actions', value);

  /// The onset of the incident.
  String? get at => json['at'] == null ? null : json['at']! as String;
  set at(String? value) => put('at', value);

  /// The incident's id.
  String? get incident => json['incident'] == null ? null : json['incident']! as String;
  set incident(String? value) => put('incident', value);

  /// Stable identity: the same incident has the same key.
  String? get key => json['key'] == null ? null : json['key']! as String;
  set key(String? value) => put('key', value);

  /// Records that were missing and would have helped.
  List<String> get lacked => asList(json['lacked'], (item) => item! as String);
  set lacked(List<String>? value) => put('lacked', value);

  /// What earlier incidents say about this one.
  Lessons? get lessons => json['lessons'] == null ? null : Lessons(asObject(json['lessons']));
  set lessons(Lessons? value) => put('lessons', value);

  /// The share of "none of these".
  double? get noneOfThese => json['none_of_these'] == null ? null : (json['none_of_these']! as num).toDouble();
  set noneOfThese(double? value) => put('none_of_these', value);

  /// How much of what would tell causes apart was recorded, 0 to 1: more rows after the onset and more kinds of records
  /// give more. It is no chance of being right.
  double? get recorded => json['recorded'] == null ? null : (json['recorded']! as num).toDouble();
  set recorded(double? value) => put('recorded', value);

  /// Services that anything speaks against, strongest first. Empty when nothing does.
  List<RankedService> get services => asList(json['services'], (item) => RankedService(asObject(item)));
  set services(List<RankedService>? value) => put('services', value);
}

/// What a person did with an insight.
class InsightMark extends Message {
  /// A view of these fields, or of none.
  InsightMark([super.json]);

  /// When.
  String? get at => json['at'] == null ? null : json['at']! as String;
  set at(String? value) => put('at', value);

  /// The insight's key.
  String? get key => json['key'] == null ? null : json['key']! as String;
  set key(String? value) => put('key', value);

  /// Where it stands.
  String? get status => json['status'] == null ? null : json['status']! as String;
  set status(String? value) => put('status', value);

  /// How long a `resolved` or `wont_fix` silences it; for good when absent.
  String? get until => json['until'] == null ? null : json['until']! as String;
  set until(String? value) => put('until', value);
}

/// From how much a service's errors were judged, and how sure that is. By 5 minutes in a service's first day, with
/// what older services tell of a new one; later by hours.
class Judgement extends Message {
  /// A view of these fields, or of none.
  Judgement([super.json]);

  /// Errors expected of the next step, without season; absent where nothing is known.
  double? get expected => json['expected'] == null ? null : (json['expected']! as num).toDouble();
  set expected(double? value) => put('expected', value);

  /// Errors in one step from which it would be flagged: the fewer, the surer. Absent where nothing is known yet.
  int? get flaggedFrom => json['flagged_from'] == null ? null : (json['flagged_from']! as num).toInt();
  set flaggedFrom(int? value) => put('flagged_from', value);

  /// Length of a step.
  int? get stepMinutes => json['step_minutes'] == null ? null : (json['step_minutes']! as num).toInt();
  set stepMinutes(int? value) => put('step_minutes', value);

  /// Steps of history.
  int? get steps => json['steps'] == null ? null : (json['steps']! as num).toInt();
  set steps(int? value) => put('steps', value);
}

/// One template.
class Known extends Message {
  /// A view of these fields, or of none.
  Known([super.json]);

  /// Its id.
  int? get id => json['id'] == null ? null : (json['id']! as num).toInt();
  set id(int? value) => put('id', value);

  /// Messages of it so far.
  int? get nMessages => json['n_messages'] == null ? null : (json['n_messages']! as num).toInt();
  set nMessages(int? value) => put('n_messages', value);

  /// Its text, `<*>` for what varies.
  String? get text => json['text'] == null ? null : json['text']! as String;
  set text(String? value) => put('text', value);
}

/// What earlier incidents say about one answer.
class Lessons extends Message {
  /// A view of these fields, or of none.
  Lessons([super.json]);

  /// Prior and belief of every kind of cause named in the answer; empty without feedback.
  List<Belief> get beliefs => asList(json['beliefs'], (item) => Belief(asObject(item)));
  set beliefs(List<Belief>? value) => put('beliefs', value);

  /// The kind of cause by a decision tree over the confirmed incidents.
  Classified? get classified => json['classified'] == null ? null : Classified(asObject(json['classified']));
  set classified(Classified? value) => put('classified', value);

  /// What this incident looks like, to be recorded once its cause is known.
  Signature? get signature => json['signature'] == null ? null : Signature(asObject(json['signature']));
  set signature(Signature? value) => put('signature', value);

  /// Earlier incidents that looked like it, most alike first.
  List<SimilarCase> get similar => asList(json['similar'], (item) => SimilarCase(asObject(item)));
  set similar(List<SimilarCase>? value) => put('similar', value);

  /// Every update that led to those beliefs, oldest first.
  List<Update> get updates => asList(json['updates'], (item) => Update(asObject(item)));
  set updates(List<Update>? value) => put('updates', value);
}

/// A number with its unit.
class Level extends Message {
  /// A view of these fields, or of none.
  Level([super.json]);

  /// The time.
  int? get perMs => json['per_ms'] == null ? null : (json['per_ms']! as num).toInt();
  set perMs(int? value) => put('per_ms', value);

  /// The field unit.
  String? get unit => json['unit'] == null ? null : json['unit']! as String;
  set unit(String? value) => put('unit', value);

  /// The number.
  double? get value => json['value'] == null ? null : (json['value']! as num).toDouble();
  set value(double? value) => put('value', value);
}

/// The state of one action and every step that led there. Can only be changed by [`Lifecycle::apply`].
class Lifecycle extends Message {
  /// A view of these fields, or of none.
  Lifecycle([super.json]);

  /// The field action_type.
  String? get actionType => json['action_type'] == null ? null : json['action_type']! as String;
  set actionType(String? value) => put('action_type', value);

  /// The field status.
  String? get status => json['status'] == null ? null : json['status']! as String;
  set status(String? value) => put('status', value);

  /// The field steps.
  List<LifecycleStep> get steps => asList(json['steps'], (item) => LifecycleStep(asObject(item)));
  set steps(List<LifecycleStep>? value) => put('steps', value);
}
