/// Where events wait.
library;

/// Keeps one text; [EventQueue] writes the whole of what waits.
abstract interface class EventStorage {
  /// What was written last, or null.
  Future<String?> read();

  /// Puts away what was written last, where it can be looked at: it could not be read.
  Future<void> putAside();

  /// Keeps a text in place of the one before.
  Future<void> write(String text);
}
