package io.errpredict.jna;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.errpredict.ErrpredictException;
import java.nio.charset.StandardCharsets;

/** Memory of one call: an error, an answer, a second answer or pointer, a structure, and what the caller gives behind them. */
final class Memory implements AutoCloseable {
    private static final long ANSWER = 48;
    private static final long SECOND = 64;
    private static final long STRUCT = 80;
    private static final long GIVEN = STRUCT + 256;

    private final long address;
    private final Pointer memory;
    private long used = GIVEN;

    /** Memory with room for so many bytes of texts and numbers. */
    Memory(long bytes) {
        address = Native.malloc(GIVEN + bytes);
        if (address == 0) {
            throw new OutOfMemoryError("no " + bytes + " bytes for a call of errpredict");
        }
        memory = new Pointer(address);
        memory.clear(GIVEN);
    }

    @Override
    public void close() {
        Native.free(address);
    }

    long error() {
        return address;
    }

    long answer() {
        return address + ANSWER;
    }

    long second() {
        return address + SECOND;
    }

    long struct() {
        return address + STRUCT;
    }

    /** What the library wrote into the second place: the pointer of a handle. */
    long opened() {
        return memory.getLong(SECOND);
    }

    void set(long offset, long value) {
        memory.setLong(STRUCT + offset, value);
    }

    void set(long offset, double value) {
        memory.setDouble(STRUCT + offset, value);
    }

    void set(long offset, short value) {
        memory.setShort(STRUCT + offset, value);
    }

    void set(long offset, byte value) {
        memory.setByte(STRUCT + offset, value);
    }

    /** Copies bytes behind what is there; gives their address. */
    long put(byte[] bytes) {
        long at = used;
        memory.write(at, bytes, 0, bytes.length);
        used = at + (bytes.length + 7 & ~7L);
        return address + at;
    }

    long put(double[] numbers) {
        long at = used;
        memory.write(at, numbers, 0, numbers.length);
        used = at + 8L * numbers.length;
        return address + at;
    }

    /** Room for numbers that the library writes. */
    long room(int numbers) {
        long at = used;
        used = at + 8L * numbers;
        return address + at;
    }

    void read(long from, double[] numbers) {
        memory.read(from - address, numbers, 0, numbers.length);
    }

    void put(long at, long value) {
        memory.setLong(at - address, value);
    }

    /** The bytes of the answer, which are then freed. */
    byte[] taken() {
        byte[] bytes = copied(ANSWER);
        Functions.errpredict_bytes_free(answer());
        return bytes;
    }

    private byte[] copied(long at) {
        int length = Math.toIntExact(memory.getLong(at + 8));
        return length == 0 ? new byte[0] : memory.getPointer(at).getByteArray(0, length);
    }

    /** Throws the error that the library wrote, unless it told that all went well. */
    void check(int status) {
        if (status == 0) {
            return;
        }
        byte[] json = copied(24);
        Functions.errpredict_error_free(error());
        if (json.length == 0) {
            throw new IllegalStateException("the library of errpredict gave status " + status + " without an error");
        }
        throw ErrpredictException.of(new String(json, StandardCharsets.UTF_8));
    }
}
