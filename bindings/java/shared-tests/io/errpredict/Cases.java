package io.errpredict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The shared cases: `tests/cases`, and what the C library answered to each of them (`bindings/tests/answers.py`). */
final class Cases {
    static final Path ROOT = Path.of(System.getProperty("errpredict.root"));

    private static final Map<String, String> ANSWERS = answers();

    private Cases() {}

    static List<Map<String, Object>> files(String folder) throws IOException {
        try (Stream<Path> paths = Files.list(ROOT.resolve(folder))) {
            return paths.filter(Files::isRegularFile).sorted().map(Cases::read).toList();
        }
    }

    private static Map<String, Object> read(Path path) {
        try {
            return Json.object(Files.readString(path));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, String> answers() {
        try {
            Map<String, String> found = new HashMap<>();
            for (String line : Files.readAllLines(Path.of(System.getProperty("errpredict.answers")))) {
                found.put(line.split(" ")[0], line.split(" ")[1]);
            }
            return found;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Whether the bytes of an answer are those that the C library gave. */
    static void same(String place, byte[] answer) {
        try {
            String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(answer));
            assertNotNull(ANSWERS.get(place), place);
            assertEquals(ANSWERS.get(place), hash, () -> place + ": " + new String(answer, StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** As the core's own test compares: objects may hold more than is expected. */
    static void holds(Object expected, Object got, String place) {
        if (expected instanceof Map<?, ?> object && got instanceof Map<?, ?> other) {
            object.forEach((key, value) -> {
                assertTrue(other.containsKey(key), () -> place + ": `" + key + "` is missing");
                holds(value, other.get(key), place + "." + key);
            });
        } else if (expected instanceof List<?> list && got instanceof List<?> other) {
            assertEquals(list.size(), other.size(), place);
            for (int i = 0; i < list.size(); i++) {
                holds(list.get(i), other.get(i), place + "[" + i + "]");
            }
        } else if (expected instanceof Number one && got instanceof Number other) {
            double a = one.doubleValue();
            double b = other.doubleValue();
            if (!(Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b)))) {
                fail(place + ": expected " + a + ", got " + b);
            }
        } else {
            assertEquals(expected, got, place);
        }
    }
}
