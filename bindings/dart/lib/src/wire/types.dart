// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
library;

import '../message.dart';

part 'types_1.dart';
part 'types_2.dart';
part 'types_3.dart';
part 'types_4.dart';
part 'types_5.dart';
part 'types_6.dart';
part 'types_7.dart';
part 'types_8.dart';
part 'types_9.dart';
part 'types_10.dart';
part 'types_11.dart';
part 'types_12.dart';
part 'types_13.dart';
part 'types_14.dart';
part 'types_15.dart';
part 'types_16.dart';
part 'types_17.dart';
