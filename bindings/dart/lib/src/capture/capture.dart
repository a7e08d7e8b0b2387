/// Errors of a Flutter application become events.
library;

import 'dart:async';
import 'dart:isolate' if (dart.library.js_interop) 'no_isolates.dart';
import 'dart:ui' show PlatformDispatcher;

import 'package:flutter/foundation.dart' show FlutterError, FlutterErrorDetails;

import 'queue.dart';

/// Counts what goes wrong, and leaves every handler that was there before in its place.
class Capture {
  /// Counts for a service in a queue.
  Capture(this.queue, {required this.service, this.environment, this.release});

  /// Where events go.
  final EventQueue queue;

  /// The name of the service.
  final String service;

  /// `development`, `staging` or `production`.
  final String? environment;

  /// The version of the application.
  final String? release;

  final Expando<bool> _seen = Expando();
  RawReceivePort? _isolateErrors;

  /// Counts errors of the framework, of the platform and of this isolate from now on.
  void install() {
    final framework = FlutterError.onError;
    FlutterError.onError = (FlutterErrorDetails details) {
      _quietly(() => error(details.exception, details.stack, severity: details.silent ? 'low' : 'high'));
      framework == null ? FlutterError.presentError(details) : framework(details);
    };
    final platform = PlatformDispatcher.instance.onError;
    PlatformDispatcher.instance.onError = (Object thrown, StackTrace stack) {
      _quietly(() => error(thrown, stack));
      return platform?.call(thrown, stack) ?? false;
    };
    final port = RawReceivePort((Object? told) {
      _quietly(() {
        final [thrown, stack] = told! as List<Object?>;
        return event(severity: 'high', errorType: 'IsolateError', message: '$thrown', stackTrace: stack == null ? null : '$stack');
      });
    });
    _isolateErrors = port;
    Isolate.current.addErrorListener(port.sendPort);
  }

  /// Errors that could not be counted, because telling of them failed as well.
  int get failed => _failed;

  int _failed = 0;

  /// An error of the counting is not one of the application: the handlers would count it, fail again, and so on without an end.
  void _quietly(Future<void> Function() count) {
    unawaited(Future.sync(count).then<void>((_) {}, onError: (Object failure, StackTrace stack) {
      _failed++;
    }));
  }

  /// The port for the errors of isolates that the application spawns: `Isolate.spawn(work, message, onError: capture.isolatePort)`.
  SendPort? get isolatePort => _isolateErrors?.sendPort;

  /// Counts what was thrown, once.
  Future<void> error(Object thrown, StackTrace? stack, {String severity = 'high'}) async {
    if (thrown is! String && thrown is! num && thrown is! bool && thrown is! Record) {
      if (_seen[thrown] ?? false) return;
      _seen[thrown] = true;
    }
    await event(severity: severity, errorType: '${thrown.runtimeType}', message: '$thrown', stackTrace: stack?.toString());
  }

  /// Counts an event; what is null is left out.
  Future<void> event({String? severity, String? errorType, String? message, String? stackTrace, String? kind, String? endpoint}) =>
      queue.add({
        'timestamp': DateTime.now().toUtc().toIso8601String(),
        'service': service,
        if (severity != null) 'severity': severity,
        if (errorType != null) 'error_type': errorType,
        if (message != null) 'message': message,
        if (stackTrace != null) 'stack_trace': stackTrace,
        if (kind != null) 'kind': kind,
        if (endpoint != null) 'endpoint': endpoint,
        if (environment != null) 'environment': environment,
        if (release != null) 'release': release,
      });
}
