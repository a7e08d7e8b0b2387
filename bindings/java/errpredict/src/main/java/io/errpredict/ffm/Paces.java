package io.errpredict.ffm;

import java.util.concurrent.ConcurrentHashMap;

/** A pace a fitted detector: a neighbourhood takes a thousand times as long as a z-score. */
final class Paces {
    private final ConcurrentHashMap<Long, Pace> all = new ConcurrentHashMap<>();

    Pace of(long fitted) {
        return all.computeIfAbsent(fitted, address -> new Pace());
    }

    void forget(long fitted) {
        all.remove(fitted);
    }
}
