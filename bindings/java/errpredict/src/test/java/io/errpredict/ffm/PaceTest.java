package io.errpredict.ffm;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** When numbers are read where they lie. */
class PaceTest {
    @Test
    void fewNumbersAreReadInPlaceAtOnce() {
        Pace pace = new Pace();
        assertTrue(pace.isShort(64));
        assertFalse(pace.isShort(65), "nothing is known yet");
    }

    @Test
    void manyAreReadInPlaceWhileTheyAreQuick() {
        Pace pace = new Pace();
        pace.told(1_000_000, 10_000_000);
        assertTrue(pace.isShort(1_000_000), "ten milliseconds are no pause");
        assertFalse(pace.isShort(3_000_000), "thirty are");
    }

    @Test
    void whatWasSlowIsCopiedAtOnceAndTrustedAgainSlowly() {
        Pace pace = new Pace();
        pace.told(1_000, 1_000);
        assertTrue(pace.isShort(1_000_000));
        pace.told(1_000, 100_000_000);
        assertFalse(pace.isShort(1_000));
        pace.told(1_000, 1_000);
        assertFalse(pace.isShort(1_000), "quick once is not quick");
        for (int i = 0; i < 100; i++) {
            pace.told(1_000, 1_000);
        }
        assertTrue(pace.isShort(1_000));
        // So few numbers say nothing about many.
        pace.told(10, 1_000_000_000);
        assertTrue(pace.isShort(1_000));
    }
}
