// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
part of 'types.dart';

/// Any forecaster, chosen by name.
class Forecaster extends Message {
  /// A view of these fields, or of none.
  Forecaster([super.json]);

  /// Train one network on all series of a call instead of one a series.
  bool? get across => json['across'] == null ? null : json['across']! as bool;
  set across(bool? value) => put('across', value);

  /// Steps that one window forecasts.
  int? get ahead => json['ahead'] == null ? null : (json['ahead']! as num).toInt();
  set ahead(int? value) => put('ahead', value);

  /// Weight of the newest size.
  double? get alpha => json['alpha'] == null ? null : (json['alpha']! as num).toDouble();
  set alpha(double? value) => put('alpha', value);

  /// Windows of each training step.
  int? get batch => json['batch'] == null ? null : (json['batch']! as num).toInt();
  set batch(int? value) => put('batch', value);

  /// Weight of the newest zero or non-zero.
  double? get beta => json['beta'] == null ? null : (json['beta']! as num).toDouble();
  set beta(double? value) => put('beta', value);

  /// Take values of the same phase of the season only.
  bool? get byPhase => json['by_phase'] == null ? null : json['by_phase']! as bool;
  set byPhase(bool? value) => put('by_phase', value);

  /// Methods to choose from.
  List<Forecaster> get candidates => asList(json['candidates'], (item) => Forecaster(asObject(item)));
  set candidates(List<Forecaster>? value) => put('candidates', value);

  /// Share of the history that holds changepoints.
  double? get changepointRange => json['changepoint_range'] == null ? null : (json['changepoint_range']! as num).toDouble();
  set changepointRange(double? value) => put('changepoint_range', value);

  /// How readily the slope changes.
  double? get changepointScale => json['changepoint_scale'] == null ? null : (json['changepoint_scale']! as num).toDouble();
  set changepointScale(double? value) => put('changepoint_scale', value);

  /// Number of places where the slope may change.
  int? get changepoints => json['changepoints'] == null ? null : (json['changepoints']! as num).toInt();
  set changepoints(int? value) => put('changepoints', value);

  /// Longest seasons looked back at.
  int? get cycles => json['cycles'] == null ? null : (json['cycles']! as num).toInt();
  set cycles(int? value) => put('cycles', value);

  /// Of the forms with a trend, consider only damped ones.
  bool? get dampedOnly => json['damped_only'] == null ? null : json['damped_only']! as bool;
  set dampedOnly(bool? value) => put('damped_only', value);

  /// Share of the linear trend that is carried on.
  double? get drift => json['drift'] == null ? null : (json['drift']! as num).toDouble();
  set drift(double? value) => put('drift', value);

  /// Age in longest seasons at which a row counts half.
  double? get halfLife => json['half_life'] == null ? null : (json['half_life']! as num).toDouble();
  set halfLife(double? value) => put('half_life', value);

  /// Special steps.
  List<Holiday> get holidays => asList(json['holidays'], (item) => Holiday(asObject(item)));
  set holidays(List<Holiday>? value) => put('holidays', value);

  /// Steps ahead that fitting alone weighs by.
  int? get horizon => json['horizon'] == null ? null : (json['horizon']! as num).toInt();
  set horizon(int? value) => put('horizon', value);

  /// Layers, one above the other.
  int? get layers => json['layers'] == null ? null : (json['layers']! as num).toInt();
  set layers(int? value) => put('layers', value);

  /// Model the logarithm.
  bool? get log => json['log'] == null ? null : json['log']! as bool;
  set log(bool? value) => put('log', value);

  /// Repeat the longest usable season instead of the shortest.
  bool? get longest => json['longest'] == null ? null : json['longest']! as bool;
  set longest(bool? value) => put('longest', value);

  /// Use at most this many of the seasons, shortest first.
  int? get maxSeasons => json['max_seasons'] == null ? null : (json['max_seasons']! as num).toInt();
  set maxSeasons(int? value) => put('max_seasons', value);

  /// The field method.
  String? get method => json['method'] == null ? null : json['method']! as String;
  set method(String? value) => put('method', value);

  /// A trained network to use; its sizes go before the settings.
  Network? get network => json['network'] == null ? null : Network(asObject(json['network']));
  set network(Network? value) => put('network', value);

  /// Fourier order of longer seasons.
  int? get orderLong => json['order_long'] == null ? null : (json['order_long']! as num).toInt();
  set orderLong(int? value) => put('order_long', value);

  /// Fourier order of the shortest season.
  int? get orderShort => json['order_short'] == null ? null : (json['order_short']! as num).toInt();
  set orderShort(int? value) => put('order_short', value);

  /// How sharply weights fall with the error.
  double? get power => json['power'] == null ? null : (json['power']! as num).toDouble();
  set power(double? value) => put('power', value);

  /// Quantile that is the point; absent (`null`): the mean.
  double? get quantile => json['quantile'] == null ? null : (json['quantile']! as num).toDouble();
  set quantile(double? value) => put('quantile', value);

  /// First step size.
  double? get rate => json['rate'] == null ? null : (json['rate']! as num).toDouble();
  set rate(double? value) => put('rate', value);

  /// Consider forms with a season.
  bool? get seasonal => json['seasonal'] == null ? null : json['seasonal']! as bool;
  set seasonal(bool? value) => put('seasonal', value);

  /// Steps of a window.
  int? get sequence => json['sequence'] == null ? null : (json['sequence']! as num).toInt();
  set sequence(int? value) => put('sequence', value);

  /// Training steps.
  int? get steps => json['steps'] == null ? null : (json['steps']! as num).toInt();
  set steps(int? value) => put('steps', value);

  /// Units of each layer.
  int? get units => json['units'] == null ? null : (json['units']! as num).toInt();
  set units(int? value) => put('units', value);

  /// Values that the median is taken of.
  int? get window => json['window'] == null ? null : (json['window']! as num).toInt();
  set window(int? value) => put('window', value);

  /// Candidates with more than this many times the least error are left out.
  double? get worst => json['worst'] == null ? null : (json['worst']! as num).toDouble();
  set worst(double? value) => put('worst', value);
}

/// How to foresee. | Setting | Default | Meaning | Unit | Range | |---|---|---|---|---| | `rows` | 14,000 | moments of
/// the past to learn from | | at least 100 | | `seed` | 0 | which moments are drawn | | any | | `keep_minutes` | 1440
/// | how long what was learnt is kept, where it is kept at all | minutes | any |
class Foresight extends Message {
  /// A view of these fields, or of none.
  Foresight([super.json]);

  /// How long what was learnt is kept, in minutes, where it is kept at all.
  int? get keepMinutes => json['keep_minutes'] == null ? null : (json['keep_minutes']! as num).toInt();
  set keepMinutes(int? value) => put('keep_minutes', value);

  /// Moments of the past to learn from.
  int? get rows => json['rows'] == null ? null : (json['rows']! as num).toInt();
  set rows(int? value) => put('rows', value);

  /// Which moments are drawn.
  int? get seed => json['seed'] == null ? null : (json['seed']! as num).toInt();
  set seed(int? value) => put('seed', value);
}

/// One match.
class Found extends Message {
  /// A view of these fields, or of none.
  Found([super.json]);

  /// The id of the known text.
  String? get id => json['id'] == null ? null : json['id']! as String;
  set id(String? value) => put('id', value);

  /// Similarity, 0 to 1.
  double? get score => json['score'] == null ? null : (json['score']! as num).toDouble();
  set score(double? value) => put('score', value);
}

/// One group in one of the four states, with the numbers that say so.
class GroupState extends Message {
  /// A view of these fields, or of none.
  GroupState([super.json]);

  /// Events in the baseline time.
  int? get baseline => json['baseline'] == null ? null : (json['baseline']! as num).toInt();
  set baseline(int? value) => put('baseline', value);

  /// The type of error.
  String? get errorType => json['error_type'] == null ? null : json['error_type']! as String;
  set errorType(String? value) => put('error_type', value);

  /// Events expected in the recent time at the baseline's rate.
  double? get expected => json['expected'] == null ? null : (json['expected']! as num).toDouble();
  set expected(double? value) => put('expected', value);

  /// The error group, as 16 hexadecimal digits.
  String? get fingerprint => json['fingerprint'] == null ? null : json['fingerprint']! as String;
  set fingerprint(String? value) => put('fingerprint', value);

  /// What it is called: its type, or what its messages say where it has none; never empty.
  String? get label => json['label'] == null ? null : json['label']! as String;
  set label(String? value) => put('label', value);

  /// Chance of the observation if nothing had changed; absent where nothing is tested (new, regressed).
  double? get pValue => json['p_value'] == null ? null : (json['p_value']! as num).toDouble();
  set pValue(double? value) => put('p_value', value);

  /// Events in the recent time.
  int? get recent => json['recent'] == null ? null : (json['recent']! as num).toInt();
  set recent(int? value) => put('recent', value);

  /// Length of the recent time, over which `recent` and `expected` count.
  int? get recentMs => json['recent_ms'] == null ? null : (json['recent_ms']! as num).toInt();
  set recentMs(int? value) => put('recent_ms', value);

  /// The service.
  String? get service => json['service'] == null ? null : json['service']! as String;
  set service(String? value) => put('service', value);

  /// For a regressed group: the end of the last bucket before the silence.
  String? get silentSince => json['silent_since'] == null ? null : json['silent_since']! as String;
  set silentSince(String? value) => put('silent_since', value);

  /// For a new group: when it first came.
  String? get since => json['since'] == null ? null : json['since']! as String;
  set since(String? value) => put('since', value);

  /// The state.
  String? get state => json['state'] == null ? null : json['state']! as String;
  set state(String? value) => put('state', value);
}

/// One error group in numbers.
class GroupSummary extends Message {
  /// A view of these fields, or of none.
  GroupSummary([super.json]);

  /// The type of error.
  String? get errorType => json['error_type'] == null ? null : json['error_type']! as String;
  set errorType(String? value) => put('error_type', value);

  /// Errors in the history looked at.
  int? get errors => json['errors'] == null ? null : (json['errors']! as num).toInt();
  set errors(int? value) => put('errors', value);

  /// Errors of the last 24 hours.
  int? get errorsLastDay => json['errors_last_day'] == null ? null : (json['errors_last_day']! as num).toInt();
  set errorsLastDay(int? value) => put('errors_last_day', value);

  /// The fingerprint.
  String? get fingerprint => json['fingerprint'] == null ? null : json['fingerprint']! as String;
  set fingerprint(String? value) => put('fingerprint', value);

  /// When it was first seen.
  String? get firstSeen => json['first_seen'] == null ? null : json['first_seen']! as String;
  set firstSeen(String? value) => put('first_seen', value);

  /// End of the minute it was last seen, up to the time analysed.
  String? get lastSeen => json['last_seen'] == null ? null : json['last_seen']! as String;
  set lastSeen(String? value) => put('last_seen', value);

  /// A message of the group, as logged.
  String? get sample => json['sample'] == null ? null : json['sample']! as String;
  set sample(String? value) => put('sample', value);

  /// Other groups with nearly the same words, in any service.
  List<SimilarGroup> get similar => asList(json['similar'], (item) => SimilarGroup(asObject(item)));
  set similar(List<SimilarGroup>? value) => put('similar', value);

  /// What the message has in common with those of other groups, `<*>` for what varies; absent without a message and in a
  /// quick analysis.
  String? get template => json['template'] == null ? null : json['template']! as String;
  set template(String? value) => put('template', value);
}

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
