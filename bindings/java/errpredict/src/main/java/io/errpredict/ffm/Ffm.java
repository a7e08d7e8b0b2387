package io.errpredict.ffm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.errpredict.EventFields;
import io.errpredict.spi.Bridge;
import io.errpredict.spi.Library;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.List;

/** The library through Java's own functions for foreign memory and calls. */
public final class Ffm implements Bridge {
    private static final MemorySegment NULL = MemorySegment.NULL;

    /** How long series are: detectors of rows have a pace each, by their address. */
    private final Pace series = new Pace();

    private final Paces rows = new Paces();

    /** For {@link java.util.ServiceLoader}. */
    public Ffm() {}

    @Override
    public String name() {
        return "ffm";
    }

    @Override
    public int rank() {
        return 2;
    }

    private static MemorySegment at(long address) {
        return MemorySegment.ofAddress(address);
    }

    /** What is thrown out of a call can only be an error of the machine: the library throws nothing. */
    private static Error broken(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        throw new AssertionError(thrown);
    }

    static void free(MethodHandle function, MemorySegment what) {
        try {
            function.invokeExact(what);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    @Override
    public boolean isCompatible(int abiVersion) {
        try {
            return (boolean) Version.ABI_IS_COMPATIBLE.invokeExact(abiVersion);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    @Override
    public int abiVersion() {
        try {
            return (int) Version.ABI_VERSION.invokeExact();
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    @Override
    public String version() {
        try {
            return ((MemorySegment) Symbols.VERSION.invokeExact()).reinterpret(256).getString(0);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    @Override
    public byte[] call(byte[] operation, byte[] request) {
        try (Scratch s = Scratch.of(operation.length + request.length + 16L)) {
            int status;
            try {
                status = (int) Symbols.CALL.invokeExact(
                        at(s.put(operation)), (long) operation.length, at(s.put(request)), (long) request.length, s.answer, s.error);
            } catch (Throwable e) {
                throw broken(e);
            }
            s.check(status);
            return s.taken(s.answer);
        }
    }

    @Override
    public long open(byte[] kind, byte[] settings) {
        return opened(Symbols.OPEN, kind, settings);
    }

    @Override
    public long load(byte[] kind, byte[] saved) {
        return opened(Symbols.LOAD, kind, saved);
    }

    private static long opened(MethodHandle function, byte[] kind, byte[] from) {
        try (Scratch s = Scratch.of(kind.length + from.length + 16L)) {
            int status;
            try {
                status = (int) function.invokeExact(
                        at(s.put(kind)), (long) kind.length, at(s.put(from)), (long) from.length, s.second, s.error);
            } catch (Throwable e) {
                throw broken(e);
            }
            s.check(status);
            return s.second.get(JAVA_LONG, 0);
        }
    }

    @Override
    public long readFiles(List<byte[]> paths, byte[] options, byte[] settings, byte[][] report) {
        long bytes = paths.stream().mapToLong(path -> path.length + 24L).sum() + options.length + settings.length + 32;
        try (Scratch s = Scratch.of(bytes)) {
            MemorySegment texts = s.room(2 * paths.size());
            for (int i = 0; i < paths.size(); i++) {
                texts.set(JAVA_LONG, 16L * i, s.put(paths.get(i)));
                texts.set(JAVA_LONG, 16L * i + 8, paths.get(i).length);
            }
            int status;
            try {
                status = (int) Symbols.READ_FILES.invokeExact(texts, (long) paths.size(), at(s.put(options)), (long) options.length,
                        at(s.put(settings)), (long) settings.length, s.second, s.answer, s.error);
            } catch (Throwable e) {
                throw broken(e);
            }
            s.check(status);
            report[0] = s.taken(s.answer);
            return s.second.get(JAVA_LONG, 0);
        }
    }

    @Override
    public byte[] handleCall(long handle, byte[] method, byte[] request, long with) {
        try (Scratch s = Scratch.of(method.length + request.length + 16L)) {
            int status;
            try {
                status = (int) Symbols.HANDLE_CALL.invokeExact(at(handle), at(s.put(method)), (long) method.length,
                        at(s.put(request)), (long) request.length, at(with), s.answer, s.error);
            } catch (Throwable e) {
                throw broken(e);
            }
            s.check(status);
            return s.taken(s.answer);
        }
    }

    @Override
    public void observe(long handle, EventFields event) {
        String[] texts = event.texts();
        byte[][] utf8 = new byte[texts.length][];
        long bytes = 0;
        for (int i = 0; i < texts.length; i++) {
            if (texts[i] != null) {
                utf8[i] = Library.utf8(texts[i]);
                bytes += utf8[i].length + 8;
            }
        }
        try (Scratch s = Scratch.of(bytes)) {
            MemorySegment struct = s.struct;
            struct.set(JAVA_LONG, 0, 256);
            struct.set(JAVA_LONG, 8, event.timestampMs());
            for (int i = 0; i < utf8.length; i++) {
                byte[] text = utf8[i];
                struct.set(JAVA_LONG, 16 + 16L * i, text == null ? 0 : s.put(text));
                struct.set(JAVA_LONG, 24 + 16L * i, text == null ? 0 : text.length);
            }
            double took = event.responseTimeMs();
            struct.set(JAVA_DOUBLE, 240, took);
            struct.set(JAVA_SHORT, 248, (short) event.statusCode());
            struct.set(JAVA_BOOLEAN, 250, !Double.isNaN(took));
            int status;
            try {
                status = (int) Symbols.OBSERVE.invokeExact(at(handle), struct, s.error);
            } catch (Throwable e) {
                throw broken(e);
            }
            s.check(status);
        }
    }

    @Override
    public void observeJson(long handle, byte[] event) {
        try (Scratch s = Scratch.of(event.length + 8L)) {
            int status;
            try {
                status = (int) Symbols.OBSERVE_JSON.invokeExact(at(handle), at(s.put(event)), (long) event.length, s.error);
            } catch (Throwable e) {
                throw broken(e);
            }
            s.check(status);
        }
    }

    @Override
    public byte[] observeLines(long handle, byte[] lines, byte[] options) {
        try (Scratch s = Scratch.of(lines.length + options.length + 16L)) {
            int status;
            try {
                status = (int) Symbols.OBSERVE_LINES.invokeExact(at(handle), at(s.put(lines)), (long) lines.length,
                        at(s.put(options)), (long) options.length, s.answer, s.error);
            } catch (Throwable e) {
                throw broken(e);
            }
            s.check(status);
            return s.taken(s.answer);
        }
    }

    @Override
    public byte[] save(long handle) {
        return saved(Symbols.SAVE, handle);
    }

    private static byte[] saved(MethodHandle function, long what) {
        try (Scratch s = Scratch.of(0)) {
            int status;
            try {
                status = (int) function.invokeExact(at(what), s.answer, s.error);
            } catch (Throwable e) {
                throw broken(e);
            }
            s.check(status);
            return s.taken(s.answer);
        }
    }

    @Override
    public void free(long handle) {
        free(Symbols.HANDLE_FREE, at(handle));
    }

    @Override
    public long fit(byte[] settings, double[] rows, int columns, byte[] labels, double[] weights, long seed) {
        long more = labels == null ? 0 : labels.length + 8L + (weights == null ? 0 : 8L * weights.length);
        try (Scratch s = Scratch.of(settings.length + 8L * rows.length + more + 16)) {
            MemorySegment name = at(s.put(settings));
            MemorySegment struct = rows(s, s.put(rows), rows.length / columns, columns);
            int status;
            try {
                if (labels == null) {
                    status = (int) Symbols.DETECTOR_FIT.invokeExact(name, (long) settings.length, struct, seed, s.second, s.error);
                } else {
                    MemorySegment weighed = weights == null ? NULL : s.put(weights);
                    status = (int) Symbols.PREDICTOR_FIT.invokeExact(
                            name, (long) settings.length, struct, at(s.put(labels)), weighed, seed, s.second, s.error);
                }
            } catch (Throwable e) {
                throw broken(e);
            }
            s.check(status);
            return s.second.get(JAVA_LONG, 0);
        }
    }

    private static MemorySegment rows(Scratch s, MemorySegment numbers, long rows, long columns) {
        s.struct.set(ADDRESS, 0, numbers);
        s.struct.set(JAVA_LONG, 8, rows);
        s.struct.set(JAVA_LONG, 16, columns);
        s.struct.set(JAVA_LONG, 24, columns);
        s.struct.set(JAVA_LONG, 32, 1);
        return s.struct;
    }

    @Override
    public long loadFitted(byte[] saved, boolean predictor) {
        MethodHandle function = predictor ? Symbols.PREDICTOR_LOAD : Symbols.DETECTOR_LOAD;
        try (Scratch s = Scratch.of(saved.length + 8L)) {
            int status;
            try {
                status = (int) function.invokeExact(at(s.put(saved)), (long) saved.length, s.second, s.error);
            } catch (Throwable e) {
                throw broken(e);
            }
            s.check(status);
            return s.second.get(JAVA_LONG, 0);
        }
    }

    @Override
    public byte[] saveFitted(long fitted, boolean predictor) {
        return saved(predictor ? Symbols.PREDICTOR_SAVE : Symbols.DETECTOR_SAVE, fitted);
    }

    @Override
    public long features(long fitted, boolean predictor) {
        try {
            return predictor
                    ? (long) Symbols.PREDICTOR_FEATURES.invokeExact(at(fitted))
                    : (long) Symbols.DETECTOR_FEATURES.invokeExact(at(fitted));
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    @Override
    public void score(long fitted, double[] rows, int columns, double[] scores, Scoring scoring) {
        int n = scores.length;
        Pace pace = this.rows.of(fitted);
        boolean inPlace = scoring == Scoring.DETECTOR && pace.isShort(rows.length);
        try (Scratch s = Scratch.of(8L * rows.length + (inPlace ? 0 : 8L * n))) {
            // The rows are copied, since a structure points to them; the scores can be written where they lie.
            MemorySegment struct = rows(s, s.put(rows), n, columns);
            MemorySegment out = inPlace ? MemorySegment.ofArray(scores) : s.room(n);
            MethodHandle function = switch (scoring) {
                case DETECTOR -> inPlace ? Symbols.SCORE : Symbols.SCORE_LONG;
                case FITTED -> Symbols.SCORE_FITTED;
                case PREDICTOR -> Symbols.PROBABILITY;
            };
            long begin = System.nanoTime();
            int status;
            try {
                status = (int) function.invokeExact(at(fitted), struct, out, (long) n, s.error);
            } catch (Throwable e) {
                throw broken(e);
            }
            pace.told(rows.length, System.nanoTime() - begin);
            s.check(status);
            if (!inPlace) {
                MemorySegment.copy(out, 0, MemorySegment.ofArray(scores), 0, 8L * n);
            }
        }
    }

    @Override
    public void freeFitted(long fitted, boolean predictor) {
        rows.forget(fitted);
        free(predictor ? Symbols.PREDICTOR_FREE : Symbols.DETECTOR_FREE, at(fitted));
    }

    @Override
    public void scoreSeries(byte[] detector, double[] values, double[] history, long stepMs, long seed, double[] scores) {
        int n = values.length;
        int numbers = n + history.length;
        boolean inPlace = series.isShort(numbers);
        try (Scratch s = Scratch.of(detector.length + 16 + (inPlace ? 0 : 8L * (numbers + n)))) {
            MemorySegment name = at(s.put(detector));
            MemorySegment in = inPlace ? MemorySegment.ofArray(values) : s.put(values);
            MemorySegment before = inPlace ? MemorySegment.ofArray(history) : s.put(history);
            MemorySegment out = inPlace ? MemorySegment.ofArray(scores) : s.room(n);
            long begin = System.nanoTime();
            int status;
            try {
                status = inPlace
                        ? (int) Symbols.SCORE_SERIES.invokeExact(name, (long) detector.length, in, (long) n, before,
                                (long) history.length, stepMs, seed, out, s.error)
                        : (int) Symbols.SCORE_SERIES_LONG.invokeExact(name, (long) detector.length, in, (long) n, before,
                                (long) history.length, stepMs, seed, out, s.error);
            } catch (Throwable e) {
                throw broken(e);
            }
            series.told(numbers, System.nanoTime() - begin);
            s.check(status);
            if (!inPlace) {
                MemorySegment.copy(out, 0, MemorySegment.ofArray(scores), 0, 8L * n);
            }
        }
    }

    @Override
    public void forecast(
            byte[] settings, double[] values, long firstEndMs, long stepMs, double[] point, double[] lower, double[] upper) {
        int horizon = point.length;
        try (Scratch s = Scratch.of(settings.length + 8L * values.length + 24L * horizon + 16)) {
            MemorySegment name = at(s.put(settings));
            MemorySegment in = s.put(values);
            MemorySegment[] out = {s.room(horizon), s.room(horizon), s.room(horizon)};
            int status;
            try {
                status = (int) Symbols.FORECAST.invokeExact(name, (long) settings.length, in, (long) values.length, firstEndMs, stepMs,
                        (long) horizon, out[0], out[1], out[2], s.error);
            } catch (Throwable e) {
                throw broken(e);
            }
            s.check(status);
            double[][] told = {point, lower, upper};
            for (int i = 0; i < 3; i++) {
                MemorySegment.copy(out[i], 0, MemorySegment.ofArray(told[i]), 0, 8L * horizon);
            }
        }
    }
}
