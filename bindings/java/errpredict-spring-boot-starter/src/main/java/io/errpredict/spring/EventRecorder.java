package io.errpredict.spring;

import io.errpredict.ErrpredictException;
import io.errpredict.EventFields;
import io.errpredict.Monitor;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what an application tells, and never disturbs it: what the core refuses is counted as refused. An error that is both logged
 * and thrown out of a request is one error.
 */
public final class EventRecorder {
    /** Errors that are remembered to be told once. */
    private static final int REMEMBERED = 64;

    private final Monitor monitor;
    private final String service;
    private final String environment;
    private final String release;
    private final LongAdder counted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final Deque<WeakReference<Throwable>> seen = new ArrayDeque<>();
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
        if (isNew(thrown)) {
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

    /** Whether nothing in its chain of causes was seen before; from now on it was. */
    boolean isNew(Throwable thrown) {
        synchronized (seen) {
            for (Throwable one = thrown; one != null; one = one.getCause()) {
                for (Iterator<WeakReference<Throwable>> all = seen.iterator(); all.hasNext(); ) {
                    Throwable known = all.next().get();
                    if (known == one) {
                        return false;
                    }
                }
            }
            for (Throwable one = thrown; one != null && seen.size() < 2 * REMEMBERED; one = one.getCause()) {
                seen.addLast(new WeakReference<>(one));
            }
            while (seen.size() > REMEMBERED) {
                seen.removeFirst();
            }
        }
        return true;
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
