/// The service over HTTP, for browsers and wherever the library is not.
library;

import 'dart:convert';

import 'package:http/http.dart' as http;

import '../door.dart';
import '../error.dart';

/// A client of the service: operations by `compute`, events by `ingest`.
class ServiceClient implements Door {
  /// A client of the service at an address such as `https://errpredict.example`, with a key of it.
  ServiceClient(this.base, this.key, {http.Client? client}) : _client = client ?? http.Client();

  /// Where the service is.
  final Uri base;

  /// A key: of the role `ingest` for events, of the role `viewer` for operations.
  final String key;

  final http.Client _client;

  Map<String, String> _headers(String type) => {'authorization': 'Bearer $key', 'content-type': type};

  @override
  Future<Map<String, Object?>> call(String operation, Map<String, Object?> request) async {
    final response = await _client.post(
      base.resolve('/api/ml/compute/$operation/'),
      headers: _headers('application/json'),
      body: jsonEncode(request),
    );
    return _told(response);
  }

  /// Sends events, one JSON object each. [once] is a key under which the service takes them once, however often they are sent.
  Future<Map<String, Object?>> ingest(List<Map<String, Object?>> events, {required String once}) async {
    final response = await _client.post(
      base.resolve('/api/ml/ingest/events/'),
      headers: {..._headers('application/x-ndjson'), 'idempotency-key': once},
      body: events.map(jsonEncode).join('\n'),
    );
    return _told(response);
  }

  Map<String, Object?> _told(http.Response response) {
    final Object? body;
    try {
      body = jsonDecode(utf8.decode(response.bodyBytes));
    } on FormatException {
      throw ErrpredictException('unavailable', 'the service answered ${response.statusCode} without JSON', retryable: _later(response));
    }
    final fields = body is Map<String, Object?> ? body : <String, Object?>{'body': body};
    if (response.statusCode >= 400) {
      throw ErrpredictException.of({...fields, 'retryable': fields['retryable'] ?? _later(response)});
    }
    return fields;
  }

  static bool _later(http.Response response) => response.statusCode == 429 || response.statusCode >= 500;

  /// Closes its connections.
  void close() => _client.close();
}
