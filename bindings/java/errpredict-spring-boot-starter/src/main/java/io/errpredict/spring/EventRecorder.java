package io.errpredict.spring;

import io.errpredict.ErrpredictException;
import io.errpredict.EventFields;
import io.errpredict.Monitor;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what an application tells, and never disturbs it: what the core refuses is counted as refused. An error that is both logged
 * and thrown out of a request is one error.
 */
public final class EventRecorder {
    /** Errors that are remembered to be told once. */
    private static final int REMEMBERED = 64;

    /** Causes of one error that are looked at: a chain may be a ring. */
    private static final int MOST_CAUSES = 32;

    /** Who tells of an error. */
    enum By {
        LOG,
        REQUEST
    }

    /** What was told, and by whom first. */
    private record Seen(WeakReference<Throwable> error, By by) {}

    private final Monitor monitor;
    private final String service;
    private final String environment;
    private final String release;
    private final LongAdder counted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final Deque<Seen> seen = new ArrayDeque<>();
    private volatile String lastRefusal;

    /** Counts in a monitor under a service's name; environment and release may be null. */
    public EventRecorder(Monitor monitor, String service, String environment, String release) {
        this.monitor = monitor;
        this.service = service;
        this.environment = environment;
        this.release = release;
    }

    /** The name of the service. */
    public String service() {
        return service;
    }

    /** Counts a request that was served; the endpoint is its route, or null. */
    public void request(String endpoint, int statusCode, double responseTimeMs) {
        observe(EventFields.request(service, endpoint, statusCode, responseTimeMs));
    }

    /** Counts what was thrown, unless it was counted already. It has no status: its request has, and is one failed request. */
    public void thrown(Throwable thrown, String endpoint) {
        if (isNew(thrown, By.REQUEST)) {
            observe(EventFields.thrown(service, thrown).endpoint(endpoint));
        }
    }

    /** Counts an event. */
    public void observe(EventFields event) {
        try {
            monitor.observe(event.environment(environment).release(release));
            counted.increment();
        } catch (ErrpredictException | IllegalStateException e) {
            lastRefusal = e.toString();
            refused.increment();
        }
    }

    /**
     * Whether nothing in its chain of causes was told before; from now on it was. The machine throws one and the same object without a
     * trace for what is thrown often ({@code OmitStackTraceInFastThrow}), and so do libraries: such a one is the same error where another
     * tells of it, and a new one where the same tells of it again.
     */
    boolean isNew(Throwable thrown, By by) {
        List<Throwable> chain = chain(thrown);
        synchronized (seen) {
            boolean isAgain = false;
            for (Seen known : seen) {
                Throwable error = known.error().get();
                if (error != null && chain.stream().anyMatch(one -> one == error)) {
                    if (known.by() != by || error.getStackTrace().length > 0) {
                        return false;
                    }
                    isAgain = true;
                }
            }
            if (isAgain) {
                return true;
            }
            for (Throwable one : chain) {
                seen.addLast(new Seen(new WeakReference<>(one), by));
            }
            while (seen.size() > REMEMBERED) {
                seen.removeFirst();
            }
        }
        return true;
    }

    private static List<Throwable> chain(Throwable thrown) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable one = thrown; one != null && chain.size() < MOST_CAUSES; one = one.getCause()) {
            chain.add(one);
        }
        return chain;
    }

    /** How many events were counted. */
    public long counted() {
        return counted.sum();
    }

    /** How many events the core refused. */
    public long refused() {
        return refused.sum();
    }

    /** Why the last one was refused, or null. */
    public String lastRefusal() {
        return lastRefusal;
    }
}
