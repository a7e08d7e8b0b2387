package io.errpredict;

import io.errpredict.spi.Bridge.Scoring;

/** A fitted predictor of rows. */
public final class Predictor extends Fitted {
    private Predictor(long address) {
        super(address, true);
    }

    /**
     * Fits a predictor to rows with labels (0: no error came, anything else: it came), oldest first.
     *
     * @param settings its name, or JSON with {@code method}
     * @param rows numbers, row after row
     * @param columns how many make a row
     * @param labels one a row
     * @param weights one a row, or null
     * @param seed of what is drawn at random
     */
    public static Predictor fit(String settings, double[] rows, int columns, byte[] labels, double[] weights, long seed) {
        return new Predictor(fitted(settings, rows, columns, labels, weights, seed));
    }

    /** Goes on where {@link #save} was called. */
    public static Predictor load(byte[] saved) {
        return new Predictor(loaded(saved, true));
    }

    /** Probability of the error, one a row, before calibration. */
    public double[] probability(double[] rows) {
        return scored(rows, Scoring.PREDICTOR);
    }
}
