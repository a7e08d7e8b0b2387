package io.errpredict.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import io.errpredict.Monitor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which errors are the same one, without a server. */
class EventRecorderTest {
    private final Monitor monitor = new Monitor();
    private final EventRecorder recorder = new EventRecorder(monitor, "shop", null, null);

    @AfterEach
    void close() {
        monitor.close();
    }

    /** What the machine throws once it has compiled what throws often. */
    private static final class Preallocated extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Preallocated() {
            super(null, null, false, false);
        }
    }

    /** A logger of its own context, with the appender on it. */
    private Logger logger() {
        LoggerContext context = new LoggerContext();
        EventAppender appender = new EventAppender(recorder);
        appender.setContext(context);
        appender.start();
        Logger logger = context.getLogger("orders");
        logger.setLevel(Level.INFO);
        logger.addAppender(appender);
        return logger;
    }

    /** How many errors there were of each severity that is one. */
    private long errors() {
        return monitor.analyze(Instant.now().plusSeconds(60)).services().get(0).errors();
    }

    @Test
    void anErrorIsToldOnce() {
        IllegalStateException error = new IllegalStateException("outer", new IllegalArgumentException("inner"));
        assertTrue(recorder.isNew(error, EventRecorder.By.LOG));
        assertFalse(recorder.isNew(error, EventRecorder.By.LOG));
        assertFalse(recorder.isNew(error, EventRecorder.By.REQUEST));
        assertFalse(recorder.isNew(new RuntimeException(error.getCause()), EventRecorder.By.REQUEST));
    }

    @Test
    void oneObjectThatIsThrownAgainAndAgainIsAsManyErrors() {
        Preallocated one = new Preallocated();
        for (int i = 0; i < 1000; i++) {
            recorder.thrown(one, "/orders");
        }
        assertEquals(1000, recorder.counted());
        // Inside another, and logged before the request fails of it: still one a request.
        Preallocated other = new Preallocated();
        Logger logger = logger();
        for (int i = 0; i < 100; i++) {
            logger.error("it failed", new IllegalStateException(other));
            recorder.thrown(other, "/orders");
        }
        assertEquals(1100, recorder.counted());
    }

    @Test
    void causesInARingEnd() {
        IllegalStateException one = new IllegalStateException("one");
        IllegalStateException two = new IllegalStateException("two", one);
        one.initCause(two);
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> recorder.thrown(one, null));
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> logger().error("two", two));
        assertEquals(1, recorder.counted());
    }

    @Test
    void aLineBelowAWarningCountsNoError() {
        IllegalStateException error = new IllegalStateException("no basket");
        logger().info("another attempt", error);
        recorder.thrown(error, "/orders");
        assertEquals(2, recorder.counted());
        assertEquals(1, errors());
        IllegalStateException warned = new IllegalStateException("no stock");
        logger().warn("another attempt", warned);
        recorder.thrown(warned, "/orders");
        assertEquals(2, errors());
    }

    @Test
    void threadsThatLogDoNotWaitForEachOther() throws Exception {
        Logger logger = logger();
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch in = new CountDownLatch(1);
        Object slow = new Object() {
            @Override
            public String toString() {
                in.countDown();
                try {
                    held.await(30, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return "slow";
            }
        };
        Thread first = new Thread(() -> logger.info("{}", slow));
        first.start();
        assertTrue(in.await(10, TimeUnit.SECONDS));
        Thread second = new Thread(() -> logger.info("quick"));
        second.start();
        second.join(10_000);
        List<Thread.State> states = List.of(first.getState(), second.getState());
        held.countDown();
        first.join();
        second.join();
        assertEquals(Thread.State.TERMINATED, states.get(1), states.toString());
        assertEquals(2, recorder.counted());
    }
}
