package io.errpredict;

import io.errpredict.wire.MonitorAdvanceResponse;
import io.errpredict.wire.MonitorSettings;
import io.errpredict.wire.WatchPoint;
import java.time.Instant;
import java.util.Map;

/** The fold of a running process: events one by one, everything found at any time, numbers that are watched. */
public final class Monitor extends Counting {
    /** A monitor with the default settings. */
    public Monitor() {
        this(new MonitorSettings());
    }

    /** A monitor with settings. */
    public Monitor(MonitorSettings settings) {
        super("monitor", opened("monitor", settings));
    }

    private Monitor(long address) {
        super("monitor", address);
    }

    /** Goes on where {@link #save} was called. */
    public static Monitor load(byte[] saved) {
        return new Monitor(loaded("monitor", saved));
    }

    /** Judges every step of every service that is over by now and was not judged yet. */
    public MonitorAdvanceResponse advance(Instant at) {
        return new MonitorAdvanceResponse(ask("advance", Map.of("at", at.toString()), null));
    }

    /** Judges the next value of a number that the process measures itself. */
    public WatchPoint measure(String name, Instant end, double value) {
        return new WatchPoint(ask("measure", Map.of("name", name, "end", end.toString(), "value", value), null));
    }

    /** Bytes of memory it holds. */
    public long memoryBytes() {
        return ((Number) ask("memory", null, null).get("bytes")).longValue();
    }
}
