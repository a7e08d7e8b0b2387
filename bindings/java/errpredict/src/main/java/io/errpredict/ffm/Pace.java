package io.errpredict.ffm;

/**
 * Whether a call over so many numbers is short enough to read them in place. While it does, no collection of garbage can begin and no
 * other thread be stopped, so a call that takes long would hold up the whole program. How long a number takes is learnt from the calls
 * before; the results are the same either way.
 */
final class Pace {
    /** A pause that a program does not notice. */
    private static final double LONGEST_NS = 20e6;

    /** So few numbers are read in place before anything is known: not even the slowest method takes long over them. */
    private static final int FEW = 64;

    private volatile double nsPerNumber = Double.NaN;

    boolean isShort(int numbers) {
        double pace = nsPerNumber;
        return numbers <= FEW || pace * numbers < LONGEST_NS;
    }

    void told(int numbers, long tookNs) {
        if (numbers > FEW) {
            double now = (double) tookNs / numbers;
            double before = nsPerNumber;
            // Slower counts at once, faster slowly: what was slow once may be slow again.
            nsPerNumber = before > now ? 0.9 * before + 0.1 * now : now;
        }
    }
}
