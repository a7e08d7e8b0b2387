package io.errpredict.spring;

import io.errpredict.Detector;
import io.errpredict.Errpredict;
import io.errpredict.EventFields;
import io.errpredict.Monitor;
import io.errpredict.Numbers;
import io.errpredict.spi.Bridge;
import io.errpredict.spi.Library;
import jakarta.servlet.FilterChain;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What calls cost, in time of the processor of this thread, as one line of JSON: `benches/peers/languages.py` runs it. */
public final class Costs {
    private static final int NUMBERS = 1_000_000;
    private static final int CALLS = 1_000_000;

    private Costs() {}

    private static double least(int rounds, Runnable work) {
        double least = Double.POSITIVE_INFINITY;
        for (int round = 0; round < rounds; round++) {
            long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            work.run();
            least = Math.min(least, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin);
        }
        return least;
    }

    /** Runs the measurements. */
    public static void main(String[] arguments) {
        Bridge bridge = Library.bridge();
        double empty = least(10, () -> {
            for (int i = 0; i < CALLS; i++) {
                if (!bridge.isCompatible(0)) {
                    throw new AssertionError();
                }
            }
        }) / CALLS;
        double call = least(6, () -> {
            for (int i = 0; i < CALLS / 5; i++) {
                Errpredict.call("severity", "{\"level\":\"WARN\"}");
            }
        }) / (CALLS / 5);
        double observe = least(8, () -> {
            try (Monitor monitor = new Monitor()) {
                for (int i = 0; i < CALLS; i++) {
                    monitor.observe(new EventFields("shop", 1795132800000L + i).severity("high").errorType("E").message("did not answer"));
                }
            }
        }) / CALLS;
        double[] numbers = new double[NUMBERS];
        for (int i = 0; i < NUMBERS; i++) {
            numbers[i] = (i * 7919L) % 1009;
        }
        double[] scores = new double[NUMBERS];
        double zscore;
        try (Detector detector = Detector.fit("zscore", numbers, 1, 0)) {
            zscore = least(30, () -> detector.score(numbers, scores));
        }
        double series = least(3, () -> Numbers.scoreSeries("stream", numbers, 3_600_000, 0));
        System.out.printf(
                "{\"empty_ns\": %f, \"call_ns\": %f, \"observe_ns\": %f, \"zscore_ms\": %f, \"series_ms\": %f, \"filter_us\": %f}%n",
                empty, call, observe, zscore / 1e6, series / 1e6, filter());
    }

    /** The median of what the filter adds to a request, with the request of Spring's own tests. */
    private static double filter() {
        try (Monitor monitor = new Monitor()) {
            ServletEventFilter filter = new ServletEventFilter(new EventRecorder(monitor, "shop", null, null));
            FilterChain chain = (request, response) ->
                    request.setAttribute("org.springframework.web.servlet.HandlerMapping.bestMatchingPattern", "/orders/{id}");
            long[] took = new long[200_000];
            for (int i = 0; i < took.length; i++) {
                MockHttpServletRequest request = new MockHttpServletRequest("GET", "/orders/7");
                MockHttpServletResponse response = new MockHttpServletResponse();
                long begin = System.nanoTime();
                filter.doFilter(request, response, chain);
                took[i] = System.nanoTime() - begin;
            }
            // The first half warms the machine up.
            long[] warm = Arrays.copyOfRange(took, took.length / 2, took.length);
            Arrays.sort(warm);
            return warm[warm.length / 2] / 1e3;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
