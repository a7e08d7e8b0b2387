// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
part of 'types.dart';

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

/// What one feature or factor is worth to a model.
class Importance extends Message {
  /// A view of these fields, or of none.
  Importance([super.json]);

  /// Its share of the gain, 0 to 1; absent for a method without one.
  double? get gain => json['gain'] == null ? null : (json['gain']! as num).toDouble();
  set gain(double? value) => put('gain', value);

  /// The feature or factor.
  String? get name => json['name'] == null ? null : json['name']! as String;
  set name(String? value) => put('name', value);

  /// How much the log loss rises when it is shuffled, mean of the shuffles; near 0 or below: not needed.
  double? get permutation => json['permutation'] == null ? null : (json['permutation']! as num).toDouble();
  set permutation(double? value) => put('permutation', value);

  /// Standard deviation of that between shuffles.
  double? get spread => json['spread'] == null ? null : (json['spread']! as num).toDouble();
  set spread(double? value) => put('spread', value);
}

/// What a model relies on.
class Importances extends Message {
  /// A view of these fields, or of none.
  Importances([super.json]);

  /// By factor, the most important by permutation first.
  List<Importance> get factors => asList(json['factors'], (item) => Importance(asObject(item)));
  set factors(List<Importance>? value) => put('factors', value);

  /// By feature, those with the most gain, the most important by permutation first.
  List<Importance> get features => asList(json['features'], (item) => Importance(asObject(item)));
  set features(List<Importance>? value) => put('features', value);

  /// Log loss on them with nothing shuffled.
  double? get logLoss => json['log_loss'] == null ? null : (json['log_loss']! as num).toDouble();
  set logLoss(double? value) => put('log_loss', value);

  /// Rows it was measured on.
  int? get nRows => json['n_rows'] == null ? null : (json['n_rows']! as num).toInt();
  set nRows(int? value) => put('n_rows', value);
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

/// One step that was taken.
class LifecycleStep extends Message {
  /// A view of these fields, or of none.
  LifecycleStep([super.json]);

  /// What was asked.
  String? get asked => json['asked'] == null ? null : json['asked']! as String;
  set asked(String? value) => put('asked', value);

  /// When.
  String? get at => json['at'] == null ? null : json['at']! as String;
  set at(String? value) => put('at', value);

  /// By whom.
  Object? get by => json['by'];
  set by(Object? value) => put('by', value);

  /// The state after it.
  String? get to => json['to'] == null ? null : json['to']! as String;
  set to(String? value) => put('to', value);
}

/// What a service can take.
class Limits extends Message {
  /// A view of these fields, or of none.
  Limits([super.json]);

  /// Errors an hour that are too many.
  double? get errorsPerHour => json['errors_per_hour'] == null ? null : (json['errors_per_hour']! as num).toDouble();
  set errorsPerHour(double? value) => put('errors_per_hour', value);

  /// Requests an hour that it can serve.
  double? get requestsPerHour => json['requests_per_hour'] == null ? null : (json['requests_per_hour']! as num).toDouble();
  set requestsPerHour(double? value) => put('requests_per_hour', value);
}

/// One template.
class ListedTemplate extends Message {
  /// A view of these fields, or of none.
  ListedTemplate([super.json]);

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

/// Settings of logistic regression; the table is in the module docs. ``` use errpredict::ndarray::Array2; use
/// errpredict::predict::{Fitted, Logistic, Method, Sample, Samples}; // Trouble came where the last hour had more than
/// five errors. let names = vec!["errors_1h".to_owned()]; let rows = Array2::from_shape_fn((200, 1), |(i, _)| (i % 10)
/// as f64); let labels: Vec<bool> = rows.iter().map(|errors| *errors > 5.0).collect(); let samples = Samples { names:
/// &names, rows: rows.view(), labels: &labels, weights: None, keys: None }; let model =
/// Logistic::default().fit(&samples, 0)?; let [calm, busy] = [[1.0], [9.0]].map(|values|
/// model.probability(&Sample::new(&values))); assert!(calm < 0.3 && busy > 0.7, "{calm}, {busy}"); # Ok::<(),
/// errpredict::Error>(()) ```
class Logistic extends Message {
  /// A view of these fields, or of none.
  Logistic([super.json]);

  /// Which features it sees.
  String? get features => json['features'] == null ? null : json['features']! as String;
  set features(String? value) => put('features', value);

  /// Penalties to choose from, each above 0.
  List<double> get l2 => asList(json['l2'], (item) => (item! as num).toDouble());
  set l2(List<double>? value) => put('l2', value);

  /// L-BFGS steps a penalty, at least 1.
  int? get maxSteps => json['max_steps'] == null ? null : (json['max_steps']! as num).toInt();
  set maxSteps(int? value) => put('max_steps', value);

  /// Last part of the rows that chooses the penalty, between 0 and 1.
  double? get validationShare => json['validation_share'] == null ? null : (json['validation_share']! as num).toDouble();
  set validationShare(double? value) => put('validation_share', value);
}

/// Log lines as (time, index of the statement).
class Logs extends Message {
  /// A view of these fields, or of none.
  Logs([super.json]);

  /// Lines around the incident.
  List<Object?> get lines => asList(json['lines'], (item) => item);
  set lines(List<Object?>? value) => put('lines', value);

  /// Lines of a time without fault.
  List<Object?> get reference => asList(json['reference'], (item) => item);
  set reference(List<Object?>? value) => put('reference', value);

  /// All statements that occur.
  List<Statement> get statements => asList(json['statements'], (item) => Statement(asObject(item)));
  set statements(List<Statement>? value) => put('statements', value);
}

/// A method with its weight.
class Member extends Message {
  /// A view of these fields, or of none.
  Member([super.json]);

  /// The method and its settings.
  Detector? get detector => json['detector'] == null ? null : Detector(asObject(json['detector']));
  set detector(Detector? value) => put('detector', value);

  /// Its weight, above 0.
  double? get weight => json['weight'] == null ? null : (json['weight']! as num).toDouble();
  set weight(double? value) => put('weight', value);
}
