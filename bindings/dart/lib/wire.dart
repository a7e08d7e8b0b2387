/// Every message of the core, as a view of a JSON object.
library;

export 'src/wire/types.dart';
