package io.errpredict.ffm;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.invoke.MethodHandle;

/** The functions of the header. A size is a long: the package is for 64-bit systems. */
final class Symbols {
    static final MethodHandle CALL = status("errpredict_call", ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);
    static final MethodHandle OPEN = status("errpredict_handle_open", ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);
    static final MethodHandle LOAD = status("errpredict_handle_load", ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);
    static final MethodHandle READ_FILES = status("errpredict_handle_read_files",
            ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS);
    static final MethodHandle HANDLE_CALL = status("errpredict_handle_call",
            ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS);
    static final MethodHandle OBSERVE = status("errpredict_observe", ADDRESS, ADDRESS, ADDRESS);
    static final MethodHandle OBSERVE_JSON = status("errpredict_observe_json", ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);
    static final MethodHandle OBSERVE_LINES = status("errpredict_observe_lines",
            ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);
    static final MethodHandle SAVE = status("errpredict_handle_save", ADDRESS, ADDRESS, ADDRESS);
    static final MethodHandle DETECTOR_FIT = status("errpredict_detector_fit", ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);
    static final MethodHandle PREDICTOR_FIT = status("errpredict_predictor_fit",
            ADDRESS, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);
    static final MethodHandle DETECTOR_LOAD = status("errpredict_detector_load", ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);
    static final MethodHandle PREDICTOR_LOAD = status("errpredict_predictor_load", ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);
    static final MethodHandle DETECTOR_SAVE = status("errpredict_detector_save", ADDRESS, ADDRESS, ADDRESS);
    static final MethodHandle PREDICTOR_SAVE = status("errpredict_predictor_save", ADDRESS, ADDRESS, ADDRESS);
    static final MethodHandle SCORE = inPlace("errpredict_detector_score", ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);
    static final MethodHandle SCORE_LONG = status("errpredict_detector_score", ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);
    static final MethodHandle SCORE_FITTED = status("errpredict_detector_score_fitted", ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);
    static final MethodHandle PROBABILITY = status("errpredict_predictor_probability", ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);
    static final MethodHandle SCORE_SERIES = inPlace("errpredict_score_series",
            ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS);
    static final MethodHandle SCORE_SERIES_LONG = status("errpredict_score_series",
            ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS);
    static final MethodHandle FORECAST = status("errpredict_forecast",
            ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    static final MethodHandle BYTES_FREE = handle("errpredict_bytes_free", FunctionDescriptor.ofVoid(ADDRESS));
    static final MethodHandle ERROR_FREE = handle("errpredict_error_free", FunctionDescriptor.ofVoid(ADDRESS));
    static final MethodHandle HANDLE_FREE = handle("errpredict_handle_free", FunctionDescriptor.ofVoid(ADDRESS));
    static final MethodHandle DETECTOR_FREE = handle("errpredict_detector_free", FunctionDescriptor.ofVoid(ADDRESS));
    static final MethodHandle PREDICTOR_FREE = handle("errpredict_predictor_free", FunctionDescriptor.ofVoid(ADDRESS));
    static final MethodHandle DETECTOR_FEATURES = handle("errpredict_detector_n_features", FunctionDescriptor.of(JAVA_LONG, ADDRESS));
    static final MethodHandle PREDICTOR_FEATURES = handle("errpredict_predictor_n_features", FunctionDescriptor.of(JAVA_LONG, ADDRESS));
    static final MethodHandle VERSION = handle("errpredict_version", FunctionDescriptor.of(ADDRESS));

    private Symbols() {}

    private static MethodHandle status(String name, MemoryLayout... arguments) {
        return handle(name, FunctionDescriptor.of(JAVA_INT, arguments));
    }

    /**
     * A function that may be given Java arrays where they lie. No collection of garbage can begin while it runs, so {@link Pace} keeps it
     * for calls that are short.
     */
    private static MethodHandle inPlace(String name, MemoryLayout... arguments) {
        return handle(name, FunctionDescriptor.of(JAVA_INT, arguments), Linker.Option.critical(true));
    }

    private static MethodHandle handle(String name, FunctionDescriptor descriptor, Linker.Option... options) {
        return Version.handle(name, descriptor, options);
    }
}
