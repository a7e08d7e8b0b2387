package io.errpredict;

import io.errpredict.spi.Bridge;
import io.errpredict.spi.Library;

/** What was fitted to rows of numbers, which lie one after the other in a {@code double[]}; a gap is NaN. */
public abstract class Fitted extends Owned {
    private final boolean predictor;
    private final int columns;

    Fitted(long address, boolean predictor) {
        super(address, at -> Library.bridge().freeFitted(at, predictor));
        this.predictor = predictor;
        columns = Math.toIntExact(Library.bridge().features(address, predictor));
    }

    static long loaded(byte[] saved, boolean predictor) {
        return Library.bridge().loadFitted(saved, predictor);
    }

    static long fitted(String settings, double[] rows, int columns, byte[] labels, double[] weights, long seed) {
        int n = count(rows, columns);
        if (labels != null && labels.length != n || weights != null && weights.length != n) {
            throw new IllegalArgumentException("expected a label and a weight for each of " + n + " rows");
        }
        return Library.bridge().fit(Library.utf8(settings), rows, columns, labels, weights, seed);
    }

    private static int count(double[] rows, int columns) {
        if (columns < 1 || rows.length % columns != 0) {
            throw new IllegalArgumentException(rows.length + " numbers are no whole number of rows of " + columns + " columns");
        }
        return rows.length / columns;
    }

    final double[] scored(double[] rows, Bridge.Scoring scoring) {
        double[] scores = new double[count(rows, columns)];
        scored(rows, scores, scoring);
        return scores;
    }

    final void scored(double[] rows, double[] scores, Bridge.Scoring scoring) {
        int n = count(rows, columns);
        if (scores.length != n) {
            throw new IllegalArgumentException("expected room for " + n + " scores, got " + scores.length);
        }
        long address = enter();
        try {
            Library.bridge().score(address, rows, columns, scores, scoring);
        } finally {
            leave();
        }
    }

    /** How many columns it was fitted to. */
    public final int columns() {
        return columns;
    }

    /** Its state as bytes, for {@code load}. */
    public final byte[] save() {
        long address = enter();
        try {
            return Library.bridge().saveFitted(address, predictor);
        } finally {
            leave();
        }
    }
}
