// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict;

import io.errpredict.wire.ActionRequest;
import io.errpredict.wire.Analysis;
import io.errpredict.wire.AnalyzeRequest;
import io.errpredict.wire.BacktestRequest;
import io.errpredict.wire.BacktestResponse;
import io.errpredict.wire.DetectCountsRequest;
import io.errpredict.wire.DetectCountsResponse;
import io.errpredict.wire.DetectReportRequest;
import io.errpredict.wire.DetectRowsRequest;
import io.errpredict.wire.DetectSeriesRequest;
import io.errpredict.wire.EvaluateRequest;
import io.errpredict.wire.EvaluateResponse;
import io.errpredict.wire.ExplainRequest;
import io.errpredict.wire.ExplainResponse;
import io.errpredict.wire.FeaturesRequest;
import io.errpredict.wire.FeaturesResponse;
import io.errpredict.wire.FeedbackRequest;
import io.errpredict.wire.FingerprintRequest;
import io.errpredict.wire.FingerprintResponse;
import io.errpredict.wire.ForecastAllRequest;
import io.errpredict.wire.ForecastAllResponse;
import io.errpredict.wire.ForecastRequest;
import io.errpredict.wire.History;
import io.errpredict.wire.IncidentAnswer;
import io.errpredict.wire.Lifecycle;
import io.errpredict.wire.MethodsRequest;
import io.errpredict.wire.MethodsResponse;
import io.errpredict.wire.OutcomeRequest;
import io.errpredict.wire.OutcomeResponse;
import io.errpredict.wire.PredictRequest;
import io.errpredict.wire.PredictResponse;
import io.errpredict.wire.RcaRequest;
import io.errpredict.wire.ReadRequest;
import io.errpredict.wire.ReadResponse;
import io.errpredict.wire.RecommendRequest;
import io.errpredict.wire.RecommendResponse;
import io.errpredict.wire.ReportRequest;
import io.errpredict.wire.ReportResponse;
import io.errpredict.wire.Scores;
import io.errpredict.wire.SeverityRequest;
import io.errpredict.wire.SeverityResponse;
import io.errpredict.wire.SimilarRequest;
import io.errpredict.wire.SimilarResponse;
import io.errpredict.wire.TemplatesRequest;
import io.errpredict.wire.TemplatesResponse;
import io.errpredict.wire.TimeSeriesForecast;
import io.errpredict.wire.TrainRequest;
import io.errpredict.wire.TrainResponse;
import io.errpredict.wire.TrainSeverityRequest;
import io.errpredict.wire.TrainSeverityResponse;
import io.errpredict.wire.VersionRequest;
import io.errpredict.wire.VersionResponse;

/** Every operation, with types; each throws {@link ErrpredictException} with the code of the core. */
public final class Operations {
    private Operations() {}

    /** Takes steps in the life of an action; a step that is not open is refused. */
    public static Lifecycle action(ActionRequest request) {
        return new Lifecycle(Errpredict.call("action", request));
    }

    /** Analyses events: what is wrong, how sure, since when, where it is going, what to do. */
    public static Analysis analyze(AnalyzeRequest request) {
        return new Analysis(Errpredict.call("analyze", request));
    }

    /** Tries a method on the past: what would have fired, and how often rightly. */
    public static BacktestResponse backtest(BacktestRequest request) {
        return new BacktestResponse(Errpredict.call("backtest", request));
    }

    /** Finds anomalies in a series of counts, within a false-alarm budget. */
    public static DetectCountsResponse detectCounts(DetectCountsRequest request) {
        return new DetectCountsResponse(Errpredict.call("detect_counts", request));
    }

    /** Scores series or rows and gives what stands out as one self-contained HTML page. */
    public static ReportResponse detectReport(DetectReportRequest request) {
        return new ReportResponse(Errpredict.call("detect_report", request));
    }

    /** Scores rows that have no order: how strange is each. */
    public static Scores detectRows(DetectRowsRequest request) {
        return new Scores(Errpredict.call("detect_rows", request));
    }

    /** Scores one or many series: how strange is each step. */
    public static Scores detectSeries(DetectSeriesRequest request) {
        return new Scores(Errpredict.call("detect_series", request));
    }

    /** Measures what probabilities, numbers or classes were worth beside what came. */
    public static EvaluateResponse evaluate(EvaluateRequest request) {
        return new EvaluateResponse(Errpredict.call("evaluate", request));
    }

    /** Explains predictions by the factors that moved them, or a model by what it relies on. */
    public static ExplainResponse explain(ExplainRequest request) {
        return new ExplainResponse(Errpredict.call("explain", request));
    }

    /** Computes the feature row of a service at a time. */
    public static FeaturesResponse features(FeaturesRequest request) {
        return new FeaturesResponse(Errpredict.call("features", request));
    }

    /** Adds to the history of incidents, actions, errors and insights what turned out to be true. */
    public static History feedback(FeedbackRequest request) {
        return new History(Errpredict.call("feedback", request));
    }

    /** Gives the stable id of "the same error" for an event. */
    public static FingerprintResponse fingerprint(FingerprintRequest request) {
        return new FingerprintResponse(Errpredict.call("fingerprint", request));
    }

    /** Forecasts a series with an interval checked by backtest. */
    public static TimeSeriesForecast forecast(ForecastRequest request) {
        return new TimeSeriesForecast(Errpredict.call("forecast", request));
    }

    /** Forecasts many series of one metric, and their sum, so that they add up. */
    public static ForecastAllResponse forecastAll(ForecastAllRequest request) {
        return new ForecastAllResponse(Errpredict.call("forecast_all", request));
    }

    /** Lists the methods of every family with their default settings. */
    public static MethodsResponse methods(MethodsRequest request) {
        return new MethodsResponse(Errpredict.call("methods", request));
    }

    /** Measures what came of an action: errors seen after it beside those that came after earlier hours as bad. */
    public static OutcomeResponse outcome(OutcomeRequest request) {
        return new OutcomeResponse(Errpredict.call("outcome", request));
    }

    /** Predicts with a trained model. */
    public static PredictResponse predict(PredictRequest request) {
        return new PredictResponse(Errpredict.call("predict", request));
    }

    /** Ranks the services, metrics and changes behind one incident. */
    public static IncidentAnswer rca(RcaRequest request) {
        return new IncidentAnswer(Errpredict.call("rca", request));
    }

    /** Reads a log: its events, and what was left out and why. */
    public static ReadResponse read(ReadRequest request) {
        return new ReadResponse(Errpredict.call("read", request));
    }

    /** Recommends actions for what is known about a service. */
    public static RecommendResponse recommend(RecommendRequest request) {
        return new RecommendResponse(Errpredict.call("recommend", request));
    }

    /** Analyses events and gives the report as one self-contained HTML page. */
    public static ReportResponse report(ReportRequest request) {
        return new ReportResponse(Errpredict.call("report", request));
    }

    /** Maps a level name of another system onto the severity scale. */
    public static SeverityResponse severity(SeverityRequest request) {
        return new SeverityResponse(Errpredict.call("severity", request));
    }

    /** Finds the texts most similar to others, and the groups they form. */
    public static SimilarResponse similar(SimilarRequest request) {
        return new SimilarResponse(Errpredict.call("similar", request));
    }

    /** Finds the templates of messages. */
    public static TemplatesResponse templates(TemplatesRequest request) {
        return new TemplatesResponse(Errpredict.call("templates", request));
    }

    /** Trains a model that foresees critical events, bursts, failed or slow requests. */
    public static TrainResponse train(TrainRequest request) {
        return new TrainResponse(Errpredict.call("train", request));
    }

    /** Trains a model of how severe the worst event to come will be. */
    public static TrainSeverityResponse trainSeverity(TrainSeverityRequest request) {
        return new TrainSeverityResponse(Errpredict.call("train_severity", request));
    }

    /** Tells the versions of the library and of its messages. */
    public static VersionResponse version(VersionRequest request) {
        return new VersionResponse(Errpredict.call("version", request));
    }
}
