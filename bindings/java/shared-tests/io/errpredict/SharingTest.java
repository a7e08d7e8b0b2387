package io.errpredict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Handles shared by many threads, and closed while they are used. */
class SharingTest {
    /** Virtual threads where Java has them (21 and newer): asked for by name, since this is compiled for 17. */
    private static ExecutorService threads() {
        try {
            return (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException e) {
            return Executors.newFixedThreadPool(16);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void everyThreadGetsItsOwnError() throws Exception {
        ExecutorService threads = threads();
        List<Future<String>> told = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            String level = "level" + i;
            told.add(threads.submit(() -> {
                try {
                    Errpredict.call("severity", "{\"level\": \"" + level + "\"}");
                    return "nothing was refused";
                } catch (ErrpredictException e) {
                    return e.getMessage();
                }
            }));
        }
        for (int i = 0; i < told.size(); i++) {
            assertTrue(told.get(i).get().contains("level" + i), told.get(i).get());
        }
        threads.shutdown();
    }

    @Test
    void manyThreadsCountInOneMonitor() throws Exception {
        try (Monitor one = new Monitor(); Monitor alone = new Monitor()) {
            ExecutorService threads = threads();
            List<Future<?>> all = new ArrayList<>();
            for (int t = 0; t < 64; t++) {
                int thread = t;
                all.add(threads.submit(() -> events(one, thread)));
            }
            for (Future<?> done : all) {
                done.get();
            }
            threads.shutdown();
            for (int t = 0; t < 64; t++) {
                events(alone, t);
            }
            String at = "{\"at\": \"2026-11-20T02:00:00Z\"}";
            assertEquals(alone.call("analyze", at), one.call("analyze", at));
        }
    }

    private static void events(Monitor monitor, int thread) {
        long start = Instant.parse("2026-11-20T00:00:00Z").toEpochMilli();
        for (int i = 0; i < 100; i++) {
            monitor.observe(new EventFields("shop", start + 1000L * (100 * thread + i)).severity("high").errorType("E" + thread % 3).message("m"));
        }
    }

    @Test
    void whatIsClosedIsFreedAfterTheLastCall() throws Exception {
        for (int round = 0; round < 50; round++) {
            Monitor monitor = new Monitor();
            ExecutorService threads = threads();
            AtomicInteger refused = new AtomicInteger();
            CountDownLatch begun = new CountDownLatch(1);
            List<Future<?>> all = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                all.add(threads.submit(() -> {
                    begun.countDown();
                    try {
                        while (true) {
                            monitor.observe(new EventFields("shop").severity("high"));
                        }
                    } catch (IllegalStateException e) {
                        refused.incrementAndGet();
                    }
                }));
            }
            begun.await();
            monitor.close();
            for (Future<?> done : all) {
                done.get();
            }
            threads.shutdown();
            assertEquals(8, refused.get());
        }
    }

    @Test
    void whatIsClosedSaysSo() {
        Monitor monitor = new Monitor();
        monitor.close();
        monitor.close();
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> monitor.observe(new EventFields("shop")));
        assertEquals("this Monitor was closed", refused.getMessage());
        try (Rollup rollup = new Rollup()) {
            assertThrows(IllegalStateException.class, () -> rollup.merge(monitor));
            assertEquals(0, rollup.describe().services().size());
        }
    }

    @Test
    void whatNobodyClosesIsFreedWhenItIsCollected() throws Exception {
        AtomicInteger freed = new AtomicInteger();
        for (int i = 0; i < 100; i++) {
            new Owned(i, address -> freed.incrementAndGet()) {};
        }
        for (int i = 0; i < 200 && freed.get() < 100; i++) {
            System.gc();
            Thread.sleep(10);
        }
        assertEquals(100, freed.get());
    }
}
