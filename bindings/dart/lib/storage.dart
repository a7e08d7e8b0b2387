/// Where events wait by default: a file, or the browser's storage.
library;

export 'src/capture/storage.dart';
export 'src/capture/storage_file.dart' if (dart.library.js_interop) 'src/capture/storage_web.dart';
