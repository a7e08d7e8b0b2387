/// The functions of the C library that the package calls. A test compares each with the header.
library;

import 'dart:ffi';
import 'dart:io' show Platform;

import 'structs.dart';

/// The version of the C interface that this package was written for.
const abiVersion = 0;

/// The library, by the name that each system's loader looks up, or where `ERRPREDICT_LIBRARY` says.
final DynamicLibrary library = DynamicLibrary.open(Platform.environment['ERRPREDICT_LIBRARY'] ??
    (Platform.isMacOS || Platform.isIOS
        ? 'liberrpredict.dylib'
        : Platform.isWindows
            ? 'errpredict.dll'
            : 'liberrpredict.so'));

/// Whether the library has the interface of a version.
final abiIsCompatible = library.lookupFunction<Bool Function(Uint32), bool Function(int)>('errpredict_abi_is_compatible');

/// The version of its interface.
final abiVersionOfLibrary = library.lookupFunction<Uint32 Function(), int Function()>('errpredict_abi_version');

/// The version of errpredict.
final version = library.lookupFunction<Pointer<Char> Function(), Pointer<Char> Function()>('errpredict_version');

/// Frees bytes.
final bytesFree =
    library.lookupFunction<Void Function(Pointer<ErrpredictBytes>), void Function(Pointer<ErrpredictBytes>)>('errpredict_bytes_free');

/// Frees an error.
final errorFree =
    library.lookupFunction<Void Function(Pointer<ErrpredictError>), void Function(Pointer<ErrpredictError>)>('errpredict_error_free');

/// Runs an operation.
final call = library.lookupFunction<
    Int32 Function(Pointer<Char>, Size, Pointer<Char>, Size, Pointer<ErrpredictBytes>, Pointer<ErrpredictError>),
    int Function(
        Pointer<Char>, int, Pointer<Char>, int, Pointer<ErrpredictBytes>, Pointer<ErrpredictError>)>('errpredict_call');

/// Opens a handle.
final handleOpen = library.lookupFunction<
    Int32 Function(Pointer<Char>, Size, Pointer<Char>, Size, Pointer<Pointer<ErrpredictHandle>>, Pointer<ErrpredictError>),
    int Function(Pointer<Char>, int, Pointer<Char>, int, Pointer<Pointer<ErrpredictHandle>>,
        Pointer<ErrpredictError>)>('errpredict_handle_open');

/// Opens a handle from saved bytes.
final handleLoad = library.lookupFunction<
    Int32 Function(Pointer<Char>, Size, Pointer<Uint8>, Size, Pointer<Pointer<ErrpredictHandle>>, Pointer<ErrpredictError>),
    int Function(Pointer<Char>, int, Pointer<Uint8>, int, Pointer<Pointer<ErrpredictHandle>>,
        Pointer<ErrpredictError>)>('errpredict_handle_load');

/// Calls a method of a handle.
final handleCall = library.lookupFunction<
    Int32 Function(Pointer<ErrpredictHandle>, Pointer<Char>, Size, Pointer<Char>, Size, Pointer<ErrpredictHandle>,
        Pointer<ErrpredictBytes>, Pointer<ErrpredictError>),
    int Function(Pointer<ErrpredictHandle>, Pointer<Char>, int, Pointer<Char>, int, Pointer<ErrpredictHandle>,
        Pointer<ErrpredictBytes>, Pointer<ErrpredictError>)>('errpredict_handle_call');

/// Counts an event.
final observeJson = library.lookupFunction<
    Int32 Function(Pointer<ErrpredictHandle>, Pointer<Char>, Size, Pointer<ErrpredictError>),
    int Function(Pointer<ErrpredictHandle>, Pointer<Char>, int, Pointer<ErrpredictError>)>('errpredict_observe_json');

/// Gives the state of a handle.
final handleSave = library.lookupFunction<
    Int32 Function(Pointer<ErrpredictHandle>, Pointer<ErrpredictBytes>, Pointer<ErrpredictError>),
    int Function(Pointer<ErrpredictHandle>, Pointer<ErrpredictBytes>, Pointer<ErrpredictError>)>('errpredict_handle_save');

/// Frees a handle.
final handleFree =
    library.lookupFunction<Void Function(Pointer<ErrpredictHandle>), void Function(Pointer<ErrpredictHandle>)>('errpredict_handle_free');

/// The same as an address, for finalizers.
final handleFreeAddress = library.lookup<NativeFunction<Void Function(Pointer<ErrpredictHandle>)>>('errpredict_handle_free');

/// Scores a series.
final scoreSeries = library.lookupFunction<
    Int32 Function(Pointer<Char>, Size, Pointer<Double>, Size, Pointer<Double>, Size, Int64, Uint64, Pointer<Double>,
        Pointer<ErrpredictError>),
    int Function(Pointer<Char>, int, Pointer<Double>, int, Pointer<Double>, int, int, int, Pointer<Double>,
        Pointer<ErrpredictError>)>('errpredict_score_series');

/// Forecasts a series.
final forecast = library.lookupFunction<
    Int32 Function(Pointer<Char>, Size, Pointer<Double>, Size, Int64, Int64, Size, Pointer<Double>, Pointer<Double>,
        Pointer<Double>, Pointer<ErrpredictError>),
    int Function(Pointer<Char>, int, Pointer<Double>, int, int, int, int, Pointer<Double>, Pointer<Double>, Pointer<Double>,
        Pointer<ErrpredictError>)>('errpredict_forecast');

/// Fits a detector.
final detectorFit = library.lookupFunction<
    Int32 Function(Pointer<Char>, Size, Pointer<ErrpredictRows>, Uint64, Pointer<Pointer<ErrpredictDetector>>,
        Pointer<ErrpredictError>),
    int Function(Pointer<Char>, int, Pointer<ErrpredictRows>, int, Pointer<Pointer<ErrpredictDetector>>,
        Pointer<ErrpredictError>)>('errpredict_detector_fit');

/// Scores rows.
final detectorScore = library.lookupFunction<
    Int32 Function(Pointer<ErrpredictDetector>, Pointer<ErrpredictRows>, Pointer<Double>, Size, Pointer<ErrpredictError>),
    int Function(Pointer<ErrpredictDetector>, Pointer<ErrpredictRows>, Pointer<Double>, int,
        Pointer<ErrpredictError>)>('errpredict_detector_score');

/// Columns of a detector.
final detectorFeatures =
    library.lookupFunction<Size Function(Pointer<ErrpredictDetector>), int Function(Pointer<ErrpredictDetector>)>(
        'errpredict_detector_n_features');

/// Frees a detector.
final detectorFree = library.lookupFunction<Void Function(Pointer<ErrpredictDetector>), void Function(Pointer<ErrpredictDetector>)>(
    'errpredict_detector_free');

/// The same as an address, for finalizers.
final detectorFreeAddress = library.lookup<NativeFunction<Void Function(Pointer<ErrpredictDetector>)>>('errpredict_detector_free');
