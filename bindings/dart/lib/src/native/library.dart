/// The core in the process, over its C library.
library;

import 'dart:convert';
import 'dart:ffi';
import 'dart:isolate';
import 'dart:typed_data';

import 'package:ffi/ffi.dart';

import '../door.dart';
import '../error.dart';
import 'structs.dart';
import 'symbols.dart' as c;

bool _checked = false;

void _check() {
  if (!_checked && !c.abiIsCompatible(c.abiVersion)) {
    throw StateError('the library of errpredict has version ${c.abiVersionOfLibrary()} of its interface, '
        'this package needs version ${c.abiVersion}');
  }
  _checked = true;
}

/// Texts of one call, freed with its arena.
(Pointer<Char>, int) _text(Arena arena, String text) {
  final bytes = utf8.encode(text);
  final (pointer, length) = _bytes(arena, bytes);
  return (pointer.cast<Char>(), length);
}

(Pointer<Uint8>, int) _bytes(Arena arena, List<int> bytes) {
  final pointer = arena<Uint8>(bytes.isEmpty ? 1 : bytes.length);
  pointer.asTypedList(bytes.length).setAll(0, bytes);
  return (pointer, bytes.length);
}

Pointer<Double> _numbers(Arena arena, List<double> numbers) {
  final pointer = arena<Double>(numbers.isEmpty ? 1 : numbers.length);
  pointer.asTypedList(numbers.length).setAll(0, numbers);
  return pointer;
}

/// Makes a call that may fail, with memory for its error.
void _told(int Function(Arena arena, Pointer<ErrpredictError> error) work) {
  _check();
  using((arena) {
    final error = arena<ErrpredictError>();
    if (work(arena, error) != 0) {
      final json = error.ref.json;
      final told = utf8.decode(json.data.asTypedList(json.len));
      c.errorFree(error);
      throw ErrpredictException.of(jsonDecode(told) as Map<String, Object?>);
    }
  });
}

/// Makes a call that gives bytes.
Uint8List _answer(int Function(Arena arena, Pointer<ErrpredictBytes> answer, Pointer<ErrpredictError> error) work) {
  late Uint8List taken;
  _told((arena, error) {
    final answer = arena<ErrpredictBytes>();
    final status = work(arena, answer, error);
    if (status == 0) {
      taken = Uint8List.fromList(answer.ref.data.asTypedList(answer.ref.len));
      c.bytesFree(answer);
    }
    return status;
  });
  return taken;
}

/// The operations, each in an isolate of its own, so that a screen goes on moving.
class NativeDoor implements Door {
  /// The library of the process.
  const NativeDoor();

  @override
  Future<Map<String, Object?>> call(String operation, Map<String, Object?> request) => Isolate.run(() => callSync(operation, request));

  /// Runs an operation and waits for it.
  static Map<String, Object?> callSync(String operation, Map<String, Object?> request) {
    final answer = _answer((arena, answer, error) {
      final (name, nameLength) = _text(arena, operation);
      final (given, length) = _text(arena, jsonEncode(request));
      return c.call(name, nameLength, given, length, answer, error);
    });
    return jsonDecode(utf8.decode(answer)) as Map<String, Object?>;
  }

  /// The version of errpredict.
  static String get version => c.version().cast<Utf8>().toDartString();
}

/// What keeps state between calls: a monitor, a rollup, a model, templates, similar texts. It is freed when it is closed or collected.
class Handle implements Finalizable {
  Handle._(this.kind, this._pointer) {
    _finalizer.attach(this, _pointer.cast(), detach: this);
  }

  /// Opens a handle of a kind with settings.
  factory Handle.open(String kind, [Map<String, Object?> settings = const {}]) => Handle._(
      kind,
      _opened((arena, place, error) {
        final (name, nameLength) = _text(arena, kind);
        final (given, length) = _text(arena, jsonEncode(settings));
        return c.handleOpen(name, nameLength, given, length, place, error);
      }));

  /// Goes on where [save] was called.
  factory Handle.load(String kind, List<int> saved) => Handle._(
      kind,
      _opened((arena, place, error) {
        final (name, nameLength) = _text(arena, kind);
        final (given, length) = _bytes(arena, saved);
        return c.handleLoad(name, nameLength, given, length, place, error);
      }));

  static final _finalizer = NativeFinalizer(c.handleFreeAddress.cast());

  static Pointer<ErrpredictHandle> _opened(
      int Function(Arena arena, Pointer<Pointer<ErrpredictHandle>> place, Pointer<ErrpredictError> error) work) {
    late Pointer<ErrpredictHandle> opened;
    _told((arena, error) {
      final place = arena<Pointer<ErrpredictHandle>>();
      final status = work(arena, place, error);
      opened = place.value;
      return status;
    });
    return opened;
  }

  /// The kind it was opened as.
  final String kind;

  Pointer<ErrpredictHandle> _pointer;

  Pointer<ErrpredictHandle> get _open => _pointer == nullptr ? throw StateError('this $kind was closed') : _pointer;

  /// Calls a method with the fields of a request, and gives those of the answer; `docs/wire.md` lists them.
  Map<String, Object?> call(String method, [Map<String, Object?> request = const {}, Handle? other]) {
    final answer = _answer((arena, answer, error) {
      final (name, nameLength) = _text(arena, method);
      final (given, length) = _text(arena, jsonEncode(request));
      return c.handleCall(_open, name, nameLength, given, length, other?._open ?? nullptr, answer, error);
    });
    return jsonDecode(utf8.decode(answer)) as Map<String, Object?>;
  }

  /// Counts one event, as messages have it.
  void observe(Map<String, Object?> event) => _told((arena, error) {
        final (given, length) = _text(arena, jsonEncode(event));
        return c.observeJson(_open, given, length, error);
      });

  /// The state as bytes, for [Handle.load].
  Uint8List save() => _answer((arena, answer, error) => c.handleSave(_open, answer, error));

  /// Frees it now; a second time does nothing.
  void close() {
    if (_pointer != nullptr) {
      _finalizer.detach(this);
      c.handleFree(_pointer);
      _pointer = nullptr;
    }
  }
}

/// A fitted detector of rows of numbers, which lie one after the other in a list; a gap is NaN.
class Detector implements Finalizable {
  Detector._(this._pointer) {
    _finalizer.attach(this, _pointer.cast(), detach: this);
  }

  /// Fits a detector to rows, most of them normal; [settings] are its name, or JSON with `method`.
  factory Detector.fit(String settings, List<double> numbers, {required int columns, int seed = 0}) {
    late Pointer<ErrpredictDetector> fitted;
    _told((arena, error) {
      final (name, length) = _text(arena, settings);
      final place = arena<Pointer<ErrpredictDetector>>();
      final status = c.detectorFit(name, length, _rows(arena, numbers, columns), seed, place, error);
      fitted = place.value;
      return status;
    });
    return Detector._(fitted);
  }

  static final _finalizer = NativeFinalizer(c.detectorFreeAddress.cast());

  Pointer<ErrpredictDetector> _pointer;

  Pointer<ErrpredictDetector> get _open => _pointer == nullptr ? throw StateError('this detector was closed') : _pointer;

  static Pointer<ErrpredictRows> _rows(Arena arena, List<double> numbers, int columns) {
    if (columns < 1 || numbers.length % columns != 0) {
      throw ArgumentError('${numbers.length} numbers are no whole number of rows of $columns columns');
    }
    final rows = arena<ErrpredictRows>();
    rows.ref
      ..data = _numbers(arena, numbers)
      ..rows = numbers.length ~/ columns
      ..columns = columns
      ..rowStride = columns
      ..columnStride = 1;
    return rows;
  }

  /// One finite score a row; higher is stranger.
  List<double> score(List<double> numbers) {
    late List<double> scores;
    _told((arena, error) {
      final rows = _rows(arena, numbers, c.detectorFeatures(_open));
      final n = rows.ref.rows;
      final out = arena<Double>(n == 0 ? 1 : n);
      final status = c.detectorScore(_open, rows, out, n, error);
      scores = List.of(out.asTypedList(n));
      return status;
    });
    return scores;
  }

  /// Frees it now; a second time does nothing.
  void close() {
    if (_pointer != nullptr) {
      _finalizer.detach(this);
      c.detectorFree(_pointer);
      _pointer = nullptr;
    }
  }
}

/// Scores every value of a series, after a history where one is given, else with the whole series in view.
List<double> scoreSeries(String detector, List<double> values,
    {List<double> history = const [], int stepMs = 3600000, int seed = 0}) {
  late List<double> scores;
  _told((arena, error) {
    final (name, length) = _text(arena, detector);
    final out = arena<Double>(values.isEmpty ? 1 : values.length);
    final status = c.scoreSeries(name, length, _numbers(arena, values), values.length, _numbers(arena, history),
        history.length, stepMs, seed, out, error);
    scores = List.of(out.asTypedList(values.length));
    return status;
  });
  return scores;
}

/// Forecasts a series: values, and the lower and upper ends of their intervals, NaN where they are not known.
(List<double>, List<double>, List<double>) forecastSeries(List<double> values,
    {int horizon = 24, Map<String, Object?> settings = const {}, int firstEndMs = 3600000, int stepMs = 3600000}) {
  late List<List<double>> told;
  _told((arena, error) {
    final (given, length) = _text(arena, jsonEncode({...settings, 'horizon': horizon}));
    final out = [for (var i = 0; i < 3; i++) arena<Double>(horizon)];
    final status = c.forecast(given, length, _numbers(arena, values), values.length, firstEndMs, stepMs, horizon, out[0],
        out[1], out[2], error);
    told = [for (final numbers in out) List.of(numbers.asTypedList(horizon))];
    return status;
  });
  return (told[0], told[1], told[2]);
}
