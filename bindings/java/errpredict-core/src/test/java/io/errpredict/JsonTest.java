package io.errpredict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @ParameterizedTest
    @ValueSource(strings = {"null", "true", "[]", "{}", "[1,-2,9223372036854775807,18446744073709551615]", "{\"a\":{\"b\":[\"\\\"\\\\\\n\"]}}",
        "[1.5,1.0E-300,0.1]", "\"\u00e9\ud83d\ude00\""})
    void whatIsReadIsWrittenAsItWas(String text) {
        assertEquals(text, Json.write(Json.read(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[1,]", "{\"a\"}", "nul", "[1 2]", "\"a", "\"\\x\"", "\"\\u12\"", "1 2", "{1:2}", "-", "[1e]"})
    void whatIsNoJsonIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Json.read(text));
    }

    @Test
    void everyDoubleComesBackToTheLastBit() {
        Random random = new Random(7);
        for (int i = 0; i < 100_000; i++) {
            double number = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(number)) {
                assertEquals(number, Json.read(Json.write(number)));
            }
        }
    }

    @Test
    void numbersKeepTheirKind() {
        assertEquals(List.of(1L, 1.0, new BigInteger("18446744073709551615")), Json.read("[1, 1.0, 18446744073709551615]"));
        assertEquals("[1.0,null]", Json.write(new double[] {1, Double.NaN}));
        assertThrows(IllegalArgumentException.class, () -> Json.write(Map.of("a", Double.NaN)));
    }

    @Test
    void halfACharacterIsReplacedAndDepthIsBounded() {
        assertEquals("\"\\ufffdx\"", Json.write("\ud83dx"));
        assertThrows(IllegalArgumentException.class, () -> Json.read("[".repeat(100_000)));
    }
}
