/// What stands for the library where there is none: in a browser.
library;

import '../door.dart';

Never _none() => throw UnsupportedError('the library of errpredict is not there in a browser: take ServiceClient');

/// The library, which is not there.
class NativeDoor implements Door {
  /// The library of the process.
  const NativeDoor();

  @override
  Future<Map<String, Object?>> call(String operation, Map<String, Object?> request) => _none();
}

/// A handle, which cannot be opened.
class Handle {
  /// Opens a handle of a kind with settings.
  Handle.open(this.kind, [Map<String, Object?> settings = const {}]) {
    _none();
  }

  /// The kind it was opened as.
  final String kind;
}
