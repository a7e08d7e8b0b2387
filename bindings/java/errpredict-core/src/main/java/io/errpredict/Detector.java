package io.errpredict;

import io.errpredict.spi.Bridge.Scoring;

/** A fitted detector of rows. */
public final class Detector extends Fitted {
    private Detector(long address) {
        super(address, false);
    }

    /**
     * Fits a detector to rows, most of them normal.
     *
     * @param settings its name, or JSON with {@code method}
     * @param rows numbers, row after row
     * @param columns how many make a row
     * @param seed of what is drawn at random
     */
    public static Detector fit(String settings, double[] rows, int columns, long seed) {
        return new Detector(fitted(settings, rows, columns, null, null, seed));
    }

    /** Goes on where {@link #save} was called. */
    public static Detector load(byte[] saved) {
        return new Detector(loaded(saved, false));
    }

    /** One finite score a row; higher is stranger. */
    public double[] score(double[] rows) {
        return scored(rows, Scoring.DETECTOR);
    }

    /** The same, into an array of the caller. */
    public void score(double[] rows, double[] scores) {
        scored(rows, scores, Scoring.DETECTOR);
    }

    /** Scores the very rows that it was fitted to: a row is not its own neighbour. */
    public double[] scoreFitted(double[] rows) {
        return scored(rows, Scoring.FITTED);
    }
}
