package io.errpredict.ffm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.errpredict.ErrpredictException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Memory of one call: an error, an answer, a structure, and the texts of the caller behind them. It is kept for the next call, in a pool
 * and not by thread, since there may be a million virtual threads.
 */
final class Scratch implements AutoCloseable {
    /** Where the error, the answer, the second answer or pointer, and the structure of an event or of rows stand. */
    static final int ERROR = 0;

    static final int ANSWER = 48;
    static final int SECOND = 64;
    static final int STRUCT = 80;
    private static final int TEXTS = STRUCT + 256;

    private static final int USUAL = 16 * 1024;
    private static final int LARGEST_KEPT = 32 << 20;
    private static final int SLOTS = Integer.highestOneBit(Math.max(8, 4 * Runtime.getRuntime().availableProcessors()));
    private static final AtomicReferenceArray<Scratch> POOL = new AtomicReferenceArray<>(SLOTS);
    /** One large one, for arrays: fresh memory costs more than copying into it. */
    private static final AtomicReferenceArray<Scratch> LARGE = new AtomicReferenceArray<>(1);

    final MemorySegment memory;
    final MemorySegment error;
    final MemorySegment answer;
    final MemorySegment second;
    final MemorySegment struct;
    private long used;

    private Scratch(long size) {
        memory = Arena.ofAuto().allocate(size, 8);
        error = memory.asSlice(ERROR, 48);
        answer = memory.asSlice(ANSWER, 16);
        second = memory.asSlice(SECOND, 16);
        struct = memory.asSlice(STRUCT, 256);
    }

    /** Memory with room for so many bytes of texts and numbers. */
    static Scratch of(long bytes) {
        long size = TEXTS + bytes;
        Scratch found = size <= USUAL ? pooled() : size <= LARGEST_KEPT ? LARGE.getAndSet(0, null) : null;
        if (found == null || found.memory.byteSize() < size) {
            // Twice as much as a row of growing calls needs, so that not each of them is the first.
            found = new Scratch(size <= USUAL ? USUAL : Math.max(size, Math.min(2 * size, LARGEST_KEPT)));
        }
        found.used = TEXTS;
        return found;
    }

    private static Scratch pooled() {
        int begin = (int) Thread.currentThread().threadId();
        for (int i = 0; i < 4; i++) {
            Scratch found = POOL.getAndSet(begin + i & SLOTS - 1, null);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    @Override
    public void close() {
        long size = memory.byteSize();
        if (size == USUAL) {
            int begin = (int) Thread.currentThread().threadId();
            for (int i = 0; i < 4; i++) {
                if (POOL.compareAndSet(begin + i & SLOTS - 1, null, this)) {
                    return;
                }
            }
        } else if (size <= LARGEST_KEPT) {
            LARGE.set(0, this);
        }
    }

    /** Copies bytes behind what is there; gives their address. */
    long put(byte[] bytes) {
        long at = used;
        MemorySegment.copy(bytes, 0, memory, JAVA_BYTE, at, bytes.length);
        used = at + (bytes.length + 7 & ~7L);
        return memory.address() + at;
    }

    /** Copies numbers behind what is there. */
    MemorySegment put(double[] numbers) {
        MemorySegment room = room(numbers.length);
        MemorySegment.copy(MemorySegment.ofArray(numbers), 0, room, 0, room.byteSize());
        return room;
    }

    /** Room for numbers that the library writes. */
    MemorySegment room(int numbers) {
        long at = used;
        used = at + 8L * numbers;
        return memory.asSlice(at, 8L * numbers);
    }

    /** The bytes that the library gave, which are then freed. */
    byte[] taken(MemorySegment from) {
        long length = from.get(JAVA_LONG, 8);
        byte[] bytes = copied(from.get(ADDRESS, 0), length);
        Ffm.free(Symbols.BYTES_FREE, from);
        return bytes;
    }

    private static byte[] copied(MemorySegment at, long length) {
        return length == 0 ? new byte[0] : at.reinterpret(length).toArray(JAVA_BYTE);
    }

    /** Throws the error that the library wrote, unless it told that all went well. */
    void check(int status) {
        if (status != 0) {
            throw thrown(status);
        }
    }

    private RuntimeException thrown(int status) {
        byte[] json = copied(error.get(ADDRESS, 24), error.get(JAVA_LONG, 32));
        Ffm.free(Symbols.ERROR_FREE, error);
        if (json.length == 0) {
            return new IllegalStateException("the library of errpredict gave status " + status + " without an error");
        }
        return ErrpredictException.of(new String(json, StandardCharsets.UTF_8));
    }
}
