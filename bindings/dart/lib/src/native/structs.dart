/// The structures of the C library, as `errpredict.h` has them.
library;

import 'dart:ffi';

/// Bytes that the library gave.
final class ErrpredictBytes extends Struct {
  /// The first byte.
  external Pointer<Uint8> data;

  /// How many there are.
  @Size()
  external int len;
}

/// An error.
final class ErrpredictError extends Struct {
  /// The stable code, zero-terminated.
  external Pointer<Char> code;

  /// What went wrong, for people.
  external ErrpredictBytes message;

  /// The whole error as JSON.
  external ErrpredictBytes json;

  /// Whether the very same call may succeed later.
  @Bool()
  external bool retryable;
}

/// A text of the caller.
final class ErrpredictText extends Struct {
  /// UTF-8, not zero-terminated.
  external Pointer<Char> data;

  /// Bytes of it.
  @Size()
  external int len;
}

/// Rows of numbers where they lie.
final class ErrpredictRows extends Struct {
  /// The first number of the first row.
  external Pointer<Double> data;

  /// How many rows there are.
  @Size()
  external int rows;

  /// How many columns there are.
  @Size()
  external int columns;

  /// Numbers from one row to the next.
  @Size()
  external int rowStride;

  /// Numbers from one column to the next.
  @Size()
  external int columnStride;
}

/// Something that keeps state.
final class ErrpredictHandle extends Opaque {}

/// A fitted detector of rows.
final class ErrpredictDetector extends Opaque {}
