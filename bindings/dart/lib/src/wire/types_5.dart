// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
part of 'types.dart';

/// Settings of [`detect_counts`](super::detect_counts).
class CountDetection extends Message {
  /// A view of these fields, or of none.
  CountDetection([super.json]);

  /// Hours a new level must last to become the normal one.
  double? get adoptAfterHours => json['adopt_after_hours'] == null ? null : (json['adopt_after_hours']! as num).toDouble();
  set adoptAfterHours(double? value) => put('adopt_after_hours', value);

  /// False alarms allowed per series and week.
  double? get falseAlarmsPerWeek => json['false_alarms_per_week'] == null ? null : (json['false_alarms_per_week']! as num).toDouble();
  set falseAlarmsPerWeek(double? value) => put('false_alarms_per_week', value);

  /// Days that are like Sundays, given by any time in them.
  List<String> get holidays => asList(json['holidays'], (item) => item! as String);
  set holidays(List<String>? value) => put('holidays', value);

  /// Hours after which a count weighs 1/e.
  double? get memoryHours => json['memory_hours'] == null ? null : (json['memory_hours']! as num).toDouble();
  set memoryHours(double? value) => put('memory_hours', value);

  /// Tell hours of the day and week apart where history supports it.
  bool? get seasonal => json['seasonal'] == null ? null : json['seasonal']! as bool;
  set seasonal(bool? value) => put('seasonal', value);

  /// Test single buckets at this many standard deviations instead of by the budget.
  double? get sigma => json['sigma'] == null ? null : (json['sigma']! as num).toDouble();
  set sigma(double? value) => put('sigma', value);

  /// The zone whose clock the hours of day and week follow, such as `Europe/Berlin`; UTC without one.
  String? get zone => json['zone'] == null ? null : json['zone']! as String;
  set zone(String? value) => put('zone', value);
}

/// What a person decided.
class Decided extends Message {
  /// A view of these fields, or of none.
  Decided([super.json]);

  /// One id.
  String? get one => json['one'] == null ? null : json['one']! as String;
  set one(String? value) => put('one', value);

  /// The other.
  String? get other => json['other'] == null ? null : json['other']! as String;
  set other(String? value) => put('other', value);

  /// Whether they are the same error.
  bool? get same => json['same'] == null ? null : json['same']! as bool;
  set same(bool? value) => put('same', value);
}

/// The way of a row through one tree.
class DecisionPath extends Message {
  /// A view of these fields, or of none.
  DecisionPath([super.json]);

  /// The method the tree belongs to.
  String? get method => json['method'] == null ? null : json['method']! as String;
  set method(String? value) => put('method', value);

  /// What the tree adds to the method's output (times the method's weight in an ensemble), less what it adds on average:
  /// how much this way moved the prediction.
  double? get moved => json['moved'] == null ? null : (json['moved']! as num).toDouble();
  set moved(double? value) => put('moved', value);

  /// The questions from the root to the leaf.
  List<DecisionStep> get steps => asList(json['steps'], (item) => DecisionStep(asObject(item)));
  set steps(List<DecisionStep>? value) => put('steps', value);

  /// Its place among the method's trees, from 0.
  int? get tree => json['tree'] == null ? null : (json['tree']! as num).toInt();
  set tree(int? value) => put('tree', value);
}

/// One question on the way through a tree.
class DecisionStep extends Message {
  /// A view of these fields, or of none.
  DecisionStep([super.json]);

  /// The feature asked.
  String? get feature => json['feature'] == null ? null : json['feature']! as String;
  set feature(String? value) => put('feature', value);

  /// Whether the row went left.
  bool? get left => json['left'] == null ? null : json['left']! as bool;
  set left(bool? value) => put('left', value);

  /// Values up to this one go left.
  double? get threshold => json['threshold'] == null ? null : (json['threshold']! as num).toDouble();
  set threshold(double? value) => put('threshold', value);

  /// Its value in the row, absent where it is missing.
  double? get value => json['value'] == null ? null : (json['value']! as num).toDouble();
  set value(double? value) => put('value', value);
}

/// The series and how to test it.
class DetectCountsRequest extends Message {
  /// A view of these fields, or of none.
  DetectCountsRequest([super.json]);

  /// Counts per step, oldest first; null is a gap.
  Series? get series => json['series'] == null ? null : Series(asObject(json['series']));
  set series(Series? value) => put('series', value);

  /// The false-alarm budget and the rest.
  CountDetection? get settings => json['settings'] == null ? null : CountDetection(asObject(json['settings']));
  set settings(CountDetection? value) => put('settings', value);

  /// What the series is about.
  Subject? get subject => json['subject'] == null ? null : Subject(asObject(json['subject']));
  set subject(Subject? value) => put('subject', value);
}

/// What is strange.
class DetectCountsResponse extends Message {
  /// A view of these fields, or of none.
  DetectCountsResponse([super.json]);

  /// Oldest first.
  List<AnomalyDetection> get anomalies => asList(json['anomalies'], (item) => AnomalyDetection(asObject(item)));
  set anomalies(List<AnomalyDetection>? value) => put('anomalies', value);
}

/// What to score and how to call it: either series or rows.
class DetectReportRequest extends Message {
  /// A view of these fields, or of none.
  DetectReportRequest([super.json]);

  /// Rows that have no order, as `detect_rows` takes them.
  DetectRowsRequest? get rows => json['rows'] == null ? null : DetectRowsRequest(asObject(json['rows']));
  set rows(DetectRowsRequest? value) => put('rows', value);

  /// One or many series, as `detect_series` takes them.
  DetectSeriesRequest? get series => json['series'] == null ? null : DetectSeriesRequest(asObject(json['series']));
  set series(DetectSeriesRequest? value) => put('series', value);

  /// The heading of the page.
  String? get title => json['title'] == null ? null : json['title']! as String;
  set title(String? value) => put('title', value);
}

/// The rows and how to score them.
class DetectRowsRequest extends Message {
  /// A view of these fields, or of none.
  DetectRowsRequest([super.json]);

  /// Tell the columns that deviate most as well, for each stretch of rows (detectors `metrics` and `peers`).
  bool? get causes => json['causes'] == null ? null : json['causes']! as bool;
  set causes(bool? value) => put('causes', value);

  /// A detector of rows: its name, or its settings with `method`; the ensemble when absent.
  Object? get detector => json['detector'];
  set detector(Object? value) => put('detector', value);

  /// Rows to learn from; those to score when absent.
  List<List<double?>> get history => asList(json['history'], (item) => asList(item, (item) => item == null ? null : (item! as num).toDouble()));
  set history(List<List<double?>>? value) => put('history', value);

  /// The names of the columns.
  List<String> get names => asList(json['names'], (item) => item! as String);
  set names(List<String>? value) => put('names', value);

  /// Rows to score, one value a name; null is a gap.
  List<List<double?>> get rows => asList(json['rows'], (item) => asList(item, (item) => item == null ? null : (item! as num).toDouble()));
  set rows(List<List<double?>>? value) => put('rows', value);

  /// Seed of everything random.
  int? get seed => json['seed'] == null ? null : (json['seed']! as num).toInt();
  set seed(int? value) => put('seed', value);

  /// Decide which rows are anomalies, within this budget.
  ScoreThreshold? get threshold => json['threshold'] == null ? null : ScoreThreshold(asObject(json['threshold']));
  set threshold(ScoreThreshold? value) => put('threshold', value);
}

/// The series and how to score them.
class DetectSeriesRequest extends Message {
  /// A view of these fields, or of none.
  DetectSeriesRequest([super.json]);

  /// Judge every step by earlier ones only.
  bool? get causal => json['causal'] == null ? null : json['causal']! as bool;
  set causal(bool? value) => put('causal', value);

  /// Tell the columns that deviate most as well, for each stretch of rows (detectors `metrics` and `peers`).
  bool? get causes => json['causes'] == null ? null : json['causes']! as bool;
  set causes(bool? value) => put('causes', value);

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
