/// What can go wrong.
library;

/// What went wrong. [code] is the core's, the same in every language.
class ErrpredictException implements Exception {
  /// An error of the core.
  const ErrpredictException(this.code, this.message, {this.context = const {}, this.retryable = false, this.status});

  /// The error as it stands under `error` in messages.
  factory ErrpredictException.of(Map<String, Object?> told) => ErrpredictException(
        '${told['code'] ?? 'internal'}',
        '${told['message'] ?? told['detail'] ?? ''}',
        context: told['context'] is Map<String, Object?> ? told['context']! as Map<String, Object?> : const {},
        retryable: told['retryable'] == true,
        status: told['status'] is int ? told['status']! as int : null,
      );

  /// The stable code, such as `not_enough_data`.
  final String code;

  /// What went wrong, for people.
  final String message;

  /// Where: file, path in the request, line, field and the like.
  final Map<String, Object?> context;

  /// Whether the very same call may succeed when it is made again later.
  final bool retryable;

  /// The HTTP status, where the service answered.
  final int? status;

  @override
  String toString() => '$message [$code]';
}
