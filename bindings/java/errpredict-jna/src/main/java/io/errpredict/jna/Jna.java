package io.errpredict.jna;

import io.errpredict.EventFields;
import io.errpredict.spi.Bridge;
import io.errpredict.spi.Library;
import java.util.List;

/** The library through JNA, for Java 17 and 21. */
public final class Jna implements Bridge {
    /** For {@link java.util.ServiceLoader}. */
    public Jna() {}

    @Override
    public String name() {
        return "jna";
    }

    @Override
    public int rank() {
        return 1;
    }

    @Override
    public boolean isCompatible(int abiVersion) {
        return Version.errpredict_abi_is_compatible(abiVersion) != 0;
    }

    @Override
    public int abiVersion() {
        return Version.errpredict_abi_version();
    }

    @Override
    public String version() {
        return Functions.errpredict_version();
    }

    @Override
    public byte[] call(byte[] operation, byte[] request) {
        try (Memory m = new Memory(operation.length + request.length + 16L)) {
            m.check(Functions.errpredict_call(m.put(operation), operation.length, m.put(request), request.length, m.answer(), m.error()));
            return m.taken();
        }
    }

    @Override
    public long open(byte[] kind, byte[] settings) {
        try (Memory m = new Memory(kind.length + settings.length + 16L)) {
            m.check(Functions.errpredict_handle_open(m.put(kind), kind.length, m.put(settings), settings.length, m.second(), m.error()));
            return m.opened();
        }
    }

    @Override
    public long load(byte[] kind, byte[] saved) {
        try (Memory m = new Memory(kind.length + saved.length + 16L)) {
            m.check(Functions.errpredict_handle_load(m.put(kind), kind.length, m.put(saved), saved.length, m.second(), m.error()));
            return m.opened();
        }
    }

    @Override
    public long readFiles(List<byte[]> paths, byte[] options, byte[] settings, byte[][] report) {
        long bytes = paths.stream().mapToLong(path -> path.length + 24L).sum() + options.length + settings.length + 32;
        try (Memory m = new Memory(bytes)) {
            long texts = m.room(2 * paths.size());
            for (int i = 0; i < paths.size(); i++) {
                m.put(texts + 16L * i, m.put(paths.get(i)));
                m.put(texts + 16L * i + 8, (long) paths.get(i).length);
            }
            m.check(Functions.errpredict_handle_read_files(texts, paths.size(), m.put(options), options.length, m.put(settings),
                    settings.length, m.second(), m.answer(), m.error()));
            report[0] = m.taken();
            return m.opened();
        }
    }

    @Override
    public byte[] handleCall(long handle, byte[] method, byte[] request, long with) {
        try (Memory m = new Memory(method.length + request.length + 16L)) {
            m.check(Functions.errpredict_handle_call(
                    handle, m.put(method), method.length, m.put(request), request.length, with, m.answer(), m.error()));
            return m.taken();
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
        try (Memory m = new Memory(bytes)) {
            m.set(0, 256L);
            m.set(8, event.timestampMs());
            for (int i = 0; i < utf8.length; i++) {
                if (utf8[i] != null) {
                    m.set(16 + 16L * i, m.put(utf8[i]));
                    m.set(24 + 16L * i, (long) utf8[i].length);
                }
            }
            m.set(240, event.responseTimeMs());
            m.set(248, (short) event.statusCode());
            m.set(250, (byte) (Double.isNaN(event.responseTimeMs()) ? 0 : 1));
            m.check(Functions.errpredict_observe(handle, m.struct(), m.error()));
        }
    }

    @Override
    public void observeJson(long handle, byte[] event) {
        try (Memory m = new Memory(event.length + 8L)) {
            m.check(Functions.errpredict_observe_json(handle, m.put(event), event.length, m.error()));
        }
    }

    @Override
    public byte[] observeLines(long handle, byte[] lines, byte[] options) {
        try (Memory m = new Memory(lines.length + options.length + 16L)) {
            m.check(Functions.errpredict_observe_lines(
                    handle, m.put(lines), lines.length, m.put(options), options.length, m.answer(), m.error()));
            return m.taken();
        }
    }

    @Override
    public byte[] save(long handle) {
        try (Memory m = new Memory(0)) {
            m.check(Functions.errpredict_handle_save(handle, m.answer(), m.error()));
            return m.taken();
        }
    }

    @Override
    public void free(long handle) {
        Functions.errpredict_handle_free(handle);
    }

    private static void rows(Memory m, long numbers, long rows, long columns) {
        m.set(0, numbers);
        m.set(8, rows);
        m.set(16, columns);
        m.set(24, columns);
        m.set(32, 1L);
    }

    @Override
    public long fit(byte[] settings, double[] rows, int columns, byte[] labels, double[] weights, long seed) {
        long more = labels == null ? 0 : labels.length + 8L + (weights == null ? 0 : 8L * weights.length);
        try (Memory m = new Memory(settings.length + 8L * rows.length + more + 16)) {
            long name = m.put(settings);
            rows(m, m.put(rows), rows.length / columns, columns);
            if (labels == null) {
                m.check(Functions.errpredict_detector_fit(name, settings.length, m.struct(), seed, m.second(), m.error()));
            } else {
                long weighed = weights == null ? 0 : m.put(weights);
                m.check(Functions.errpredict_predictor_fit(
                        name, settings.length, m.struct(), m.put(labels), weighed, seed, m.second(), m.error()));
            }
            return m.opened();
        }
    }

    @Override
    public long loadFitted(byte[] saved, boolean predictor) {
        try (Memory m = new Memory(saved.length + 8L)) {
            long bytes = m.put(saved);
            m.check(predictor
                    ? Functions.errpredict_predictor_load(bytes, saved.length, m.second(), m.error())
                    : Functions.errpredict_detector_load(bytes, saved.length, m.second(), m.error()));
            return m.opened();
        }
    }

    @Override
    public byte[] saveFitted(long fitted, boolean predictor) {
        try (Memory m = new Memory(0)) {
            m.check(predictor
                    ? Functions.errpredict_predictor_save(fitted, m.answer(), m.error())
                    : Functions.errpredict_detector_save(fitted, m.answer(), m.error()));
            return m.taken();
        }
    }

    @Override
    public long features(long fitted, boolean predictor) {
        return predictor ? Functions.errpredict_predictor_n_features(fitted) : Functions.errpredict_detector_n_features(fitted);
    }

    @Override
    public void score(long fitted, double[] rows, int columns, double[] scores, Scoring scoring) {
        int n = scores.length;
        try (Memory m = new Memory(8L * rows.length + 8L * n)) {
            rows(m, m.put(rows), n, columns);
            long out = m.room(n);
            m.check(switch (scoring) {
                case DETECTOR -> Functions.errpredict_detector_score(fitted, m.struct(), out, n, m.error());
                case FITTED -> Functions.errpredict_detector_score_fitted(fitted, m.struct(), out, n, m.error());
                case PREDICTOR -> Functions.errpredict_predictor_probability(fitted, m.struct(), out, n, m.error());
            });
            m.read(out, scores);
        }
    }

    @Override
    public void freeFitted(long fitted, boolean predictor) {
        if (predictor) {
            Functions.errpredict_predictor_free(fitted);
        } else {
            Functions.errpredict_detector_free(fitted);
        }
    }

    @Override
    public void scoreSeries(byte[] detector, double[] values, double[] history, long stepMs, long seed, double[] scores) {
        int n = values.length;
        try (Memory m = new Memory(detector.length + 16 + 8L * (2L * n + history.length))) {
            long name = m.put(detector);
            long in = m.put(values);
            long before = m.put(history);
            long out = m.room(n);
            m.check(Functions.errpredict_score_series(
                    name, detector.length, in, n, before, history.length, stepMs, seed, out, m.error()));
            m.read(out, scores);
        }
    }

    @Override
    public void forecast(
            byte[] settings, double[] values, long firstEndMs, long stepMs, double[] point, double[] lower, double[] upper) {
        int horizon = point.length;
        try (Memory m = new Memory(settings.length + 8L * values.length + 24L * horizon + 16)) {
            long name = m.put(settings);
            long in = m.put(values);
            long[] out = {m.room(horizon), m.room(horizon), m.room(horizon)};
            m.check(Functions.errpredict_forecast(
                    name, settings.length, in, values.length, firstEndMs, stepMs, horizon, out[0], out[1], out[2], m.error()));
            m.read(out[0], point);
            m.read(out[1], lower);
            m.read(out[2], upper);
        }
    }
}
