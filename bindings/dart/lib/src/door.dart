/// The way in for every operation.
library;

/// Runs operations by their name; `Operations` adds a method with types for each.
abstract interface class Door {
  /// Runs an operation on the fields of a request, and gives those of the answer.
  Future<Map<String, Object?>> call(String operation, Map<String, Object?> request);
}
