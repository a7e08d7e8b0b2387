/// Where events wait.
library;

/// Keeps one text; [EventQueue] writes the whole of what waits.
abstract interface class EventStorage {
  /// What was written last, or null.
  Future<String?> read();

  /// Keeps a text in place of the one before.
  Future<void> write(String text);
}
