/// The service over HTTP, for browsers and wherever the library is not.
library;

import 'dart:async';
import 'dart:convert';

import 'package:http/http.dart' as http;

import '../door.dart';
import '../error.dart';
import 'sink.dart';

/// A client of the service: operations by `compute`, events by `ingest`. A page of another origin can use neither, see `EnvelopeClient`.
class ServiceClient implements Door, EventSink {
  /// A client of the service at an address such as `https://errpredict.example`, below a path too, with a key or token of it.
  ServiceClient(this.base, this.key, {http.Client? client, this.timeout = const Duration(seconds: 30)}) : _client = client ?? http.Client();

  /// Where the service is.
  final Uri base;

  /// A key of the role `ingest` for events; for operations the access token of a principal of the role `viewer`, since keys may only send.
  final String key;

  /// How long an answer is waited for.
  final Duration timeout;

  final http.Client _client;

  Map<String, String> _headers(String type) => {'authorization': 'Bearer $key', 'content-type': type};

  @override
  Future<Map<String, Object?>> call(String operation, Map<String, Object?> request) => posted(
      _client, below(base, 'api/ml/compute/$operation/'), _headers('application/json'), jsonEncode(request), timeout);

  /// Sends events, one JSON object each. [once] is a key under which the service takes them once, however often they are sent.
  @override
  Future<Map<String, Object?>> ingest(List<Map<String, Object?>> events, {required String once}) => posted(
      _client,
      below(base, 'api/ml/ingest/events/'),
      {..._headers('application/x-ndjson'), 'idempotency-key': once},
      events.map(jsonEncode).join('\n'),
      timeout);

  /// Closes its connections.
  void close() => _client.close();
}
