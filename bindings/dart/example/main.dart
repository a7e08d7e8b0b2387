import 'package:errpredict/errpredict.dart';
import 'package:errpredict/storage.dart';
import 'package:flutter/widgets.dart';
import 'package:path_provider/path_provider.dart';

/// Errors of the application go to the service, through restarts and while there is no network.
Future<void> main() async {
  WidgetsFlutterBinding.ensureInitialized();
  final folder = (await getApplicationSupportDirectory()).path;
  final client = ServiceClient(Uri.parse('https://errpredict.example'), 'KEY OF THE ROLE ingest');
  final queue = EventQueue(client, DefaultStorage(folder));
  await queue.open();
  Capture(queue, service: 'shop-app', release: '2.1').install();
  runApp(const Placeholder());
}
