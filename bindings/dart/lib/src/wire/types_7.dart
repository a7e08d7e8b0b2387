// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
part of 'types.dart';

/// A highest or lowest point.
class Extreme extends Message {
  /// A view of these fields, or of none.
  Extreme([super.json]);

  /// End of the step it falls into.
  String? get time => json['time'] == null ? null : json['time']! as String;
  set time(String? value) => put('time', value);

  /// Its value.
  double? get value => json['value'] == null ? null : (json['value']! as num).toDouble();
  set value(double? value) => put('value', value);
}

/// A contributing factor: features that tell of the same, with the sum of their parts.
class Factor extends Message {
  /// A view of these fields, or of none.
  Factor([super.json]);

  /// What they add together.
  double? get contribution => json['contribution'] == null ? null : (json['contribution']! as num).toDouble();
  set contribution(double? value) => put('contribution', value);

  /// What its features tell of.
  String? get factor => json['factor'] == null ? null : json['factor']! as String;
  set factor(String? value) => put('factor', value);

  /// The features, those that add or take most first.
  List<FeaturePart> get features => asList(json['features'], (item) => FeaturePart(asObject(item)));
  set features(List<FeaturePart>? value) => put('features', value);

  /// What the one of them says that moved most in that direction, in plain words: `2.8 h since the last info event`.
  String? get words => json['words'] == null ? null : json['words']! as String;
  set words(String? value) => put('words', value);
}

/// An interval of some level at every step.
class FanBand extends Message {
  /// A view of these fields, or of none.
  FanBand([super.json]);

  /// Share of future values that it should hold.
  double? get level => json['level'] == null ? null : (json['level']! as num).toDouble();
  set level(double? value) => put('level', value);

  /// Lower end, nearest step first.
  List<double> get lower => asList(json['lower'], (item) => (item! as num).toDouble());
  set lower(List<double>? value) => put('lower', value);

  /// Upper end.
  List<double> get upper => asList(json['upper'], (item) => (item! as num).toDouble());
  set upper(List<double>? value) => put('upper', value);
}

/// One feature's part in a prediction.
class FeaturePart extends Message {
  /// A view of these fields, or of none.
  FeaturePart([super.json]);

  /// What it adds.
  double? get contribution => json['contribution'] == null ? null : (json['contribution']! as num).toDouble();
  set contribution(double? value) => put('contribution', value);

  /// Name of the feature.
  String? get feature => json['feature'] == null ? null : json['feature']! as String;
  set feature(String? value) => put('feature', value);

  /// Its value, absent where it is missing.
  double? get value => json['value'] == null ? null : (json['value']! as num).toDouble();
  set value(double? value) => put('value', value);
}

/// The events, the service and the time.
class FeaturesRequest extends Message {
  /// A view of these fields, or of none.
  FeaturesRequest([super.json]);

  /// The time; nothing after it is read.
  String? get at => json['at'] == null ? null : json['at']! as String;
  set at(String? value) => put('at', value);

  /// The events, in any order.
  List<Event> get events => asList(json['events'], (item) => Event(asObject(item)));
  set events(List<Event>? value) => put('events', value);

  /// Caps and retention of the counts.
  RollupConfig? get rollup => json['rollup'] == null ? null : RollupConfig(asObject(json['rollup']));
  set rollup(RollupConfig? value) => put('rollup', value);

  /// The service.
  String? get service => json['service'] == null ? null : json['service']! as String;
  set service(String? value) => put('service', value);

  /// What is known of the services beside their events.
  Statics? get services => json['services'] == null ? null : Statics(asObject(json['services']));
  set services(Statics? value) => put('services', value);

  /// Count the commonest error types up to this time; up to `at` when absent.
  String? get typesUntil => json['types_until'] == null ? null : json['types_until']! as String;
  set typesUntil(String? value) => put('types_until', value);
}

/// One row.
class FeaturesResponse extends Message {
  /// A view of these fields, or of none.
  FeaturesResponse([super.json]);

  /// The time the row speaks of: the asked one, floored to a whole minute.
  String? get effectiveAt => json['effective_at'] == null ? null : json['effective_at']! as String;
  set effectiveAt(String? value) => put('effective_at', value);

  /// The row by name; null is missing.
  Map<String, double?> get features => asMap(json['features'], (item) => item == null ? null : (item! as num).toDouble());
  set features(Map<String, double?>? value) => put('features', value);

  /// The names of the columns, in the order a model is trained on.
  List<String> get names => asList(json['names'], (item) => item! as String);
  set names(List<String>? value) => put('names', value);

  /// Version of the feature set.
  int? get version => json['version'] == null ? null : (json['version']! as num).toInt();
  set version(int? value) => put('version', value);
}

/// What a person said of a prediction, or of one that was missing (table `prediction_feedback`).
class Feedback extends Message {
  /// A view of these fields, or of none.
  Feedback([super.json]);

  /// When the prediction was made; of a `false_negative` when it came.
  String? get about => json['about'] == null ? null : json['about']! as String;
  set about(String? value) => put('about', value);

  /// When it was said; it teaches nothing about times before.
  String? get at => json['at'] == null ? null : json['at']! as String;
  set at(String? value) => put('at', value);

  /// The key of the prediction, where there was one.
  String? get key => json['key'] == null ? null : json['key']! as String;
  set key(String? value) => put('key', value);

  /// How strongly, 1 to 5.
  int? get score => json['score'] == null ? null : (json['score']! as num).toInt();
  set score(int? value) => put('score', value);

  /// The service it is about.
  String? get service => json['service'] == null ? null : json['service']! as String;
  set service(String? value) => put('service', value);

  /// In words.
  String? get text => json['text'] == null ? null : json['text']! as String;
  set text(String? value) => put('text', value);

  /// What was said.
  String? get type => json['type'] == null ? null : json['type']! as String;
  set type(String? value) => put('type', value);
}

/// The history so far and what to add.
class FeedbackRequest extends Message {
  /// A view of these fields, or of none.
  FeedbackRequest([super.json]);

  /// What came of actions.
  List<PastAction> get actions => asList(json['actions'], (item) => PastAction(asObject(item)));
  set actions(List<PastAction>? value) => put('actions', value);

  /// Which errors are the same, or are not.
  List<ErrorDecision> get errors => asList(json['errors'], (item) => ErrorDecision(asObject(item)));
  set errors(List<ErrorDecision>? value) => put('errors', value);

  /// What was said of predictions.
  List<Feedback> get feedback => asList(json['feedback'], (item) => Feedback(asObject(item)));
  set feedback(List<Feedback>? value) => put('feedback', value);

  /// What is known already; empty when absent.
  History? get history => json['history'] == null ? null : History(asObject(json['history']));
  set history(History? value) => put('history', value);

  /// What the causes of incidents turned out to be.
  List<PastIncident> get incidents => asList(json['incidents'], (item) => PastIncident(asObject(item)));
  set incidents(List<PastIncident>? value) => put('incidents', value);

  /// Which insights were seen, solved or set aside.
  List<InsightMark> get insights => asList(json['insights'], (item) => InsightMark(asObject(item)));
  set insights(List<InsightMark>? value) => put('insights', value);

  /// Times of the day at which so many errors of a service are normal.
  List<NormalTime> get normal => asList(json['normal'], (item) => NormalTime(asObject(item)));
  set normal(List<NormalTime>? value) => put('normal', value);
}

/// The event.
class FingerprintRequest extends Message {
  /// A view of these fields, or of none.
  FingerprintRequest([super.json]);

  /// The event whose type, message and stack trace are read.
  Event? get event => json['event'] == null ? null : Event(asObject(json['event']));
  set event(Event? value) => put('event', value);
}

/// Its id.
class FingerprintResponse extends Message {
  /// A view of these fields, or of none.
  FingerprintResponse([super.json]);

  /// 16 hexadecimal digits.
  String? get fingerprint => json['fingerprint'] == null ? null : json['fingerprint']! as String;
  set fingerprint(String? value) => put('fingerprint', value);
}

/// The series and how to forecast them.
class ForecastAllRequest extends Message {
  /// A view of these fields, or of none.
  ForecastAllRequest([super.json]);

  /// What is forecast, for the answers.
  String? get metric => json['metric'] == null ? null : json['metric']! as String;
  set metric(String? value) => put('metric', value);

  /// The heading of a page with fan charts and decompositions, which then is in the answer.
  String? get page => json['page'] == null ? null : json['page']! as String;
  set page(String? value) => put('page', value);

  /// One history a service.
  List<NamedSeries> get series => asList(json['series'], (item) => NamedSeries(asObject(item)));
  set series(List<NamedSeries>? value) => put('series', value);

  /// Method, horizon, level and the rest.
  ForecastSettings? get settings => json['settings'] == null ? null : ForecastSettings(asObject(json['settings']));
  set settings(ForecastSettings? value) => put('settings', value);

  /// Forecast the sum of all series too and make the forecasts add up; the series then have one step and end together.
  bool? get system => json['system'] == null ? null : json['system']! as bool;
  set system(bool? value) => put('system', value);
}

/// The forecasts.
class ForecastAllResponse extends Message {
  /// A view of these fields, or of none.
  ForecastAllResponse([super.json]);

  /// In the order of the series, then that of the sum, where there is one.
  List<TimeSeriesForecast> get forecasts => asList(json['forecasts'], (item) => TimeSeriesForecast(asObject(item)));
  set forecasts(List<TimeSeriesForecast>? value) => put('forecasts', value);

  /// The page, where one was asked for: HTML with everything in it.
  String? get html => json['html'] == null ? null : json['html']! as String;
  set html(String? value) => put('html', value);
}

/// How to run a backtest.
class ForecastBacktest extends Message {
  /// A view of these fields, or of none.
  ForecastBacktest([super.json]);

  /// At most this many origins, the newest ones.
  int? get maxOrigins => json['max_origins'] == null ? null : (json['max_origins']! as num).toInt();
  set maxOrigins(int? value) => put('max_origins', value);

  /// Origins between two fits; the model is only updated in between.
  int? get refitEvery => json['refit_every'] == null ? null : (json['refit_every']! as num).toInt();
  set refitEvery(int? value) => put('refit_every', value);

  /// Steps between origins; one that shares no factor with the season meets every hour of the day.
  int? get stride => json['stride'] == null ? null : (json['stride']! as num).toInt();
  set stride(int? value) => put('stride', value);
}

/// What is unusual in a history, with the numbers.
class ForecastNote extends Message {
  /// A view of these fields, or of none.
  ForecastNote([super.json]);

  /// How many values it concerns.
  int? get count => json['count'] == null ? null : (json['count']! as num).toInt();
  set count(int? value) => put('count', value);

  /// What it is.
  String? get kind => json['kind'] == null ? null : json['kind']! as String;
  set kind(String? value) => put('kind', value);

  /// Place of the newest of them in the history (0 is the oldest value).
  int? get newest => json['newest'] == null ? null : (json['newest']! as num).toInt();
  set newest(int? value) => put('newest', value);

  /// In words, with the numbers.
  String? get text => json['text'] == null ? null : json['text']! as String;
  set text(String? value) => put('text', value);
}

/// The series and how to forecast it.
class ForecastRequest extends Message {
  /// A view of these fields, or of none.
  ForecastRequest([super.json]);

  /// The history, oldest first; null is a gap.
  Series? get history => json['history'] == null ? null : Series(asObject(json['history']));
  set history(Series? value) => put('history', value);

  /// What is forecast, for the answer.
  String? get metric => json['metric'] == null ? null : json['metric']! as String;
  set metric(String? value) => put('metric', value);

  /// The service, for the answer; absent for all of them together.
  String? get service => json['service'] == null ? null : json['service']! as String;
  set service(String? value) => put('service', value);

  /// Method, horizon, level and the rest.
  ForecastSettings? get settings => json['settings'] == null ? null : ForecastSettings(asObject(json['settings']));
  set settings(ForecastSettings? value) => put('settings', value);
}

/// How to forecast a series.
class ForecastSettings extends Message {
  /// A view of these fields, or of none.
  ForecastSettings([super.json]);

  /// The backtest that intervals and accuracy come from.
  ForecastBacktest? get backtest => json['backtest'] == null ? null : ForecastBacktest(asObject(json['backtest']));
  set backtest(ForecastBacktest? value) => put('backtest', value);

  /// Levels of further intervals, for fan charts.
  List<double> get fan => asList(json['fan'], (item) => (item! as num).toDouble());
  set fan(List<double>? value) => put('fan', value);

  /// Holidays with their dates, past and ahead.
  List<HolidayDates> get holidays => asList(json['holidays'], (item) => HolidayDates(asObject(item)));
  set holidays(List<HolidayDates>? value) => put('holidays', value);

  /// Steps ahead.
  int? get horizon => json['horizon'] == null ? null : (json['horizon']! as num).toInt();
  set horizon(int? value) => put('horizon', value);

  /// Share of future values that the interval should hold, between 0 and 1.
  double? get level => json['level'] == null ? null : (json['level']! as num).toDouble();
  set level(double? value) => put('level', value);

  /// The method.
  Forecaster? get method => json['method'] == null ? null : Forecaster(asObject(json['method']));
  set method(Forecaster? value) => put('method', value);

  /// Whether the metric can never be negative; absent: as the history shows it.
  bool? get nonNegative => json['non_negative'] == null ? null : json['non_negative']! as bool;
  set nonNegative(bool? value) => put('non_negative', value);

  /// Lengths of the seasons in steps, shortest first; those the history cannot carry are left out.
  List<int> get seasons => asList(json['seasons'], (item) => (item! as num).toInt());
  set seasons(List<int>? value) => put('seasons', value);

  /// Seed of everything random.
  int? get seed => json['seed'] == null ? null : (json['seed']! as num).toInt();
  set seed(int? value) => put('seed', value);

  /// Value whose crossing is of interest: upwards from below, downwards from above.
  double? get threshold => json['threshold'] == null ? null : (json['threshold']! as num).toDouble();
  set threshold(double? value) => put('threshold', value);

  /// Zone whose clock the seasons follow (IANA name); absent: UTC.
  String? get zone => json['zone'] == null ? null : json['zone']! as String;
  set zone(String? value) => put('zone', value);
}

/// One step of a forecast.
class ForecastValue extends Message {
  /// A view of these fields, or of none.
  ForecastValue([super.json]);

  /// Lower end of the interval; absent while the history is too short to measure any error.
  double? get lower => json['lower'] == null ? null : (json['lower']! as num).toDouble();
  set lower(double? value) => put('lower', value);

  /// End of the step.
  String? get time => json['time'] == null ? null : json['time']! as String;
  set time(String? value) => put('time', value);

  /// Upper end of the interval.
  double? get upper => json['upper'] == null ? null : (json['upper']! as num).toDouble();
  set upper(double? value) => put('upper', value);

  /// The point forecast: half of what may come lies above, half below.
  double? get value => json['value'] == null ? null : (json['value']! as num).toDouble();
  set value(double? value) => put('value', value);
}
