// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
part of 'types.dart';

/// The series and how to score them.
class DetectSeriesRequest extends Message {
  /// A view of these fields, or of none.
  DetectSeriesRequest([super.json]);

  /// Judge every step by earlier ones only.
  bool? get causal => json['causal'] == null ? null : json['causal']! as bool;
  set causal(bool? value) => put('causal', value);

  /// `auto`, `stream`, `metrics`, or another detector: its name, or its settings with `method`.
  Object? get detector => json['detector'];
  set detector(Object? value) => put('detector', value);

  /// The end of the first step.
  String? get firstEnd => json['first_end'] == null ? null : json['first_end']! as String;
  set firstEnd(String? value) => put('first_end', value);

  /// Earlier rows to learn from.
  List<List<double?>> get history => asList(json['history'], (item) => asList(item, (item) => item == null ? null : (item! as num).toDouble()));
  set history(List<List<double?>>? value) => put('history', value);

  /// The names of the series.
  List<String> get names => asList(json['names'], (item) => item! as String);
  set names(List<String>? value) => put('names', value);

  /// One row a step, oldest first, one value a name; null is a gap.
  List<List<double?>> get rows => asList(json['rows'], (item) => asList(item, (item) => item == null ? null : (item! as num).toDouble()));
  set rows(List<List<double?>>? value) => put('rows', value);

  /// Seed of everything random.
  int? get seed => json['seed'] == null ? null : (json['seed']! as num).toInt();
  set seed(int? value) => put('seed', value);

  /// Milliseconds a step.
  int? get stepMs => json['step_ms'] == null ? null : (json['step_ms']! as num).toInt();
  set stepMs(int? value) => put('step_ms', value);

  /// Decide which steps are anomalies, within this budget.
  ScoreThreshold? get threshold => json['threshold'] == null ? null : ScoreThreshold(asObject(json['threshold']));
  set threshold(ScoreThreshold? value) => put('threshold', value);
}

/// Any detector for feature rows, chosen by name.
class Detector extends Message {
  /// A view of these fields, or of none.
  Detector([super.json]);

  /// Halvings from the root to a leaf.
  int? get height => json['height'] == null ? null : (json['height']! as num).toInt();
  set height(int? value) => put('height', value);

  /// Which neighbour's distance is the score.
  int? get k => json['k'] == null ? null : (json['k']! as num).toInt();
  set k(int? value) => put('k', value);

  /// The methods, with their weights.
  List<Member> get members => asList(json['members'], (item) => Member(asObject(item)));
  set members(List<Member>? value) => put('members', value);

  /// The field method.
  String? get method => json['method'] == null ? null : json['method']! as String;
  set method(String? value) => put('method', value);

  /// Bins a column; 0 chooses by the number of rows.
  int? get nBins => json['n_bins'] == null ? null : (json['n_bins']! as num).toInt();
  set nBins(int? value) => put('n_bins', value);

  /// Fitted rows kept, drawn at random; 0 keeps all.
  int? get nReferences => json['n_references'] == null ? null : (json['n_references']! as num).toInt();
  set nReferences(int? value) => put('n_references', value);

  /// Number of trees.
  int? get nTrees => json['n_trees'] == null ? null : (json['n_trees']! as num).toInt();
  set nTrees(int? value) => put('n_trees', value);

  /// Added to the diagonal, relative to its mean.
  double? get ridge => json['ridge'] == null ? null : (json['ridge']! as num).toDouble();
  set ridge(double? value) => put('ridge', value);

  /// Rows per tree.
  int? get sampleSize => json['sample_size'] == null ? null : (json['sample_size']! as num).toInt();
  set sampleSize(int? value) => put('sample_size', value);

  /// Scale columns to [0, 1] over the fitted rows.
  bool? get scale => json['scale'] == null ? null : json['scale']! as bool;
  set scale(bool? value) => put('scale', value);

  /// Share of rows that give centre and shape.
  double? get share => json['share'] == null ? null : (json['share']! as num).toDouble();
  set share(double? value) => put('share', value);

  /// Share of the variance that counts as normal directions.
  double? get variance => json['variance'] == null ? null : (json['variance']! as num).toDouble();
  set variance(double? value) => put('variance', value);

  /// Rows after which the reference is renewed.
  int? get window => json['window'] == null ? null : (json['window']! as num).toInt();
  set window(int? value) => put('window', value);
}

/// What the settings are, for the schema; they are read by what `method` names.
class DetectorSettings extends Message {
  /// A view of these fields, or of none.
  DetectorSettings([super.json]);

  /// Hours a new level must last to become the normal one.
  double? get adoptAfterHours => json['adopt_after_hours'] == null ? null : (json['adopt_after_hours']! as num).toDouble();
  set adoptAfterHours(double? value) => put('adopt_after_hours', value);

  /// Halvings from the root to a leaf.
  int? get height => json['height'] == null ? null : (json['height']! as num).toInt();
  set height(int? value) => put('height', value);

  /// Days that are like Sundays.
  List<String> get holidays => asList(json['holidays'], (item) => item! as String);
  set holidays(List<String>? value) => put('holidays', value);

  /// Which neighbour's distance is the score.
  int? get k => json['k'] == null ? null : (json['k']! as num).toInt();
  set k(int? value) => put('k', value);

  /// Values in a row.
  int? get lags => json['lags'] == null ? null : (json['lags']! as num).toInt();
  set lags(int? value) => put('lags', value);

  /// Expected length of a stretch, in values.
  double? get meanLength => json['mean_length'] == null ? null : (json['mean_length']! as num).toDouble();
  set meanLength(double? value) => put('mean_length', value);

  /// The methods, with their weights.
  List<Member> get members => asList(json['members'], (item) => Member(asObject(item)));
  set members(List<Member>? value) => put('members', value);

  /// Hours after which a value weighs 1/e.
  double? get memoryHours => json['memory_hours'] == null ? null : (json['memory_hours']! as num).toDouble();
  set memoryHours(double? value) => put('memory_hours', value);

  /// The field method.
  String? get method => json['method'] == null ? null : json['method']! as String;
  set method(String? value) => put('method', value);

  /// Bins a column; 0 chooses by the number of rows.
  int? get nBins => json['n_bins'] == null ? null : (json['n_bins']! as num).toInt();
  set nBins(int? value) => put('n_bins', value);

  /// Fitted rows kept, drawn at random; 0 keeps all.
  int? get nReferences => json['n_references'] == null ? null : (json['n_references']! as num).toInt();
  set nReferences(int? value) => put('n_references', value);

  /// Number of trees.
  int? get nTrees => json['n_trees'] == null ? null : (json['n_trees']! as num).toInt();
  set nTrees(int? value) => put('n_trees', value);

  /// Added to the diagonal, relative to its mean.
  double? get ridge => json['ridge'] == null ? null : (json['ridge']! as num).toDouble();
  set ridge(double? value) => put('ridge', value);

  /// Rows per tree.
  int? get sampleSize => json['sample_size'] == null ? null : (json['sample_size']! as num).toInt();
  set sampleSize(int? value) => put('sample_size', value);

  /// Scale columns to [0, 1] over the fitted rows.
  bool? get scale => json['scale'] == null ? null : json['scale']! as bool;
  set scale(bool? value) => put('scale', value);

  /// Learn hours of day and week.
  bool? get seasonal => json['seasonal'] == null ? null : json['seasonal']! as bool;
  set seasonal(bool? value) => put('seasonal', value);

  /// Share of rows that give centre and shape.
  double? get share => json['share'] == null ? null : (json['share']! as num).toDouble();
  set share(double? value) => put('share', value);

  /// The trees.
  HalfSpaceTrees? get trees => json['trees'] == null ? null : HalfSpaceTrees(asObject(json['trees']));
  set trees(HalfSpaceTrees? value) => put('trees', value);

  /// Share of the variance that counts as normal directions.
  double? get variance => json['variance'] == null ? null : (json['variance']! as num).toDouble();
  set variance(double? value) => put('variance', value);

  /// Values that are learned before any is scored above 0.
  int? get warmUp => json['warm_up'] == null ? null : (json['warm_up']! as num).toInt();
  set warmUp(int? value) => put('warm_up', value);

  /// Rows after which the reference is renewed.
  int? get window => json['window'] == null ? null : (json['window']! as num).toInt();
  set window(int? value) => put('window', value);
}

/// The measured effect of one type.
class Effect extends Message {
  /// A view of these fields, or of none.
  Effect([super.json]);

  /// Upper end of the 95 % interval.
  double? get high => json['high'] == null ? null : (json['high']! as num).toDouble();
  set high(double? value) => put('high', value);

  /// Lower end of the 95 % interval.
  double? get low => json['low'] == null ? null : (json['low']! as num).toDouble();
  set low(double? value) => put('low', value);

  /// Number of outcomes behind it.
  int? get outcomes => json['outcomes'] == null ? null : (json['outcomes']! as num).toInt();
  set outcomes(int? value) => put('outcomes', value);

  /// Share of the forecast errors that did not happen; below 0 when there were more than forecast.
  double? get reduction => json['reduction'] == null ? null : (json['reduction']! as num).toDouble();
  set reduction(double? value) => put('reduction', value);
}

/// What a person decided about two error groups.
class ErrorDecision extends Message {
  /// A view of these fields, or of none.
  ErrorDecision([super.json]);

  /// When.
  String? get at => json['at'] == null ? null : json['at']! as String;
  set at(String? value) => put('at', value);

  /// One fingerprint, 16 hexadecimal digits.
  String? get one => json['one'] == null ? null : json['one']! as String;
  set one(String? value) => put('one', value);

  /// The other.
  String? get other => json['other'] == null ? null : json['other']! as String;
  set other(String? value) => put('other', value);

  /// Whether they are the same error.
  bool? get same => json['same'] == null ? null : json['same']! as bool;
  set same(bool? value) => put('same', value);
}

/// An error as it crosses a border: the code is stable and the same in every language.
class ErrorMessage extends Message {
  /// A view of these fields, or of none.
  ErrorMessage([super.json]);

  /// The stable code, such as `not_enough_data`.
  String? get code => json['code'] == null ? null : json['code']! as String;
  set code(String? value) => put('code', value);

  /// Where: file, path in the request, line, column, field and the like.
  Map<String, String> get context => asMap(json['context'], (item) => item! as String);
  set context(Map<String, String>? value) => put('context', value);

  /// What went wrong, with the numbers, for people.
  String? get message => json['message'] == null ? null : json['message']! as String;
  set message(String? value) => put('message', value);

  /// Whether the very same call may succeed when it is made again later; false when absent.
  bool? get retryable => json['retryable'] == null ? null : json['retryable']! as bool;
  set retryable(bool? value) => put('retryable', value);
}

/// The probability that something happens within a horizon (table `error_predictions`).
class ErrorPrediction extends Message {
  /// A view of these fields, or of none.
  ErrorPrediction([super.json]);

  /// Whether it raises an alert.
  bool? get alert => json['alert'] == null ? null : json['alert']! as bool;
  set alert(bool? value) => put('alert', value);

  /// When it was asked: nothing after it was known.
  String? get at => json['at'] == null ? null : json['at']! as String;
  set at(String? value) => put('at', value);

  /// How high the probability is.
  String? get band => json['band'] == null ? null : json['band']! as String;
  set band(String? value) => put('band', value);

  /// Where it comes from.
  String? get basis => json['basis'] == null ? null : json['basis']! as String;
  set basis(String? value) => put('basis', value);

  /// Keys of the anomalies under way when an analysis said so; empty where nobody looked for any.
  List<String> get because => asList(json['because'], (item) => item! as String);
  set because(List<String>? value) => put('because', value);

  /// Events within half an hour from which on it is a burst; absent for `critical`.
  int? get burstThreshold => json['burst_threshold'] == null ? null : (json['burst_threshold']! as num).toInt();
  set burstThreshold(int? value) => put('burst_threshold', value);

  /// What moved a model's probability, largest first; empty where nobody asked.
  List<Factor> get factors => asList(json['factors'], (item) => Factor(asObject(item)));
  set factors(List<Factor>? value) => put('factors', value);

  /// The one error group that counts; absent where all of them do.
  String? get fingerprint => json['fingerprint'] == null ? null : json['fingerprint']! as String;
  set fingerprint(String? value) => put('fingerprint', value);

  /// Share of the horizon in which the target would be new; absent where that is not asked.
  double? get fresh => json['fresh'] == null ? null : (json['fresh']! as num).toDouble();
  set fresh(double? value) => put('fresh', value);

  /// Within how many minutes.
  int? get horizonMinutes => json['horizon_minutes'] == null ? null : (json['horizon_minutes']! as num).toInt();
  set horizonMinutes(int? value) => put('horizon_minutes', value);

  /// Identity of the question, the same whenever it is asked; with `at` that of this answer.
  String? get key => json['key'] == null ? null : json['key']! as String;
  set key(String? value) => put('key', value);

  /// Level of that interval.
  double? get level => json['level'] == null ? null : (json['level']! as num).toDouble();
  set level(double? value) => put('level', value);

  /// Lower end of its interval.
  double? get lower => json['lower'] == null ? null : (json['lower']! as num).toDouble();
  set lower(double? value) => put('lower', value);

  /// Past spans of the horizon's length that a base rate rests on.
  double? get nSpans => json['n_spans'] == null ? null : (json['n_spans']! as num).toDouble();
  set nSpans(double? value) => put('n_spans', value);

  /// The probability, 0 to 1.
  double? get probability => json['probability'] == null ? null : (json['probability']! as num).toDouble();
  set probability(double? value) => put('probability', value);

  /// The model's log-odds before outcomes and calibration: what an outcome is learnt from.
  double? get rawLogOdds => json['raw_log_odds'] == null ? null : (json['raw_log_odds']! as num).toDouble();
  set rawLogOdds(double? value) => put('raw_log_odds', value);

  /// The field service.
  String? get service => json['service'] == null ? null : json['service']! as String;
  set service(String? value) => put('service', value);

  /// The worst severity to expect: critical for a critical event, else what a model of severities says, where there is
  /// one.
  String? get severity => json['severity'] == null ? null : json['severity']! as String;
  set severity(String? value) => put('severity', value);

  /// The field system.
  bool? get system => json['system'] == null ? null : json['system']! as bool;
  set system(bool? value) => put('system', value);

  /// What is foreseen.
  String? get target => json['target'] == null ? null : json['target']! as String;
  set target(String? value) => put('target', value);

  /// What raised an alert at that time: a probability, under a budget of false alarms one of something new
  /// (`probability` × `fresh`). Absent where nothing raises one.
  double? get threshold => json['threshold'] == null ? null : (json['threshold']! as num).toDouble();
  set threshold(double? value) => put('threshold', value);

  /// Upper end of its interval.
  double? get upper => json['upper'] == null ? null : (json['upper']! as num).toDouble();
  set upper(double? value) => put('upper', value);

  /// How often it happens whatever the present state: the base rate beside a model's probability. A base rate is its
  /// own. Absent where nobody counted.
  double? get usual => json['usual'] == null ? null : (json['usual']! as num).toDouble();
  set usual(double? value) => put('usual', value);

  /// What a model's words like these were worth before; absent where nobody counted.
  PastWords? get worth => json['worth'] == null ? null : PastWords(asObject(json['worth']));
  set worth(PastWords? value) => put('worth', value);
}

/// What was said beside what came; exactly one kind is asked by its `kind`.
class EvaluateRequest extends Message {
  /// A view of these fields, or of none.
  EvaluateRequest([super.json]);

  /// What came.
  Object? get actual => json['actual'];
  set actual(Object? value) => put('actual', value);

  /// Bins of the reliability table; 10 when absent.
  int? get bins => json['bins'] == null ? null : (json['bins']! as num).toInt();
  set bins(int? value) => put('bins', value);

  /// What was forecast.
  List<double> get forecast => asList(json['forecast'], (item) => (item! as num).toDouble());
  set forecast(List<double>? value) => put('forecast', value);

  /// The field kind.
  String? get kind => json['kind'] == null ? null : json['kind']! as String;
  set kind(String? value) => put('kind', value);

  /// Whether it came.
  List<bool> get labels => asList(json['labels'], (item) => item! as bool);
  set labels(List<bool>? value) => put('labels', value);

  /// Lower ends of the intervals.
  List<double> get lower => asList(json['lower'], (item) => (item! as num).toDouble());
  set lower(List<double>? value) => put('lower', value);

  /// How many classes there are.
  int? get nClasses => json['n_classes'] == null ? null : (json['n_classes']! as num).toInt();
  set nClasses(int? value) => put('n_classes', value);

  /// What was said.
  List<int> get predicted => asList(json['predicted'], (item) => (item! as num).toInt());
  set predicted(List<int>? value) => put('predicted', value);

  /// How likely it was said to be, 0 to 1.
  List<double> get probabilities => asList(json['probabilities'], (item) => (item! as num).toDouble());
  set probabilities(List<double>? value) => put('probabilities', value);

  /// The higher, the likelier.
  List<double> get scores => asList(json['scores'], (item) => (item! as num).toDouble());
  set scores(List<double>? value) => put('scores', value);

  /// Where a probability counts as "it will come", for the confusion; 0.5 when absent.
  double? get threshold => json['threshold'] == null ? null : (json['threshold']! as num).toDouble();
  set threshold(double? value) => put('threshold', value);

  /// Upper ends of the intervals.
  List<double> get upper => asList(json['upper'], (item) => (item! as num).toDouble());
  set upper(List<double>? value) => put('upper', value);
}
