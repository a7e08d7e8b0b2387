package io.errpredict;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.errpredict.wire.AnomalyDetection;
import io.errpredict.wire.Event;
import io.errpredict.wire.HandleObserveRequest;
import io.errpredict.wire.ModelPredictResponse;
import io.errpredict.wire.RollupBacktestRequest;
import io.errpredict.wire.RollupReportRequest;
import io.errpredict.wire.RollupTrainRequest;
import io.errpredict.wire.SeverityRequest;
import io.errpredict.wire.SimilarAddRequest;
import io.errpredict.wire.SimilarAddedText;
import io.errpredict.wire.SimilarNearestRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a user does: a monitor that watches, logs, arrays, messages with types. */
class UseTest {
    private static final long HOUR = 3_600_000;
    private static final long START = Instant.parse("2026-11-20T00:00:00Z").toEpochMilli();
    private static final Path SAMPLE = Cases.ROOT.resolve("samples/webmon.csv");

    static Monitor told() {
        Monitor monitor = new Monitor();
        for (int hour = 0; hour < 72; hour++) {
            for (int i = 1; i <= (hour == 71 ? 200 : 2); i++) {
                monitor.observe(new EventFields("checkout", START + hour * HOUR + i * 10_000L)
                        .severity("high").errorType("TimeoutError").message("did not answer"));
            }
        }
        return monitor;
    }

    @Test
    void aMonitorWatchesIsSavedAndGoesOn() {
        try (Monitor first = told(); Monitor monitor = Monitor.load(first.save())) {
            AnomalyDetection spike = monitor.analyze(Instant.parse("2026-11-23T00:00:00Z")).services().get(0).anomalies().get(0);
            assertEquals(List.of("spike", true, 200.0), List.of(spike.type(), spike.ongoing(), spike.actual()));
            assertTrue(monitor.memoryBytes() > 1000);
            assertEquals("monitor", monitor.kind());
        }
    }

    @Test
    void fieldsAreThoseOfMessages() {
        try (Monitor fields = new Monitor(); Monitor json = new Monitor()) {
            fields.observe(new EventFields("shop", START).severity("high").errorType("E").message("m \u00e9\ud83d\ude00").kind("request").errorId("1")
                    .code("C").statusCode(503).endpoint("/pay").userId("u").requestId("r").stackTrace("at a").environment("production")
                    .release("2.1").responseTimeMs(1.5).attributes("{\"pod\":\"a\"}"));
            Event event = new Event().timestamp("2026-11-20T00:00:00Z").service("shop").severity("high").errorType("E").message("m \u00e9\ud83d\ude00")
                    .kind("request").errorId("1").code("C").statusCode(503L).endpoint("/pay").userId("u").requestId("r").stackTrace("at a")
                    .environment("production").release("2.1").responseTimeMs(1.5).attributes(Map.of("pod", "a"));
            assertEquals(1, json.observe(new HandleObserveRequest().events(List.of(event))).counted());
            assertArrayEquals(json.save(), fields.save());
            assertEquals("invalid_input", assertThrows(ErrpredictException.class, () -> fields.observe(new EventFields(" "))).code());
            ErrpredictException loud =
                    assertThrows(ErrpredictException.class, () -> fields.observe(new EventFields("shop").severity("loud")));
            assertEquals("unknown_name", loud.code());
            assertTrue(loud.getMessage().contains("critical") && loud.toString().contains("[unknown_name]"), loud.toString());
        }
    }

    @Test
    void operationsHaveTypes() {
        assertEquals("medium", Operations.severity(new SeverityRequest().level("WARN")).severity());
        ErrpredictException refused =
                assertThrows(ErrpredictException.class, () -> Operations.severity(new SeverityRequest().level("loud")));
        assertEquals("unknown_name", refused.code());
        assertTrue(Errpredict.version().startsWith("0."), Errpredict.version());
    }

    @Test
    void aLogIsReadAndAModelLearnsFromIt() {
        try (Rollup rollup = Rollup.read(SAMPLE)) {
            assertTrue(rollup.report().contains("\"events\""), rollup.report());
            String now = rollup.describe().now();
            assertTrue(rollup.toHtml(new RollupReportRequest().title("webmon")).contains("<svg"));
            RollupTrainRequest plan = new RollupTrainRequest(Json.object(
                    "{\"plan\": {\"task\": {\"horizon_ms\": 86400000}}, \"every_ms\": 86400000}"));
            RollupBacktestRequest past = new RollupBacktestRequest(Json.object(
                    "{\"plan\": {\"task\": {\"horizon_ms\": 86400000}}, \"every_ms\": 86400000}"));
            assertEquals("critical", rollup.backtest(past).target());
            try (Model model = new Model(rollup.train(plan).model())) {
                assertEquals("critical", model.describe().target());
                ModelPredictResponse answer = model.predict(rollup, Instant.parse(now));
                assertTrue(answer.predictions().size() > 5);
                answer.predictions().forEach(one -> assertTrue(one.probability() >= 0 && one.probability() <= 1));
            }
        }
        assertEquals("io", assertThrows(ErrpredictException.class, () -> Rollup.read(Path.of("/nowhere.log"))).code());
    }

    @Test
    void linesAreCounted() throws Exception {
        try (Monitor monitor = new Monitor()) {
            byte[] line = "2026-11-20T00:00:00Z ERROR the gateway did not answer\n".getBytes(StandardCharsets.UTF_8);
            assertTrue(monitor.observeLines(line, "{\"service\": \"pay\"}").contains("\"events\":1"));
            assertNotEquals(0, Files.size(SAMPLE));
        }
    }

    @Test
    void templatesAndSimilarTexts() {
        try (Templates templates = new Templates(); Similar similar = new Similar()) {
            templates.observe(List.of("user ada logged in", "user bob logged in"));
            assertEquals(2, templates.list().nMessages());
            SimilarAddRequest texts = new SimilarAddRequest().texts(List.of(
                    new SimilarAddedText().id("one").text("payment gateway did not answer"), new SimilarAddedText().id("two").text("cart total")));
            assertEquals(2, similar.add(texts).nTexts());
            assertEquals("one", similar.nearest(new SimilarNearestRequest().text("gateway did not answer").top(1L)).matches().get(0).id());
        }
    }

    @Test
    void arraysGoInAndOut() {
        double[] numbers = new double[600];
        Arrays.setAll(numbers, i -> i == 598 ? 60 : i % 7);
        String settings = "{\"method\": \"isolation_forest\", \"n_trees\": 50}";
        try (Detector detector = Detector.fit(settings, numbers, 2, 7); Detector again = Detector.load(detector.save())) {
            double[] scores = detector.score(numbers);
            assertEquals(299, most(scores));
            // Read in place once the pace is known, copied before: the same bits.
            for (int i = 0; i < 5; i++) {
                assertArrayEquals(scores, detector.score(numbers));
            }
            assertArrayEquals(scores, again.score(numbers));
            assertEquals(2, detector.columns());
            List<List<Double>> rows = new java.util.ArrayList<>();
            for (int i = 0; i < 600; i += 2) {
                rows.add(List.of(numbers[i], numbers[i + 1]));
            }
            Object core = Errpredict.call("detect_rows", Map.of("names", List.of("a", "b"), "rows", rows, "detector", Json.object(settings), "seed", 7)).get("scores");
            assertEquals(core, Arrays.stream(scores).boxed().toList());
            assertEquals(300, detector.scoreFitted(numbers).length);
            assertThrows(IllegalArgumentException.class, () -> detector.score(new double[3]));
        }
        byte[] labels = new byte[300];
        for (int i = 0; i < 300; i++) {
            labels[i] = (byte) (numbers[2 * i] > 3 ? 1 : 0);
        }
        try (Predictor predictor = Predictor.fit("logistic", numbers, 2, labels, null, 0)) {
            double[] probabilities = predictor.probability(numbers);
            assertTrue(Arrays.stream(probabilities).allMatch(p -> p >= 0 && p <= 1));
            assertArrayEquals(probabilities, Predictor.load(predictor.save()).probability(numbers));
        }
        assertEquals("invalid_input", assertThrows(ErrpredictException.class, () -> Detector.load(new byte[] {1, 2, 3})).code());
    }

    @Test
    void seriesAreScoredAndForecast() {
        double[] series = new double[504];
        Arrays.setAll(series, i -> 50 + 10 * (i % 24));
        Numbers.Forecast points = Numbers.forecast(Map.of("horizon", 12), series, HOUR, HOUR);
        assertEquals(12, points.values().length);
        assertTrue(points.lower()[0] <= points.values()[0] && points.values()[0] <= points.upper()[0]);
        series[400] = 900;
        double[] first = Numbers.scoreSeries("seasonal_residual", series, HOUR, 0);
        assertEquals(400, most(first));
        for (int i = 0; i < 5; i++) {
            assertArrayEquals(first, Numbers.scoreSeries("seasonal_residual", series, HOUR, 0));
        }
        assertEquals("unknown_name", assertThrows(ErrpredictException.class, () -> Numbers.scoreSeries("nothing", series, HOUR, 0)).code());
    }

    private static int most(double[] scores) {
        int most = 0;
        for (int i = 1; i < scores.length; i++) {
            most = scores[i] > scores[most] ? i : most;
        }
        return most;
    }
}
