package io.errpredict.spring;

import io.errpredict.ErrpredictException;
import io.errpredict.Monitor;
import io.errpredict.wire.AnomalyDetection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;

/** Lets the monitor judge what is over, again and again, and publishes what it finds as an {@link AnomaliesFound}. */
public final class Watcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);

    private final Monitor monitor;
    private final ApplicationEventPublisher publisher;
    private final ScheduledExecutorService executor;
    private volatile List<AnomalyDetection> last = List.of();
    private volatile String failure;

    /** Watches every so often; never where that is zero. */
    public Watcher(Monitor monitor, ApplicationEventPublisher publisher, Duration every) {
        this.monitor = monitor;
        this.publisher = publisher;
        executor = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "errpredict-watcher");
            thread.setDaemon(true);
            return thread;
        });
        if (!every.isZero()) {
            executor.scheduleWithFixedDelay(this::look, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        try {
            look(Instant.now());
        } catch (RuntimeException e) {
            // A listener of the application that throws must not end the watching.
            LOG.warn("errpredict: what was found could not be told", e);
        }
    }

    /** Judges what is over at a time; gives what is under way or just ended. */
    public List<AnomalyDetection> look(Instant at) {
        List<AnomalyDetection> found;
        try {
            found = monitor.advance(at).anomalies();
            failure = null;
        } catch (ErrpredictException e) {
            failure = e.toString();
            return last;
        }
        last = found;
        if (!found.isEmpty()) {
            publisher.publishEvent(new AnomaliesFound(found));
        }
        return found;
    }

    /** What was found when it looked last. */
    public List<AnomalyDetection> last() {
        return last;
    }

    /** Why it could not look the last time, or null. */
    public String failure() {
        return failure;
    }

    @Override
    public void close() throws InterruptedException {
        executor.shutdown();
        // The monitor is closed after this: what is being judged is waited for.
        executor.awaitTermination(10, TimeUnit.SECONDS);
    }
}
