// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
part of 'types.dart';

/// What to analyse and how. | Setting | Default | Meaning | Unit | Range | |---|---|---|---|---| | `depth` | deep |
/// how far to go | | quick, full, deep | | `services` | all | the services to analyse | names | known ones | |
/// `history_hours` | 720 | history looked at | hours | 1 to 87,600 | | `recent_hours` | 24 | how long an anomaly that
/// has ended is reported | hours | any | | `horizons_minutes` | 30, 120, 1440 | how far ahead to predict | minutes | 1
/// to 43,200 each | | `foresight` | | how probabilities are learnt from the log's own past: [`Foresight`] | | | |
/// `statics` | none | groups, dependencies and attributes of services: [`Statics`] | | | | `max_groups` | 5 | error
/// groups listed per service | | any | | `max_full_forecasts` | 100 | services whose forecast weighs all candidates of
/// `auto`, those with most errors first; of the others the better of `ses` and `seasonal_naive` is taken | | any | |
/// `max_patterns` | 20 | patterns of messages listed for all services | | any | | `similar` | 0.5 | similarity from
/// which another error group is told | | 0 to 1 | | `states` | | when a group is new, regressed, escalating, vanished:
/// [`StatesConfig`] | | | | `limits` | none | errors or requests an hour that a service must not pass: [`Limits`] by
/// name | per hour | above 0 | | `maintenance` | none | stretches of time that say nothing of what is usual, in which
/// nothing is told: [`Window`] | | | | `detection` | | the false-alarm budget and the rest of [`CountDetection`] | | |
/// | `forecast` | | horizon, level and backtest of [`ForecastSettings`] | | |
class AnalysisConfig extends Message {
  /// A view of these fields, or of none.
  AnalysisConfig([super.json]);

  /// How far to go.
  String? get depth => json['depth'] == null ? null : json['depth']! as String;
  set depth(String? value) => put('depth', value);

  /// How anomalies are told from chance.
  CountDetection? get detection => json['detection'] == null ? null : CountDetection(asObject(json['detection']));
  set detection(CountDetection? value) => put('detection', value);

  /// How the errors per hour are forecast; its horizon is in hours.
  ForecastSettings? get forecast => json['forecast'] == null ? null : ForecastSettings(asObject(json['forecast']));
  set forecast(ForecastSettings? value) => put('forecast', value);

  /// How probabilities are learnt from the log's own past.
  Foresight? get foresight => json['foresight'] == null ? null : Foresight(asObject(json['foresight']));
  set foresight(Foresight? value) => put('foresight', value);

  /// Hours of history looked at.
  int? get historyHours => json['history_hours'] == null ? null : (json['history_hours']! as num).toInt();
  set historyHours(int? value) => put('history_hours', value);

  /// How far ahead to predict, in minutes.
  List<int> get horizonsMinutes => asList(json['horizons_minutes'], (item) => (item! as num).toInt());
  set horizonsMinutes(List<int>? value) => put('horizons_minutes', value);

  /// What a service can take, by its name; forecasts are held against it.
  Map<String, Limits> get limits => asMap(json['limits'], (item) => Limits(asObject(item)));
  set limits(Map<String, Limits>? value) => put('limits', value);

  /// When services are worked on: what such hours hold is no measure of what is usual, and what lies inside is not told.
  List<Window> get maintenance => asList(json['maintenance'], (item) => Window(asObject(item)));
  set maintenance(List<Window>? value) => put('maintenance', value);

  /// Services whose forecast weighs all candidates of `auto`, those with most errors first; of the others the better of
  /// `ses` and `seasonal_naive` is taken. Any other method is used for all.
  int? get maxFullForecasts => json['max_full_forecasts'] == null ? null : (json['max_full_forecasts']! as num).toInt();
  set maxFullForecasts(int? value) => put('max_full_forecasts', value);

  /// Error groups listed per service, commonest first.
  int? get maxGroups => json['max_groups'] == null ? null : (json['max_groups']! as num).toInt();
  set maxGroups(int? value) => put('max_groups', value);

  /// Patterns of messages listed for all services, commonest first.
  int? get maxPatterns => json['max_patterns'] == null ? null : (json['max_patterns']! as num).toInt();
  set maxPatterns(int? value) => put('max_patterns', value);

  /// Hours for which an anomaly that has ended is still reported.
  int? get recentHours => json['recent_hours'] == null ? null : (json['recent_hours']! as num).toInt();
  set recentHours(int? value) => put('recent_hours', value);

  /// The services to analyse; empty for all.
  List<String> get services => asList(json['services'], (item) => item! as String);
  set services(List<String>? value) => put('services', value);

  /// Similarity from which another error group is told.
  double? get similar => json['similar'] == null ? null : (json['similar']! as num).toDouble();
  set similar(double? value) => put('similar', value);

  /// When an error group is new, regressed, escalating or vanished.
  StatesConfig? get states => json['states'] == null ? null : StatesConfig(asObject(json['states']));
  set states(StatesConfig? value) => put('states', value);

  /// What is known of the services beside the log.
  Statics? get statics => json['statics'] == null ? null : Statics(asObject(json['statics']));
  set statics(Statics? value) => put('statics', value);
}

/// What to analyse.
class AnalyzeRequest extends Message {
  /// A view of these fields, or of none.
  AnalyzeRequest([super.json]);

  /// The time to analyse; nothing after it is read. The end of the newest event's minute when absent.
  String? get at => json['at'] == null ? null : json['at']! as String;
  set at(String? value) => put('at', value);

  /// How.
  AnalysisConfig? get config => json['config'] == null ? null : AnalysisConfig(asObject(json['config']));
  set config(AnalysisConfig? value) => put('config', value);

  /// The events, in any order.
  List<Event> get events => asList(json['events'], (item) => Event(asObject(item)));
  set events(List<Event>? value) => put('events', value);

  /// Earlier incidents, actions and decisions; those known at the time analysed count.
  History? get history => json['history'] == null ? null : History(asObject(json['history']));
  set history(History? value) => put('history', value);

  /// Caps and retention of the counts.
  RollupConfig? get rollup => json['rollup'] == null ? null : RollupConfig(asObject(json['rollup']));
  set rollup(RollupConfig? value) => put('rollup', value);
}

/// One part of what makes up an anomaly: an error group, a type, a metric.
class AnomalyCause extends Message {
  /// A view of these fields, or of none.
  AnomalyCause([super.json]);

  /// What was seen, in the same unit.
  double? get actual => json['actual'] == null ? null : (json['actual']! as num).toDouble();
  set actual(double? value) => put('actual', value);

  /// What was expected of it, in `unit`.
  double? get expected => json['expected'] == null ? null : (json['expected']! as num).toDouble();
  set expected(double? value) => put('expected', value);

  /// Name of the group, type or metric.
  String? get name => json['name'] == null ? null : json['name']! as String;
  set name(String? value) => put('name', value);

  /// The time.
  int? get perMs => json['per_ms'] == null ? null : (json['per_ms']! as num).toInt();
  set perMs(int? value) => put('per_ms', value);

  /// Its share of the deviation, 0 to 1.
  double? get share => json['share'] == null ? null : (json['share']! as num).toDouble();
  set share(double? value) => put('share', value);

  /// The field unit.
  String? get unit => json['unit'] == null ? null : json['unit']! as String;
  set unit(String? value) => put('unit', value);
}

/// A strange interval inside one series or one mix (table `anomaly_detections`). Every number is finite. Built by one
/// private constructor, so that score, severity and key follow one rule.
class AnomalyDetection extends Message {
  /// A view of these fields, or of none.
  AnomalyDetection([super.json]);

  /// What was seen in the same time, in the same unit.
  double? get actual => json['actual'] == null ? null : (json['actual']! as num).toDouble();
  set actual(double? value) => put('actual', value);

  /// Since when its level counts as the usual one although it goes on; absent while it does not.
  String? get adopted => json['adopted'] == null ? null : json['adopted']! as String;
  set adopted(String? value) => put('adopted', value);

  /// When it was looked at: nothing after that is known here.
  String? get at => json['at'] == null ? null : json['at']! as String;
  set at(String? value) => put('at', value);

  /// What makes it up, largest share first; empty where there is only one series.
  List<AnomalyCause> get causes => asList(json['causes'], (item) => AnomalyCause(asObject(item)));
  set causes(List<AnomalyCause>? value) => put('causes', value);

  /// How often chance alone would bring such a thing.
  Chance? get chance => json['chance'] == null ? null : Chance(asObject(json['chance']));
  set chance(Chance? value) => put('chance', value);

  /// Probability of a week in which chance brings no such thing, all tests counted in: see [`Chance`].
  double? get confidence => json['confidence'] == null ? null : (json['confidence']! as num).toDouble();
  set confidence(double? value) => put('confidence', value);

  /// `actual` against `expected` in percent; absent where nothing was expected.
  double? get deviationPercent => json['deviation_percent'] == null ? null : (json['deviation_percent']! as num).toDouble();
  set deviationPercent(double? value) => put('deviation_percent', value);

  /// Where it ends (inclusive): the last of what was strange so far.
  String? get end => json['end'] == null ? null : json['end']! as String;
  set end(String? value) => put('end', value);

  /// More than expected over the whole interval, in all (fewer: below 0); absent for what is no count.
  double? get excess => json['excess'] == null ? null : (json['excess']! as num).toDouble();
  set excess(double? value) => put('excess', value);

  /// What was expected, in `unit`: on average over the interval, of a spike in values at its peak.
  double? get expected => json['expected'] == null ? null : (json['expected']! as num).toDouble();
  set expected(double? value) => put('expected', value);

  /// Keys of the causes that were found for it, likeliest first; empty where none was looked for.
  List<String> get explainedBy => asList(json['explained_by'], (item) => item! as String);
  set explainedBy(List<String>? value) => put('explained_by', value);

  /// What found it.
  String? get foundBy => json['found_by'] == null ? null : json['found_by']! as String;
  set foundBy(String? value) => put('found_by', value);

  /// The error group it is about, where it is one alone.
  String? get group => json['group'] == null ? null : json['group']! as String;
  set group(String? value) => put('group', value);

  /// Stable identity: what is found again, whenever it is asked, has the same one. See [`anomaly_key`].
  String? get key => json['key'] == null ? null : json['key']! as String;
  set key(String? value) => put('key', value);

  /// What of it is strange.
  Object? get metric => json['metric'];
  set metric(Object? value) => put('metric', value);

  /// True while the interval reaches to the end of the data.
  bool? get ongoing => json['ongoing'] == null ? null : json['ongoing']! as bool;
  set ongoing(bool? value) => put('ongoing', value);

  /// Smallest tail probability inside the interval, for a single test.
  double? get pValue => json['p_value'] == null ? null : (json['p_value']! as num).toDouble();
  set pValue(double? value) => put('p_value', value);

  /// End of the bucket that deviates most.
  String? get peak => json['peak'] == null ? null : json['peak']! as String;
  set peak(String? value) => put('peak', value);

  /// The time.
  int? get perMs => json['per_ms'] == null ? null : (json['per_ms']! as num).toInt();
  set perMs(int? value) => put('per_ms', value);

  /// How strange, 0 to 1: see [`strangeness`].
  double? get score => json['score'] == null ? null : (json['score']! as num).toDouble();
  set score(double? value) => put('score', value);

  /// The field service.
  String? get service => json['service'] == null ? null : json['service']! as String;
  set service(String? value) => put('service', value);

  /// From the score: >= 0.85 critical, >= 0.70 high, >= 0.50 medium, else low.
  String? get severity => json['severity'] == null ? null : json['severity']! as String;
  set severity(String? value) => put('severity', value);

  /// Where the interval begins (exclusive).
  String? get start => json['start'] == null ? null : json['start']! as String;
  set start(String? value) => put('start', value);

  /// The field system.
  bool? get system => json['system'] == null ? null : json['system']! as bool;
  set system(bool? value) => put('system', value);

  /// What kind of strangeness it is.
  String? get type => json['type'] == null ? null : json['type']! as String;
  set type(String? value) => put('type', value);

  /// The field unit.
  String? get unit => json['unit'] == null ? null : json['unit']! as String;
  set unit(String? value) => put('unit', value);
}

/// One step that is asked for.
class Asked extends Message {
  /// A view of these fields, or of none.
  Asked([super.json]);

  /// What is asked.
  String? get asked => json['asked'] == null ? null : json['asked']! as String;
  set asked(String? value) => put('asked', value);

  /// When.
  String? get at => json['at'] == null ? null : json['at']! as String;
  set at(String? value) => put('at', value);

  /// By whom: `"system"` or `{"person": id}`.
  Object? get by => json['by'];
  set by(Object? value) => put('by', value);
}

/// So many errors or requests an hour more than expected, while the trouble lasts.
class AtStake extends Message {
  /// A view of these fields, or of none.
  AtStake([super.json]);

  /// What there is too much of.
  Object? get metric => json['metric'];
  set metric(Object? value) => put('metric', value);

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

/// The alarms of a test on the past.
class BacktestAlarms extends Message {
  /// A view of these fields, or of none.
  BacktestAlarms([super.json]);

  /// Alarms raised.
  int? get alarms => json['alarms'] == null ? null : (json['alarms']! as num).toInt();
  set alarms(int? value) => put('alarms', value);

  /// Alarms without the target in the horizon after them.
  int? get falseAlarms => json['false_alarms'] == null ? null : (json['false_alarms']! as num).toInt();
  set falseAlarms(int? value) => put('false_alarms', value);

  /// False alarms per service and week; absent where nothing was watched.
  double? get falsePerServiceWeek => json['false_per_service_week'] == null ? null : (json['false_per_service_week']! as num).toDouble();
  set falsePerServiceWeek(double? value) => put('false_per_service_week', value);

  /// Median hours from a right alarm to the target; absent without one.
  double? get medianLeadH => json['median_lead_h'] == null ? null : (json['median_lead_h']! as num).toDouble();
  set medianLeadH(double? value) => put('median_lead_h', value);

  /// Share of alarms that were right; absent without alarms.
  double? get precision => json['precision'] == null ? null : (json['precision']! as num).toDouble();
  set precision(double? value) => put('precision', value);

  /// Service-weeks watched.
  double? get serviceWeeks => json['service_weeks'] == null ? null : (json['service_weeks']! as num).toDouble();
  set serviceWeeks(double? value) => put('service_weeks', value);

  /// Where the threshold stood at first; it follows the outcomes.
  double? get threshold => json['threshold'] == null ? null : (json['threshold']! as num).toDouble();
  set threshold(double? value) => put('threshold', value);
}

/// One time at which it would have alerted.
class BacktestAlert extends Message {
  /// A view of these fields, or of none.
  BacktestAlert([super.json]);

  /// When it would have alerted.
  String? get at => json['at'] == null ? null : json['at']! as String;
  set at(String? value) => put('at', value);

  /// When it came; absent where it did not within the horizon.
  String? get came => json['came'] == null ? null : json['came']! as String;
  set came(String? value) => put('came', value);

  /// The probability.
  double? get probability => json['probability'] == null ? null : (json['probability']! as num).toDouble();
  set probability(double? value) => put('probability', value);

  /// The service.
  String? get service => json['service'] == null ? null : json['service']! as String;
  set service(String? value) => put('service', value);
}

/// The log and the question.
class BacktestRequest extends Message {
  /// A view of these fields, or of none.
  BacktestRequest([super.json]);

  /// The events, in any order.
  List<Event> get events => asList(json['events'], (item) => Event(asObject(item)));
  set events(List<Event>? value) => put('events', value);

  /// Milliseconds between the times the log asks itself; a quarter of the horizon when absent.
  int? get everyMs => json['every_ms'] == null ? null : (json['every_ms']! as num).toInt();
  set everyMs(int? value) => put('every_ms', value);

  /// The heading of a page about the model on the tested times, which then is in the answer.
  String? get page => json['page'] == null ? null : json['page']! as String;
  set page(String? value) => put('page', value);

  /// The question, the method, and when to alert.
  Plan? get plan => json['plan'] == null ? null : Plan(asObject(json['plan']));
  set plan(Plan? value) => put('plan', value);

  /// Caps and retention of the counts.
  RollupConfig? get rollup => json['rollup'] == null ? null : RollupConfig(asObject(json['rollup']));
  set rollup(RollupConfig? value) => put('rollup', value);

  /// Give every tested time with what was said and what came.
  bool? get rows => json['rows'] == null ? null : json['rows']! as bool;
  set rows(bool? value) => put('rows', value);

  /// Seed of everything random.
  int? get seed => json['seed'] == null ? null : (json['seed']! as num).toInt();
  set seed(int? value) => put('seed', value);

  /// What is known of the services beside their events.
  Statics? get services => json['services'] == null ? null : Statics(asObject(json['services']));
  set services(Statics? value) => put('services', value);
}
