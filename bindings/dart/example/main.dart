import 'package:errpredict/errpredict.dart';
import 'package:errpredict/storage.dart';
import 'package:flutter/foundation.dart' show kIsWeb;
import 'package:flutter/widgets.dart';
import 'package:path_provider/path_provider.dart';

/// Errors of the application go to the service, through restarts and while there is no network.
Future<void> main() async {
  WidgetsFlutterBinding.ensureInitialized();
  // A page of another origin may post envelopes and nothing else.
  final client = kIsWeb
      ? EnvelopeClient('https://KEY_OF_THE_ROLE_ingest@errpredict.example/1')
      : ServiceClient(Uri.parse('https://errpredict.example'), 'KEY OF THE ROLE ingest') as EventSink;
  final folder = kIsWeb ? 'shop-app' : (await getApplicationSupportDirectory()).path;
  final queue = EventQueue(client, DefaultStorage(folder));
  await queue.open();
  Capture(queue, service: 'shop-app', release: '2.1').install();
  runApp(const Placeholder());
}
