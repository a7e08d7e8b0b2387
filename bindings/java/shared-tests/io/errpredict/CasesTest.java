package io.errpredict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.errpredict.spi.Library;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** `tests/cases`, the same that the core and every other language run: operations, and handles step by step. */
class CasesTest {
    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> maps(Object value) {
        return (List<Map<String, Object>>) value;
    }

    /** The answer as messages have it, and its bytes. */
    private record Told(Map<String, Object> message, byte[] bytes) {
        static Told of(Supplier<String> work) {
            Map<String, Object> message = new LinkedHashMap<>();
            try {
                String answer = work.get();
                message.put("ok", answer == null ? null : Json.read(answer));
                return new Told(message, answer == null ? new byte[0] : answer.getBytes(StandardCharsets.UTF_8));
            } catch (ErrpredictException e) {
                Map<String, Object> error = new LinkedHashMap<>(
                        Map.of("code", e.code(), "message", e.getMessage(), "context", e.context(), "retryable", e.isRetryable()));
                message.put("error", error);
                return new Told(message, e.json().getBytes(StandardCharsets.UTF_8));
            }
        }

        void check(Object expected, String name, String place) {
            Cases.holds(expected, message, name);
            Cases.same(place, bytes);
        }
    }

    @TestFactory
    List<DynamicTest> operations() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Map<String, Object> file : Cases.files("tests/cases")) {
            String operation = (String) file.get("operation");
            int place = 0;
            for (Map<String, Object> one : maps(file.get("cases"))) {
                String at = operation + "/" + place++;
                tests.add(DynamicTest.dynamicTest(operation + ": " + one.get("name"), () -> Told.of(
                                () -> Errpredict.call(operation, Json.write(one.get("request"))))
                        .check(one.get("answer"), at, at)));
            }
        }
        assertTrue(tests.size() > 100, tests.size() + " cases");
        return tests;
    }

    @TestFactory
    List<DynamicTest> handles() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Map<String, Object> file : Cases.files("tests/cases/handles")) {
            String kind = (String) file.get("handle");
            int place = 0;
            for (Map<String, Object> one : maps(file.get("cases"))) {
                String at = kind + "/" + place++;
                tests.add(DynamicTest.dynamicTest(kind + ": " + one.get("name"), () -> new Sequence(kind, at).run(maps(one.get("steps")))));
            }
        }
        assertTrue(tests.size() > 20, tests.size() + " sequences");
        return tests;
    }

    private static final class Sequence {
        private final Map<String, Handle> handles = new HashMap<>();
        private final Map<String, byte[]> saved = new HashMap<>();
        private final String kind;
        private final String at;

        Sequence(String kind, String at) {
            this.kind = kind;
            this.at = at;
        }

        void run(List<Map<String, Object>> steps) {
            for (int i = 0; i < steps.size(); i++) {
                String place = at + "/" + i;
                Told told = step(steps.get(i), place);
                if (told != null) {
                    told.check(steps.get(i).get("answer"), place, place);
                }
            }
            handles.values().forEach(Handle::close);
        }

        private Told step(Map<String, Object> step, String place) {
            String name = (String) step.get("as");
            Handle handle = handles.get(step.get("handle"));
            switch ((String) step.get("step")) {
                case "open":
                    return kept(name, () -> Handle.open(kind, Json.write(step.get("settings"))));
                case "load":
                    byte[] bytes = step.containsKey("saved")
                            ? saved.get(step.get("saved"))
                            : Base64.getDecoder().decode((String) step.get("bytes"));
                    return kept(name, () -> Handle.load(kind, bytes));
                case "train":
                    handles.put(name, new Model((String) Errpredict.call("train", step.get("request")).get("model")));
                    return null;
                case "other":
                    Counting other = step.get("kind").equals("monitor") ? new Monitor() : new Rollup();
                    maps(step.get("events")).forEach(event -> other.observeJson(Json.write(event)));
                    handles.put(name, other);
                    return null;
                case "call":
                    Handle with = handles.get(step.get("with"));
                    return Told.of(() -> handle.call((String) step.get("method"), Json.write(step.get("request")), with));
                case "observe":
                    return Told.of(() -> {
                        observed(handle, Json.write(step.get("event")));
                        return null;
                    });
                case "save":
                    byte[] state = handle.save();
                    Cases.same(place, state);
                    saved.put(name, state);
                    return null;
                case "close":
                    handles.remove(step.get("handle")).close();
                    return null;
                default:
                    throw new AssertionError(step);
            }
        }

        /** Handles of a sequence are opened by their kind's name, where `observeJson` is a method of counting ones. */
        private static void observed(Handle handle, String event) {
            long address = handle.enter();
            try {
                Library.bridge().observeJson(address, Library.utf8(event));
            } finally {
                handle.leave();
            }
        }

        private Told kept(String name, Supplier<Handle> opened) {
            return Told.of(() -> {
                handles.put(name, opened.get());
                return null;
            });
        }
    }

    @Test
    void theBridgeIsTheOneOfThisModule() {
        assertEquals(System.getProperty("errpredict.bridge"), Errpredict.bridge());
    }
}
