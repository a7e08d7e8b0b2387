package io.errpredict.jna;

import com.sun.jna.Native;
import io.errpredict.spi.Library;

/** The functions of the header, mapped directly. Pointers and sizes are longs: the package is for 64-bit systems. A bool is a byte. */
final class Functions {
    static {
        Native.register(Functions.class, Library.path());
    }

    private Functions() {}

    static native String errpredict_version();

    static native void errpredict_bytes_free(long bytes);

    static native void errpredict_error_free(long error);

    static native int errpredict_call(long operation, long operationLen, long request, long requestLen, long answer, long error);

    static native int errpredict_handle_open(long kind, long kindLen, long settings, long settingsLen, long handle, long error);

    static native int errpredict_handle_load(long kind, long kindLen, long bytes, long bytesLen, long handle, long error);

    static native int errpredict_handle_read_files(
            long paths, long n, long options, long optionsLen, long settings, long settingsLen, long handle, long report, long error);

    static native int errpredict_handle_call(
            long handle, long method, long methodLen, long request, long requestLen, long with, long answer, long error);

    static native int errpredict_observe(long handle, long event, long error);

    static native int errpredict_observe_json(long handle, long event, long eventLen, long error);

    static native int errpredict_observe_lines(
            long handle, long lines, long linesLen, long options, long optionsLen, long report, long error);

    static native int errpredict_handle_save(long handle, long bytes, long error);

    static native void errpredict_handle_free(long handle);

    static native int errpredict_detector_fit(long settings, long settingsLen, long rows, long seed, long detector, long error);

    static native int errpredict_predictor_fit(
            long settings, long settingsLen, long rows, long labels, long weights, long seed, long predictor, long error);

    static native int errpredict_detector_score(long detector, long rows, long scores, long n, long error);

    static native int errpredict_detector_score_fitted(long detector, long rows, long scores, long n, long error);

    static native int errpredict_predictor_probability(long predictor, long rows, long probabilities, long n, long error);

    static native long errpredict_detector_n_features(long detector);

    static native long errpredict_predictor_n_features(long predictor);

    static native int errpredict_detector_save(long detector, long bytes, long error);

    static native int errpredict_predictor_save(long predictor, long bytes, long error);

    static native int errpredict_detector_load(long bytes, long bytesLen, long detector, long error);

    static native int errpredict_predictor_load(long bytes, long bytesLen, long predictor, long error);

    static native void errpredict_detector_free(long detector);

    static native void errpredict_predictor_free(long predictor);

    static native int errpredict_score_series(long detector, long detectorLen, long values, long n, long history, long nHistory,
            long stepMs, long seed, long scores, long error);

    static native int errpredict_forecast(long settings, long settingsLen, long values, long n, long firstEndMs, long stepMs,
            long horizon, long point, long lower, long upper, long error);
}
