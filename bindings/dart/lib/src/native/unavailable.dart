/// What stands for the library where there is none: in a browser. It has every name of `library.dart`; a test compares the two.
library;

import 'dart:typed_data';

import '../door.dart';

Never _none() => throw UnsupportedError('the library of errpredict is not there in a browser: take ServiceClient');

/// The library, which is not there.
class NativeDoor implements Door {
  /// The library of the process.
  const NativeDoor();

  @override
  Future<Map<String, Object?>> call(String operation, Map<String, Object?> request) => _none();

  /// Runs an operation and waits for it.
  static Map<String, Object?> callSync(String operation, Map<String, Object?> request) => _none();

  /// The version of errpredict.
  static String get version => _none();
}

/// A handle, which cannot be opened.
class Handle {
  /// Opens a handle of a kind with settings.
  factory Handle.open(String kind, [Map<String, Object?> settings = const {}]) => _none();

  /// Goes on where [save] was called.
  factory Handle.load(String kind, List<int> saved) => _none();

  /// The kind it was opened as.
  String get kind => _none();

  /// Calls a method with the fields of a request, and gives those of the answer.
  Map<String, Object?> call(String method, [Map<String, Object?> request = const {}, Handle? other]) => _none();

  /// Counts one event, as messages have it.
  void observe(Map<String, Object?> event) => _none();

  /// The state as bytes, for [Handle.load].
  Uint8List save() => _none();

  /// Frees it now.
  void close() => _none();
}

/// A fitted detector, which cannot be fitted.
class Detector {
  /// Fits a detector to rows.
  factory Detector.fit(String settings, List<double> numbers, {required int columns, int seed = 0}) => _none();

  /// One finite score a row.
  List<double> score(List<double> numbers) => _none();

  /// Frees it now.
  void close() => _none();
}

/// Scores every value of a series.
List<double> scoreSeries(String detector, List<double> values,
        {List<double> history = const [], int stepMs = 3600000, int seed = 0}) =>
    _none();

/// Forecasts a series.
(List<double>, List<double>, List<double>) forecastSeries(List<double> values,
        {int horizon = 24, Map<String, Object?> settings = const {}, int firstEndMs = 3600000, int stepMs = 3600000}) =>
    _none();
