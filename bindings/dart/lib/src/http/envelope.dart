/// Events by the way in that pages of any origin may use.
library;

import 'dart:convert';

import 'package:http/http.dart' as http;

import 'sink.dart';

/// Sends events as an envelope of Sentry's clients, as `errpredict-browser` does: a page of another origin may post it (CORS), it needs no
/// question before it, and the key in it is public, so it must have the role `ingest` and no other.
class EnvelopeClient implements EventSink {
  /// A client by a DSN, `https://KEY@HOST/PROJECT`.
  EnvelopeClient(String dsn, {http.Client? client, this.timeout = const Duration(seconds: 30)})
      : address = _address(Uri.parse(dsn)),
        _client = client ?? http.Client();

  /// Where envelopes are posted.
  final Uri address;

  /// How long an answer is waited for.
  final Duration timeout;

  final http.Client _client;

  static Uri _address(Uri dsn) {
    final parts = dsn.pathSegments.where((part) => part.isNotEmpty).toList();
    if (dsn.userInfo.isEmpty || parts.isEmpty || !dsn.hasScheme) {
      throw ArgumentError('expected https://KEY@HOST/PROJECT as the DSN');
    }
    final prefix = parts.sublist(0, parts.length - 1).map((part) => '/$part').join();
    return Uri(
      scheme: dsn.scheme,
      host: dsn.host,
      port: dsn.hasPort ? dsn.port : null,
      path: '$prefix/api/${parts.last}/envelope/',
      queryParameters: {
        'sentry_version': '7',
        'sentry_client': 'errpredict.dart',
        'sentry_key': dsn.userInfo.split(':').first,
      },
    );
  }

  /// The ids of the events are made of [once], so that the service takes each once however often it is sent.
  @override
  Future<Map<String, Object?>> ingest(List<Map<String, Object?>> events, {required String once}) {
    final text = StringBuffer('{}\n');
    for (final (place, event) in events.indexed) {
      final id = once.padRight(24, '0').substring(0, 24) + place.toRadixString(16).padLeft(8, '0');
      text.writeln('{"type":"event"}');
      text.writeln(jsonEncode(envelopeEvent(event, id)));
    }
    return posted(_client, address, const {'content-type': 'text/plain;charset=UTF-8'}, text.toString(), timeout);
  }

  /// Closes its connections.
  void close() => _client.close();
}

/// The names of severities as levels of Sentry's clients; `notice` is what the service reads as low.
const _levels = {'critical': 'fatal', 'high': 'error', 'medium': 'warning', 'low': 'notice', 'info': 'info'};

/// An event of this package as one of Sentry's clients.
Map<String, Object?> envelopeEvent(Map<String, Object?> event, String id) {
  final stack = event['stack_trace'] as String?;
  final frames = stack == null ? const <Map<String, Object?>>[] : _frames(stack);
  return {
    'event_id': id,
    'timestamp': event['timestamp'],
    'platform': 'other',
    'level': _levels[event['severity']] ?? 'info',
    'service': event['service'],
    if (event['environment'] != null) 'environment': event['environment'],
    if (event['release'] != null) 'release': event['release'],
    if (event['endpoint'] != null) 'transaction': event['endpoint'],
    if (event['error_type'] == null) 'message': event['message'],
    if (event['error_type'] != null)
      'exception': {
        'values': [
          {
            'type': event['error_type'],
            'value': event['message'] ?? '',
            if (frames.isNotEmpty) 'stacktrace': {'frames': frames},
          },
        ],
      },
    // A trace of a form that is not known stays as it is.
    if (stack != null && frames.isEmpty) 'extra': {'stack_trace': stack},
  };
}

/// Frames of a trace, the outermost first: of Dart's own machine, of Chromium, of Firefox and Safari.
List<Map<String, Object?>> _frames(String stack) {
  final forms = [
    RegExp(r'^#\d+\s+(.+?) \((.+?):(\d+)(?::(\d+))?\)$'),
    RegExp(r'^\s*at (.+?) \((.+?):(\d+):(\d+)\)$'),
    RegExp(r'^(.*?)@(.+?):(\d+):(\d+)$'),
  ];
  final found = <Map<String, Object?>>[];
  for (final line in const LineSplitter().convert(stack).take(100)) {
    for (final form in forms) {
      final frame = form.firstMatch(line);
      if (frame == null) continue;
      final column = frame.group(4);
      found.add({
        'function': frame.group(1),
        'filename': frame.group(2),
        'lineno': int.parse(frame.group(3)!),
        if (column != null) 'colno': int.parse(column),
      });
      break;
    }
  }
  return found.reversed.toList();
}
