/// Events wait in the browser's own storage.
library;

import 'package:web/web.dart' as web;

import 'storage.dart';

/// The browser's storage for this site.
class DefaultStorage implements EventStorage {
  /// The name of the folder is that of the entry.
  DefaultStorage(String folder) : _name = 'errpredict-events-$folder';

  final String _name;

  @override
  Future<String?> read() async => web.window.localStorage.getItem(_name);

  @override
  Future<void> putAside() async {
    final kept = web.window.localStorage.getItem(_name);
    web.window.localStorage.removeItem(_name);
    if (kept != null) {
      web.window.localStorage.setItem('$_name.damaged', kept);
    }
  }

  @override
  Future<void> write(String text) async => web.window.localStorage.setItem(_name, text);
}
