package io.errpredict;

import io.errpredict.spi.Library;
import java.util.Map;

/** Series of numbers, oldest first; a gap is NaN. */
public final class Numbers {
    private static final double[] NONE = {};

    private Numbers() {}

    /**
     * Scores every value with the whole series in view.
     *
     * @param detector its name, or its settings as JSON with {@code method}
     * @param values the series
     * @param stepMs milliseconds a step
     * @param seed of what is drawn at random
     */
    public static double[] scoreSeries(String detector, double[] values, long stepMs, long seed) {
        return scoreSeries(detector, values, NONE, stepMs, seed);
    }

    /** Scores every value of a series that follows a history. */
    public static double[] scoreSeries(String detector, double[] values, double[] history, long stepMs, long seed) {
        double[] scores = new double[values.length];
        Library.bridge().scoreSeries(Library.utf8(detector), values, history, stepMs, seed, scores);
        return scores;
    }

    /**
     * Forecasts a series.
     *
     * @param settings those of the operation {@code forecast}; empty are the defaults, with a horizon of 24
     * @param values the series
     * @param firstEndMs when the first step ended, in milliseconds since 1970 UTC
     * @param stepMs milliseconds a step
     */
    public static Forecast forecast(Map<String, Object> settings, double[] values, long firstEndMs, long stepMs) {
        int horizon = settings.get("horizon") instanceof Number told ? told.intValue() : 24;
        Forecast forecast = new Forecast(new double[horizon], new double[horizon], new double[horizon]);
        Library.bridge()
                .forecast(
                        Library.utf8(Json.write(settings)), values, firstEndMs, stepMs, forecast.values, forecast.lower, forecast.upper);
        return forecast;
    }

    /**
     * What comes.
     *
     * @param values one a step
     * @param lower lower ends of the intervals, NaN where they are not known
     * @param upper upper ends of the intervals, NaN where they are not known
     */
    public record Forecast(double[] values, double[] lower, double[] upper) {}
}
