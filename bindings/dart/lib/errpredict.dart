/// Foresees errors in running services: the same operations over the C library and over the service's HTTP API, and capture of errors.
library;

export 'src/capture/capture.dart';
export 'src/capture/queue.dart';
export 'src/door.dart';
export 'src/error.dart';
export 'src/http/client.dart';
export 'src/http/envelope.dart' show EnvelopeClient;
export 'src/http/sink.dart' show EventSink;
export 'src/message.dart';
// The library is not there in a browser: there the names are, and say so.
export 'src/native/unavailable.dart' if (dart.library.ffi) 'src/native/library.dart';
export 'src/wire/operations.dart';
