// Written by bindings/generate/main.py from schema/wire/bundle.json: do not edit.
// Requests refuse fields they do not know; answers of later releases may have more than these types say.
import type { ActionRequest, Analysis, AnalyzeRequest, BacktestRequest } from './messages/types_1';
import type {
  BacktestResponse,
  DetectCountsRequest,
  DetectCountsResponse,
  DetectReportRequest,
  DetectRowsRequest,
  DetectSeriesRequest,
} from './messages/types_2';
import type { EvaluateRequest, EvaluateResponse, ExplainRequest, ExplainResponse, FeaturesRequest } from './messages/types_3';
import type {
  FeaturesResponse,
  FeedbackRequest,
  FingerprintRequest,
  FingerprintResponse,
  ForecastAllRequest,
  ForecastAllResponse,
  ForecastRequest,
  HandleAnalyzeRequest,
  HandleObserveRequest,
  HandleObserveResponse,
} from './messages/types_4';
import type { History, IncidentAnswer, Lifecycle, MethodsRequest, MethodsResponse } from './messages/types_5';
import type {
  ModelDescribeRequest,
  ModelDescribeResponse,
  ModelExplainRequest,
  ModelOutcomeRequest,
  ModelOutcomeResponse,
  ModelPredictRequest,
  ModelPredictResponse,
  ModelSettings,
  MonitorAdvanceRequest,
  MonitorAdvanceResponse,
  MonitorMeasureRequest,
  MonitorMemoryRequest,
  MonitorMemoryResponse,
  MonitorSettings,
  OutcomeRequest,
  OutcomeResponse,
  PredictRequest,
  PredictResponse,
} from './messages/types_6';
import type {
  RcaRequest,
  ReadReport,
  ReadRequest,
  ReadResponse,
  RecommendRequest,
  RecommendResponse,
  ReportRequest,
  ReportResponse,
  RollupBacktestRequest,
} from './messages/types_7';
import type {
  RollupDescribeRequest,
  RollupDescribeResponse,
  RollupForecastRequest,
  RollupMergeRequest,
  RollupReportRequest,
  RollupSettings,
  RollupTrainRequest,
  Scores,
  SeverityRequest,
  SeverityResponse,
  SimilarAddRequest,
  SimilarAddResponse,
} from './messages/types_8';
import type {
  SimilarNearestRequest,
  SimilarNearestResponse,
  SimilarRequest,
  SimilarResponse,
  SimilarSettings,
  TemplatesListRequest,
  TemplatesListResponse,
  TemplatesObserveRequest,
  TemplatesObserveResponse,
  TemplatesRequest,
  TemplatesResponse,
  TemplatesSettings,
  TimeSeriesForecast,
} from './messages/types_9';
import type {
  TrainRequest,
  TrainResponse,
  TrainSeverityRequest,
  TrainSeverityResponse,
  VersionRequest,
  VersionResponse,
  WatchPoint,
} from './messages/types_10';
export * from './messages/types_1';
export * from './messages/types_2';
export * from './messages/types_3';
export * from './messages/types_4';
export * from './messages/types_5';
export * from './messages/types_6';
export * from './messages/types_7';
export * from './messages/types_8';
export * from './messages/types_9';
export * from './messages/types_10';

/** Every operation: what it takes and what it gives. */
export interface Operations {
  /** Takes steps in the life of an action; a step that is not open is refused. */
  action: { request: ActionRequest; response: Lifecycle };
  /** Analyses events: what is wrong, how sure, since when, where it is going, what to do. */
  analyze: { request: AnalyzeRequest; response: Analysis };
  /** Tries a method on the past: what would have fired, and how often rightly. */
  backtest: { request: BacktestRequest; response: BacktestResponse };
  /** Finds anomalies in a series of counts, within a false-alarm budget. */
  detect_counts: { request: DetectCountsRequest; response: DetectCountsResponse };
  /** Scores series or rows and gives what stands out as one self-contained HTML page. */
  detect_report: { request: DetectReportRequest; response: ReportResponse };
  /** Scores rows that have no order: how strange is each. */
  detect_rows: { request: DetectRowsRequest; response: Scores };
  /** Scores one or many series: how strange is each step. */
  detect_series: { request: DetectSeriesRequest; response: Scores };
  /** Measures what probabilities, numbers or classes were worth beside what came. */
  evaluate: { request: EvaluateRequest; response: EvaluateResponse };
  /** Explains predictions by the factors that moved them, or a model by what it relies on. */
  explain: { request: ExplainRequest; response: ExplainResponse };
  /** Computes the feature row of a service at a time. */
  features: { request: FeaturesRequest; response: FeaturesResponse };
  /** Adds to the history of incidents, actions, errors and insights what turned out to be true. */
  feedback: { request: FeedbackRequest; response: History };
  /** Gives the stable id of "the same error" for an event. */
  fingerprint: { request: FingerprintRequest; response: FingerprintResponse };
  /** Forecasts a series with an interval checked by backtest. */
  forecast: { request: ForecastRequest; response: TimeSeriesForecast };
  /** Forecasts many series of one metric, and their sum, so that they add up. */
  forecast_all: { request: ForecastAllRequest; response: ForecastAllResponse };
  /** Lists the methods of every family with their default settings. */
  methods: { request: MethodsRequest; response: MethodsResponse };
  /** Measures what came of an action: errors seen after it beside those that came after earlier hours as bad. */
  outcome: { request: OutcomeRequest; response: OutcomeResponse };
  /** Predicts with a trained model. */
  predict: { request: PredictRequest; response: PredictResponse };
  /** Ranks the services, metrics and changes behind one incident. */
  rca: { request: RcaRequest; response: IncidentAnswer };
  /** Reads a log: its events, and what was left out and why. */
  read: { request: ReadRequest; response: ReadResponse };
  /** Recommends actions for what is known about a service. */
  recommend: { request: RecommendRequest; response: RecommendResponse };
  /** Analyses events and gives the report as one self-contained HTML page. */
  report: { request: ReportRequest; response: ReportResponse };
  /** Maps a level name of another system onto the severity scale. */
  severity: { request: SeverityRequest; response: SeverityResponse };
  /** Finds the texts most similar to others, and the groups they form. */
  similar: { request: SimilarRequest; response: SimilarResponse };
  /** Finds the templates of messages. */
  templates: { request: TemplatesRequest; response: TemplatesResponse };
  /** Trains a model that foresees critical events, bursts, failed or slow requests. */
  train: { request: TrainRequest; response: TrainResponse };
  /** Trains a model of how severe the worst event to come will be. */
  train_severity: { request: TrainSeverityRequest; response: TrainSeverityResponse };
  /** Tells the versions of the library and of its messages. */
  version: { request: VersionRequest; response: VersionResponse };
}

/** Every handle: its settings, and what its methods take and give. */
export interface Handles {
  /** A trained model that answers one question at a time and learns from outcomes. */
  model: {
    settings: ModelSettings;
    methods: {
      /** Tells what the model is, how good it was and what alerts it. */
      describe: { request: ModelDescribeRequest; response: ModelDescribeResponse };
      /** Explains what it says of services at a time, or what it relies on, from the counts of the monitor or rollup given along. */
      explain: { request: ModelExplainRequest; response: ExplainResponse };
      /** Tells what came of a prediction. */
      outcome: { request: ModelOutcomeRequest; response: ModelOutcomeResponse };
      /** Predicts for services at a time, from the counts of the monitor or rollup given along. */
      predict: { request: ModelPredictRequest; response: ModelPredictResponse };
    };
  };
  /** The fold of a running process: events one by one, everything found at any time, numbers that are watched. */
  monitor: {
    settings: MonitorSettings;
    methods: {
      /** Judges every step of every service that is over and was not judged yet. */
      advance: { request: MonitorAdvanceRequest; response: MonitorAdvanceResponse };
      /** Finds everything about every service at a time. */
      analyze: { request: HandleAnalyzeRequest; response: Analysis };
      /** Judges the next value of a number that the process measures itself. */
      measure: { request: MonitorMeasureRequest; response: WatchPoint };
      /** Tells how many bytes of memory it holds. */
      memory: { request: MonitorMemoryRequest; response: MonitorMemoryResponse };
      /** Counts events. */
      observe: { request: HandleObserveRequest; response: HandleObserveResponse };
      /** Counts the events of a block of log lines. */
      observe_log: { request: ReadRequest; response: ReadReport };
    };
  };
  /** Counts of a log, exact and without order, from which everything is found. */
  rollup: {
    settings: RollupSettings;
    methods: {
      /** Finds everything about every service at a time. */
      analyze: { request: HandleAnalyzeRequest; response: Analysis };
      /** Tries a method on the past of the counts: what would have fired, and how often rightly. */
      backtest: { request: RollupBacktestRequest; response: BacktestResponse };
      /** Tells services, first and last time and how much was counted. */
      describe: { request: RollupDescribeRequest; response: RollupDescribeResponse };
      /** Forecasts metrics of the services and of all of them together, so that they add up where the metric does. */
      forecast: { request: RollupForecastRequest; response: ForecastAllResponse };
      /** Adds the counts of another rollup given along. */
      merge: { request: RollupMergeRequest; response: RollupDescribeResponse };
      /** Counts events. */
      observe: { request: HandleObserveRequest; response: HandleObserveResponse };
      /** Counts the events of a block of log lines. */
      observe_log: { request: ReadRequest; response: ReadReport };
      /** Analyses the counts and gives the report as one self-contained HTML page. */
      report: { request: RollupReportRequest; response: ReportResponse };
      /** Trains a model on the counts. */
      train: { request: RollupTrainRequest; response: TrainResponse };
    };
  };
  /** Texts that are searched for those like a new one. */
  similar: {
    settings: SimilarSettings;
    methods: {
      /** Adds texts. */
      add: { request: SimilarAddRequest; response: SimilarAddResponse };
      /** Finds the texts most like another. */
      nearest: { request: SimilarNearestRequest; response: SimilarNearestResponse };
    };
  };
  /** Templates of messages, learnt as they come. */
  templates: {
    settings: TemplatesSettings;
    methods: {
      /** Lists the templates. */
      list: { request: TemplatesListRequest; response: TemplatesListResponse };
      /** Learns from messages and gives the template of each. */
      observe: { request: TemplatesObserveRequest; response: TemplatesObserveResponse };
    };
  };
}
