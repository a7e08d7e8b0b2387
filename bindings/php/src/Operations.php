<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict;

/** Every operation, with types; each throws ErrpredictException with the code of the core. */
final class Operations
{
    /** Takes steps in the life of an action; a step that is not open is refused. */
    public static function action(Wire\ActionRequest $request): Wire\Lifecycle
    {
        return new Wire\Lifecycle(Errpredict::call('action', $request));
    }

    /** Analyses events: what is wrong, how sure, since when, where it is going, what to do. */
    public static function analyze(Wire\AnalyzeRequest $request): Wire\Analysis
    {
        return new Wire\Analysis(Errpredict::call('analyze', $request));
    }

    /** Tries a method on the past: what would have fired, and how often rightly. */
    public static function backtest(Wire\BacktestRequest $request): Wire\BacktestResponse
    {
        return new Wire\BacktestResponse(Errpredict::call('backtest', $request));
    }

    /** Finds anomalies in a series of counts, within a false-alarm budget. */
    public static function detectCounts(Wire\DetectCountsRequest $request): Wire\DetectCountsResponse
    {
        return new Wire\DetectCountsResponse(Errpredict::call('detect_counts', $request));
    }

    /** Scores series or rows and gives what stands out as one self-contained HTML page. */
    public static function detectReport(Wire\DetectReportRequest $request): Wire\ReportResponse
    {
        return new Wire\ReportResponse(Errpredict::call('detect_report', $request));
    }

    /** Scores rows that have no order: how strange is each. */
    public static function detectRows(Wire\DetectRowsRequest $request): Wire\Scores
    {
        return new Wire\Scores(Errpredict::call('detect_rows', $request));
    }

    /** Scores one or many series: how strange is each step. */
    public static function detectSeries(Wire\DetectSeriesRequest $request): Wire\Scores
    {
        return new Wire\Scores(Errpredict::call('detect_series', $request));
    }

    /** Measures what probabilities, numbers or classes were worth beside what came. */
    public static function evaluate(Wire\EvaluateRequest $request): Wire\EvaluateResponse
    {
        return new Wire\EvaluateResponse(Errpredict::call('evaluate', $request));
    }

    /** Explains predictions by the factors that moved them, or a model by what it relies on. */
    public static function explain(Wire\ExplainRequest $request): Wire\ExplainResponse
    {
        return new Wire\ExplainResponse(Errpredict::call('explain', $request));
    }

    /** Computes the feature row of a service at a time. */
    public static function features(Wire\FeaturesRequest $request): Wire\FeaturesResponse
    {
        return new Wire\FeaturesResponse(Errpredict::call('features', $request));
    }

    /** Adds to the history of incidents, actions, errors and insights what turned out to be true. */
    public static function feedback(Wire\FeedbackRequest $request): Wire\History
    {
        return new Wire\History(Errpredict::call('feedback', $request));
    }

    /** Gives the stable id of "the same error" for an event. */
    public static function fingerprint(Wire\FingerprintRequest $request): Wire\FingerprintResponse
    {
        return new Wire\FingerprintResponse(Errpredict::call('fingerprint', $request));
    }

    /** Forecasts a series with an interval checked by backtest. */
    public static function forecast(Wire\ForecastRequest $request): Wire\TimeSeriesForecast
    {
        return new Wire\TimeSeriesForecast(Errpredict::call('forecast', $request));
    }

    /** Forecasts many series of one metric, and their sum, so that they add up. */
    public static function forecastAll(Wire\ForecastAllRequest $request): Wire\ForecastAllResponse
    {
        return new Wire\ForecastAllResponse(Errpredict::call('forecast_all', $request));
    }

    /** Lists the methods of every family with their default settings. */
    public static function methods(Wire\MethodsRequest $request): Wire\MethodsResponse
    {
        return new Wire\MethodsResponse(Errpredict::call('methods', $request));
    }

    /** Measures what came of an action: errors seen after it beside those that came after earlier hours as bad. */
    public static function outcome(Wire\OutcomeRequest $request): Wire\OutcomeResponse
    {
        return new Wire\OutcomeResponse(Errpredict::call('outcome', $request));
    }

    /** Predicts with a trained model. */
    public static function predict(Wire\PredictRequest $request): Wire\PredictResponse
    {
        return new Wire\PredictResponse(Errpredict::call('predict', $request));
    }

    /** Ranks the services, metrics and changes behind one incident. */
    public static function rca(Wire\RcaRequest $request): Wire\IncidentAnswer
    {
        return new Wire\IncidentAnswer(Errpredict::call('rca', $request));
    }

    /** Reads a log: its events, and what was left out and why. */
    public static function read(Wire\ReadRequest $request): Wire\ReadResponse
    {
        return new Wire\ReadResponse(Errpredict::call('read', $request));
    }

    /** Recommends actions for what is known about a service. */
    public static function recommend(Wire\RecommendRequest $request): Wire\RecommendResponse
    {
        return new Wire\RecommendResponse(Errpredict::call('recommend', $request));
    }

    /** Analyses events and gives the report as one self-contained HTML page. */
    public static function report(Wire\ReportRequest $request): Wire\ReportResponse
    {
        return new Wire\ReportResponse(Errpredict::call('report', $request));
    }

    /** Maps a level name of another system onto the severity scale. */
    public static function severity(Wire\SeverityRequest $request): Wire\SeverityResponse
    {
        return new Wire\SeverityResponse(Errpredict::call('severity', $request));
    }

    /** Finds the texts most similar to others, and the groups they form. */
    public static function similar(Wire\SimilarRequest $request): Wire\SimilarResponse
    {
        return new Wire\SimilarResponse(Errpredict::call('similar', $request));
    }

    /** Finds the templates of messages. */
    public static function templates(Wire\TemplatesRequest $request): Wire\TemplatesResponse
    {
        return new Wire\TemplatesResponse(Errpredict::call('templates', $request));
    }

    /** Trains a model that foresees critical events, bursts, failed or slow requests. */
    public static function train(Wire\TrainRequest $request): Wire\TrainResponse
    {
        return new Wire\TrainResponse(Errpredict::call('train', $request));
    }

    /** Trains a model of how severe the worst event to come will be. */
    public static function trainSeverity(Wire\TrainSeverityRequest $request): Wire\TrainSeverityResponse
    {
        return new Wire\TrainSeverityResponse(Errpredict::call('train_severity', $request));
    }

    /** Tells the versions of the library and of its messages. */
    public static function version(Wire\VersionRequest $request): Wire\VersionResponse
    {
        return new Wire\VersionResponse(Errpredict::call('version', $request));
    }
}
