/// Events wait in a file, where there are files.
library;

import 'dart:io';

import 'storage.dart';

/// A file, written whole and moved into its place.
class DefaultStorage implements EventStorage {
  /// A file in a folder that the application may write to.
  DefaultStorage(String folder) : _file = File('$folder/errpredict-events.json');

  final File _file;

  @override
  Future<String?> read() async => await _file.exists() ? await _file.readAsString() : null;

  @override
  Future<void> putAside() async {
    if (await _file.exists()) {
      await _file.rename('${_file.path}.damaged');
    }
  }

  @override
  Future<void> write(String text) async {
    final next = File('${_file.path}.new');
    await next.writeAsString(text, flush: true);
    await next.rename(_file.path);
  }
}
