/// Events that wait for the network.
library;

import 'dart:async';
import 'dart:convert';
import 'dart:math';

import '../error.dart';
import '../http/sink.dart';
import 'storage.dart';

/// Keeps events until the service has taken them: through a restart, and while there is no network. Each batch has a key under which the
/// service takes it once.
class EventQueue {
  /// A queue for a client, `ServiceClient` or `EnvelopeClient`; what waits is kept in [storage].
  EventQueue(this.client, this.storage, {this.maxEvents = 1000, this.batch = 100, this.every = const Duration(seconds: 10)});

  /// Where events are sent.
  final EventSink client;

  /// Where they wait.
  final EventStorage storage;

  /// Beyond so many the oldest are dropped, and counted.
  final int maxEvents;

  /// How many are sent at once.
  final int batch;

  /// How long a batch is gathered.
  final Duration every;

  final List<Map<String, Object?>> _waiting = [];
  final Random _random = Random.secure();
  Map<String, Object?>? _sending;
  Timer? _timer;
  int _failures = 0;
  int _dropped = 0;
  bool _busy = false;

  /// Events that were dropped because too many waited, or because the service refused them.
  int get dropped => _dropped;

  /// What went wrong last: the service that cannot be reached or refuses the key, the storage that cannot be written; null while all is well.
  Object? get lastFailure => _failure;

  Object? _failure;

  /// Takes up what waited when the application ended. It never throws: what was kept and cannot be read is put aside, and told by
  /// [lastFailure].
  Future<void> open() async {
    try {
      final kept = await storage.read();
      if (kept != null) {
        _take(kept);
      }
    } on Object catch (failure) {
      _failure = failure;
      try {
        await storage.putAside();
      } on Object {
        // It is written over with the next event; what was wrong is told already.
      }
    }
    _later(Duration.zero);
  }

  void _take(String kept) {
    final told = jsonDecode(kept) as Map<String, Object?>;
    final sending = told['sending'] as Map<String, Object?>?;
    final waiting = [for (final event in told['waiting']! as List<Object?>) event! as Map<String, Object?>];
    if (sending != null && (sending['once'] is! String || sending['events'] is! List<Object?>)) {
      throw const FormatException('a batch without its key or its events');
    }
    // Only what could be read as a whole is taken.
    _sending = sending;
    _waiting.insertAll(0, waiting);
  }

  /// Adds an event. It never throws: where it cannot be written it waits in memory.
  Future<void> add(Map<String, Object?> event) async {
    _waiting.add(event);
    if (_waiting.length > maxEvents) {
      _dropped += _waiting.length - maxEvents;
      _waiting.removeRange(0, _waiting.length - maxEvents);
    }
    await _keep();
    _later(every);
  }

  void _later(Duration after) => _timer ??= Timer(after, () {
        _timer = null;
        unawaited(send());
      });

  Future<void> _keep() async {
    try {
      await storage.write(jsonEncode({'sending': _sending, 'waiting': _waiting}));
    } on Object catch (failure) {
      // A full disk must not become an error of the application, which would be an event, which would be written.
      _failure = failure;
    }
  }

  /// Sends everything that waits; stops where there is no network, and goes on later.
  Future<void> send() async {
    if (_busy) return;
    _busy = true;
    try {
      while (_sending != null || _waiting.isNotEmpty) {
        if (_sending == null) {
          final n = min(batch, _waiting.length);
          _sending = {'once': _key(), 'events': _waiting.sublist(0, n)};
          _waiting.removeRange(0, n);
          await _keep();
        }
        final events = [for (final event in _sending!['events']! as List<Object?>) event! as Map<String, Object?>];
        try {
          await client.ingest(events, once: _sending!['once']! as String);
          _failure = null;
        } on ErrpredictException catch (error) {
          // A key that is refused is put right by somebody: until then everything waits.
          if (error.retryable || const {401, 403, 404}.contains(error.status)) rethrow;
          _dropped += events.length;
          _failure = error;
        }
        _sending = null;
        _failures = 0;
        await _keep();
      }
    } on Object catch (failure) {
      // No network, a key that is refused, or the service asks for patience: 20 s at first, twice as long each time, 640 s at most.
      _failure = failure;
      _failures = min(_failures + 1, 6);
      _later(Duration(seconds: 10 << _failures));
    } finally {
      _busy = false;
    }
  }

  String _key() => [for (var i = 0; i < 16; i++) _random.nextInt(256).toRadixString(16).padLeft(2, '0')].join();
}
