/// What all clients of the service do.
library;

import 'dart:async';
import 'dart:convert';

import 'package:http/http.dart' as http;

import '../error.dart';

/// Where events go.
abstract interface class EventSink {
  /// Sends events, one JSON object each. [once] is a key under which the service takes them once, however often they are sent.
  Future<Map<String, Object?>> ingest(List<Map<String, Object?>> events, {required String once});
}

/// An address below another one, whose path and query stay.
Uri below(Uri base, String path) => base.replace(path: '${base.path.replaceFirst(RegExp(r'/+$'), '')}/$path');

/// Posts a body and gives the fields of the answer. What did not come through at all may be tried again.
Future<Map<String, Object?>> posted(
    http.Client client, Uri address, Map<String, String> headers, String body, Duration timeout) async {
  final http.Response response;
  try {
    response = await client.post(address, headers: headers, body: body).timeout(timeout);
  } on TimeoutException {
    throw ErrpredictException('unavailable', 'the service did not answer within ${timeout.inSeconds} s', retryable: true);
  } on http.ClientException catch (error) {
    throw ErrpredictException('unavailable', 'the service could not be reached: ${error.message}', retryable: true);
  }
  final status = response.statusCode;
  final later = status == 408 || status == 429 || status >= 500;
  final Object? told;
  try {
    told = jsonDecode(utf8.decode(response.bodyBytes));
  } on FormatException {
    throw ErrpredictException('unavailable', 'the service answered $status without JSON', retryable: later, status: status);
  }
  final fields = told is Map<String, Object?> ? told : <String, Object?>{'body': told};
  if (status >= 400) {
    throw ErrpredictException.of({...fields, 'retryable': fields['retryable'] ?? later, 'status': status});
  }
  return fields;
}
