package io.errpredict.spring;

import io.errpredict.Detector;
import io.errpredict.Errpredict;
import io.errpredict.EventFields;
import io.errpredict.Monitor;
import io.errpredict.Numbers;
import io.errpredict.spi.Bridge;
import io.errpredict.spi.Library;
import jakarta.servlet.FilterChain;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What calls cost, in time of the processor of this thread, as one line of JSON: `benches/peers/languages.py` runs it. */
public final class Costs {
    private static final int NUMBERS = 1_000_000;
    private static final int CALLS = 1_000_000;
    private static final int ASKED = 20_000;
    private static final String QUIET = "--logging.level.root=off";
    private static final String KEPT = "--server.tomcat.max-keep-alive-requests=-1";

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
    public static void main(String[] arguments) throws Exception {
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
        double[] requests = requests();
        System.out.printf(
                "{\"empty_ns\": %f, \"call_ns\": %f, \"observe_ns\": %f, \"zscore_ms\": %f, \"series_ms\": %f, \"filter_us\": %f, "
                        + "\"with_us\": %f, \"without_us\": %f}%n",
                empty, call, observe, zscore / 1e6, series / 1e6, filter(), requests[0], requests[1]);
    }

    /**
     * The median of a request over a connection that is kept, to an application on Tomcat with the starter and to the same without it, in
     * turns, so that whatever else the machine does meets both.
     */
    private static double[] requests() throws Exception {
        try (var with = ServletApplicationTest.started(ServletApplicationTest.Shop.class, "servlet", QUIET, KEPT);
                var without = ServletApplicationTest.started(ServletApplicationTest.Shop.class, "servlet", QUIET, KEPT, "--errpredict.enabled=false");
                Connection one = new Connection(with);
                Connection other = new Connection(without)) {
            long[][] took = new long[2][ASKED];
            for (int i = 0; i < 2 * ASKED; i++) {
                // The first half warms the machine up; who is first changes every time.
                for (int k = 0; k < 2; k++) {
                    int which = (i + k) % 2;
                    took[which][i % ASKED] = (which == 0 ? one : other).ask();
                }
            }
            for (long[] times : took) {
                Arrays.sort(times);
            }
            if (with.getBean(EventRecorder.class).counted() < 2 * ASKED || without.getBeansOfType(EventRecorder.class).size() > 0) {
                throw new AssertionError("what was measured is not what was meant");
            }
            return new double[] {took[0][ASKED / 2] / 1e3, took[1][ASKED / 2] / 1e3};
        }
    }

    /** A connection that asks for one thing again and again. */
    private static final class Connection implements AutoCloseable {
        private static final byte[] REQUEST = "GET /orders/7 HTTP/1.1\r\nHost: shop\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

        private final Socket socket;
        private final byte[] answer = new byte[4096];

        Connection(ConfigurableApplicationContext context) throws IOException {
            socket = new Socket("127.0.0.1", Integer.parseInt(context.getEnvironment().getProperty("local.server.port")));
            socket.setTcpNoDelay(true);
        }

        long ask() throws IOException {
            long begin = System.nanoTime();
            socket.getOutputStream().write(REQUEST);
            for (int n = 0; ; ) {
                int more = socket.getInputStream().read(answer, n, answer.length - n);
                if (more < 0) {
                    throw new IOException("the connection was closed");
                }
                n += more;
                String text = new String(answer, 0, n, StandardCharsets.US_ASCII);
                if (text.endsWith("\r\n\r\norder 7")) {
                    return System.nanoTime() - begin;
                }
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
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
