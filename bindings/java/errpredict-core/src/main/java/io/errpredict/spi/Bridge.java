package io.errpredict.spi;

import io.errpredict.EventFields;
import java.util.List;

/**
 * The functions of the C library, one by one. {@code errpredict} (Java 22 and newer) and {@code errpredict-jna} (17 and 21) implement
 * it; applications use the classes of {@code io.errpredict}. Pointers are longs; every function throws
 * {@link io.errpredict.ErrpredictException} with the code of the core.
 */
public interface Bridge {
    /** How it calls: {@code ffm} or {@code jna}. */
    String name();

    /** Which is taken where several are there: the greater. */
    int rank();

    /** {@code errpredict_abi_is_compatible}. */
    boolean isCompatible(int abiVersion);

    /** {@code errpredict_abi_version}. */
    int abiVersion();

    /** {@code errpredict_version}. */
    String version();

    /** {@code errpredict_call}. */
    byte[] call(byte[] operation, byte[] request);

    /** {@code errpredict_handle_open}. */
    long open(byte[] kind, byte[] settings);

    /** {@code errpredict_handle_load}. */
    long load(byte[] kind, byte[] saved);

    /** {@code errpredict_handle_read_files}; the report is written into the first place of {@code report}. */
    long readFiles(List<byte[]> paths, byte[] options, byte[] settings, byte[][] report);

    /** {@code errpredict_handle_call}; {@code with} is 0 for none. */
    byte[] handleCall(long handle, byte[] method, byte[] request, long with);

    /** {@code errpredict_observe}. */
    void observe(long handle, EventFields event);

    /** {@code errpredict_observe_json}. */
    void observeJson(long handle, byte[] event);

    /** {@code errpredict_observe_lines}. */
    byte[] observeLines(long handle, byte[] lines, byte[] options);

    /** {@code errpredict_handle_save}. */
    byte[] save(long handle);

    /** {@code errpredict_handle_free}. */
    void free(long handle);

    /** {@code errpredict_detector_fit}, or, where there are labels, {@code errpredict_predictor_fit}; weights may be null. */
    long fit(byte[] settings, double[] rows, int columns, byte[] labels, double[] weights, long seed);

    /** {@code errpredict_detector_load} or {@code errpredict_predictor_load}. */
    long loadFitted(byte[] saved, boolean predictor);

    /** {@code errpredict_detector_save} or {@code errpredict_predictor_save}. */
    byte[] saveFitted(long fitted, boolean predictor);

    /** {@code errpredict_detector_n_features} or {@code errpredict_predictor_n_features}. */
    long features(long fitted, boolean predictor);

    /** {@code errpredict_detector_score}, {@code errpredict_detector_score_fitted} or {@code errpredict_predictor_probability}. */
    void score(long fitted, double[] rows, int columns, double[] scores, Scoring scoring);

    /** {@code errpredict_detector_free} or {@code errpredict_predictor_free}. */
    void freeFitted(long fitted, boolean predictor);

    /** {@code errpredict_score_series}; {@code history} is empty for none. */
    void scoreSeries(byte[] detector, double[] values, double[] history, long stepMs, long seed, double[] scores);

    /** {@code errpredict_forecast}. */
    void forecast(byte[] settings, double[] values, long firstEndMs, long stepMs, double[] point, double[] lower, double[] upper);

    /** Which function scores. */
    enum Scoring {
        /** Other rows than those a detector was fitted to. */
        DETECTOR,
        /** The very rows it was fitted to. */
        FITTED,
        /** Probabilities of a predictor. */
        PREDICTOR
    }
}
