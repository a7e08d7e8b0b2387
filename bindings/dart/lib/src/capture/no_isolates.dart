/// What stands for isolates in a browser, which has none.
library;

/// A port that nothing is sent to.
class SendPort {}

/// A port that receives nothing.
class RawReceivePort {
  /// The handler is never called.
  RawReceivePort(void Function(Object?) handler);

  /// The other end.
  final SendPort sendPort = SendPort();
}

/// The one thread there is.
class Isolate {
  /// The one thread there is.
  static final Isolate current = Isolate();

  /// Its errors come through the platform's handler.
  void addErrorListener(SendPort port) {}
}
