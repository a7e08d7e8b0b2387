/// Events that wait for the network.
library;

import 'dart:async';
import 'dart:convert';
import 'dart:math';

import '../error.dart';
import '../http/client.dart';
import 'storage.dart';

/// Keeps events until the service has taken them: through a restart, and while there is no network. Each batch has a key under which the
/// service takes it once.
class EventQueue {
  /// A queue for a client; what waits is kept in [storage].
  EventQueue(this.client, this.storage, {this.maxEvents = 1000, this.batch = 100, this.every = const Duration(seconds: 10)});

  /// Where events are sent.
  final ServiceClient client;

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

  /// Takes up what waited when the application ended.
  Future<void> open() async {
    final kept = await storage.read();
    if (kept != null) {
      final told = jsonDecode(kept) as Map<String, Object?>;
      _sending = told['sending'] as Map<String, Object?>?;
      _waiting.insertAll(0, [for (final event in told['waiting']! as List<Object?>) event! as Map<String, Object?>]);
    }
    _later(Duration.zero);
  }

  /// Adds an event.
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

  Future<void> _keep() => storage.write(jsonEncode({'sending': _sending, 'waiting': _waiting}));

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
        } on ErrpredictException catch (error) {
          if (error.retryable) rethrow;
          _dropped += events.length;
        }
        _sending = null;
        _failures = 0;
        await _keep();
      }
    } on Object {
      // No network, or the service asks for patience: twice as long each time, up to ten minutes.
      _failures = min(_failures + 1, 6);
      _later(Duration(seconds: 10 << _failures));
    } finally {
      _busy = false;
    }
  }

  String _key() => [for (var i = 0; i < 16; i++) _random.nextInt(256).toRadixString(16).padLeft(2, '0')].join();
}
