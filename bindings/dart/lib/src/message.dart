/// What every message stands on.
library;

import 'dart:convert';

/// A message as the core reads and writes it: a view of the fields of a JSON object. Fields that this version does not name stay in it.
abstract class Message {
  /// A view of these fields, or of none.
  Message([Map<String, Object?>? json]) : json = json ?? <String, Object?>{};

  /// The fields, by their names on the wire.
  final Map<String, Object?> json;

  /// Sets a field, or takes it out where the value is null.
  void put(String name, Object? value) {
    if (value == null) {
      json.remove(name);
    } else {
      json[name] = _plain(value);
    }
  }

  static Object? _plain(Object? value) => switch (value) {
        Message(:final json) => json,
        List<Object?>() => [for (final item in value) _plain(item)],
        Map<String, Object?>() => {for (final entry in value.entries) entry.key: _plain(entry.value)},
        _ => value,
      };

  @override
  String toString() => jsonEncode(json);
}

/// A value seen as an object.
Map<String, Object?> asObject(Object? value) => (value! as Map<Object?, Object?>).cast<String, Object?>();

/// A value seen as a list; an absent one is empty.
List<T> asList<T>(Object? value, T Function(Object?) view) =>
    value == null ? <T>[] : [for (final item in value as List<Object?>) view(item)];

/// A value seen as a map; an absent one is empty.
Map<String, T> asMap<T>(Object? value, T Function(Object?) view) =>
    value == null ? <String, T>{} : {for (final entry in asObject(value).entries) entry.key: view(entry.value)};
