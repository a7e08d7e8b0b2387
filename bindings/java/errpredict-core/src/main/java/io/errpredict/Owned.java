package io.errpredict;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Something of the library that is freed when nobody uses it any more: after {@link #close} and after the last call that is still in it,
 * or, where nobody closed it, when it is collected. Any number of threads, virtual ones too, may use and close it at once.
 */
public abstract class Owned implements AutoCloseable {
    private static final Cleaner CLEANER = Cleaner.create();

    private final Pointer pointer;
    private final Cleaner.Cleanable cleanable;

    Owned(long address, Freeing freeing) {
        pointer = new Pointer(address, freeing);
        cleanable = CLEANER.register(this, pointer);
    }

    /** Its address, which stays good until {@link #leave}. */
    final long enter() {
        return pointer.enter(getClass());
    }

    final void leave() {
        pointer.leave();
        // What is in a call must not be collected meanwhile.
        java.lang.ref.Reference.reachabilityFence(this);
    }

    /** Frees it once the calls that are in it are done; a second time does nothing. */
    @Override
    public void close() {
        cleanable.clean();
    }

    /** Frees an address. */
    interface Freeing {
        void free(long address);
    }

    /** The address, and how many calls are in it; the lowest bit says that it was closed. */
    private static final class Pointer implements Runnable {
        private static final long CLOSED = 1;
        private static final long ONE_CALL = 2;

        private final long address;
        private final Freeing freeing;
        private final AtomicLong calls = new AtomicLong();

        Pointer(long address, Freeing freeing) {
            this.address = address;
            this.freeing = freeing;
        }

        long enter(Class<?> owner) {
            if ((calls.getAndAdd(ONE_CALL) & CLOSED) != 0) {
                leave();
                throw new IllegalStateException("this " + owner.getSimpleName() + " was closed");
            }
            return address;
        }

        void leave() {
            if (calls.addAndGet(-ONE_CALL) == CLOSED) {
                freed();
            }
        }

        @Override
        public void run() {
            // The cleaner runs this once, so the bit is set once.
            if (calls.addAndGet(CLOSED) == CLOSED) {
                freed();
            }
        }

        /** Whoever makes the last call leave after the close frees; a refused call that came later finds it freed. */
        private void freed() {
            if (calls.compareAndSet(CLOSED, CLOSED | Long.MIN_VALUE)) {
                freeing.free(address);
            }
        }
    }
}
