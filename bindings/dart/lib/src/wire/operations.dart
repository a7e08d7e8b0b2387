// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
library;

import '../door.dart';
import 'types.dart';

/// Every operation, with types, over the library or over HTTP.
extension Operations on Door {
  /// Takes steps in the life of an action; a step that is not open is refused.
  Future<Lifecycle> action(ActionRequest request) async =>
      Lifecycle(await call('action', request.json));

  /// Analyses events: what is wrong, how sure, since when, where it is going, what to do.
  Future<Analysis> analyze(AnalyzeRequest request) async =>
      Analysis(await call('analyze', request.json));

  /// Tries a method on the past: what would have fired, and how often rightly.
  Future<BacktestResponse> backtest(BacktestRequest request) async =>
      BacktestResponse(await call('backtest', request.json));

  /// Finds anomalies in a series of counts, within a false-alarm budget.
  Future<DetectCountsResponse> detectCounts(DetectCountsRequest request) async =>
      DetectCountsResponse(await call('detect_counts', request.json));

  /// Scores series or rows and gives what stands out as one self-contained HTML page.
  Future<ReportResponse> detectReport(DetectReportRequest request) async =>
      ReportResponse(await call('detect_report', request.json));

  /// Scores rows that have no order: how strange is each.
  Future<Scores> detectRows(DetectRowsRequest request) async =>
      Scores(await call('detect_rows', request.json));

  /// Scores one or many series: how strange is each step.
  Future<Scores> detectSeries(DetectSeriesRequest request) async =>
      Scores(await call('detect_series', request.json));

  /// Measures what probabilities, numbers or classes were worth beside what came.
  Future<EvaluateResponse> evaluate(EvaluateRequest request) async =>
      EvaluateResponse(await call('evaluate', request.json));

  /// Explains predictions by the factors that moved them, or a model by what it relies on.
  Future<ExplainResponse> explain(ExplainRequest request) async =>
      ExplainResponse(await call('explain', request.json));

  /// Computes the feature row of a service at a time.
  Future<FeaturesResponse> features(FeaturesRequest request) async =>
      FeaturesResponse(await call('features', request.json));

  /// Adds to the history of incidents, actions, errors and insights what turned out to be true.
  Future<History> feedback(FeedbackRequest request) async =>
      History(await call('feedback', request.json));

  /// Gives the stable id of "the same error" for an event.
  Future<FingerprintResponse> fingerprint(FingerprintRequest request) async =>
      FingerprintResponse(await call('fingerprint', request.json));

  /// Forecasts a series with an interval checked by backtest.
  Future<TimeSeriesForecast> forecast(ForecastRequest request) async =>
      TimeSeriesForecast(await call('forecast', request.json));

  /// Forecasts many series of one metric, and their sum, so that they add up.
  Future<ForecastAllResponse> forecastAll(ForecastAllRequest request) async =>
      ForecastAllResponse(await call('forecast_all', request.json));

  /// Lists the methods of every family with their default settings.
  Future<MethodsResponse> methods(MethodsRequest request) async =>
      MethodsResponse(await call('methods', request.json));

  /// Measures what came of an action: errors seen after it beside those that came after earlier hours as bad.
  Future<OutcomeResponse> outcome(OutcomeRequest request) async =>
      OutcomeResponse(await call('outcome', request.json));

  /// Predicts with a trained model.
  Future<PredictResponse> predict(PredictRequest request) async =>
      PredictResponse(await call('predict', request.json));

  /// Ranks the services, metrics and changes behind one incident.
  Future<IncidentAnswer> rca(RcaRequest request) async =>
      IncidentAnswer(await call('rca', request.json));

  /// Reads a log: its events, and what was left out and why.
  Future<ReadResponse> read(ReadRequest request) async =>
      ReadResponse(await call('read', request.json));

  /// Recommends actions for what is known about a service.
  Future<RecommendResponse> recommend(RecommendRequest request) async =>
      RecommendResponse(await call('recommend', request.json));

  /// Analyses events and gives the report as one self-contained HTML page.
  Future<ReportResponse> report(ReportRequest request) async =>
      ReportResponse(await call('report', request.json));

  /// Maps a level name of another system onto the severity scale.
  Future<SeverityResponse> severity(SeverityRequest request) async =>
      SeverityResponse(await call('severity', request.json));

  /// Finds the texts most similar to others, and the groups they form.
  Future<SimilarResponse> similar(SimilarRequest request) async =>
      SimilarResponse(await call('similar', request.json));

  /// Finds the templates of messages.
  Future<TemplatesResponse> templates(TemplatesRequest request) async =>
      TemplatesResponse(await call('templates', request.json));

  /// Trains a model that foresees critical events, bursts, failed or slow requests.
  Future<TrainResponse> train(TrainRequest request) async =>
      TrainResponse(await call('train', request.json));

  /// Trains a model of how severe the worst event to come will be.
  Future<TrainSeverityResponse> trainSeverity(TrainSeverityRequest request) async =>
      TrainSeverityResponse(await call('train_severity', request.json));

  /// Tells the versions of the library and of its messages.
  Future<VersionResponse> version(VersionRequest request) async =>
      VersionResponse(await call('version', request.json));
}
