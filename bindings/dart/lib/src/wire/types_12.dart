// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
part of 'types.dart';

/// One action that is recommended.
class PreventiveAction extends Message {
  /// A view of these fields, or of none.
  PreventiveAction([super.json]);

  /// What to do.
  String? get actionType => json['action_type'] == null ? null : json['action_type']! as String;
  set actionType(String? value) => put('action_type', value);

  /// When it was recommended: nothing after that was known.
  String? get at => json['at'] == null ? null : json['at']! as String;
  set at(String? value) => put('at', value);

  /// Whether an executor could do it at all (everything but what only people do).
  bool? get automatable => json['automatable'] == null ? null : json['automatable']! as bool;
  set automatable(bool? value) => put('automatable', value);

  /// Keys of the anomalies, causes, predictions and forecasts that call for it.
  List<String> get because => asList(json['because'], (item) => item! as String);
  set because(List<String>? value) => put('because', value);

  /// How often chance alone would bring the trouble that calls for it; absent where it rests on no anomaly.
  Chance? get chance => json['chance'] == null ? null : Chance(asObject(json['chance']));
  set chance(Chance? value) => put('chance', value);

  /// How much work.
  String? get difficulty => json['difficulty'] == null ? null : json['difficulty']! as String;
  set difficulty(String? value) => put('difficulty', value);

  /// What its dry run shows.
  List<String> get dryRunShows => asList(json['dry_run_shows'], (item) => item! as String);
  set dryRunShows(List<String>? value) => put('dry_run_shows', value);

  /// The lines that call for it.
  List<Evidence> get evidence => asList(json['evidence'], (item) => Evidence(asObject(item)));
  set evidence(List<Evidence>? value) => put('evidence', value);

  /// What it could achieve, and how that is known.
  Impact? get impact => json['impact'] == null ? null : Impact(asObject(json['impact']));
  set impact(Impact? value) => put('impact', value);

  /// Stable identity: the same type for the same scope and target has the same key, whenever it is recommended.
  String? get key => json['key'] == null ? null : json['key']! as String;
  set key(String? value) => put('key', value);

  /// How soon it matters.
  String? get priority => json['priority'] == null ? null : json['priority']! as String;
  set priority(String? value) => put('priority', value);

  /// Whether it can be taken back.
  String? get reversibility => json['reversibility'] == null ? null : json['reversibility']! as String;
  set reversibility(String? value) => put('reversibility', value);

  /// Planning figure in seconds.
  int? get seconds => json['seconds'] == null ? null : (json['seconds']! as num).toInt();
  set seconds(int? value) => put('seconds', value);

  /// The field service.
  String? get service => json['service'] == null ? null : json['service']! as String;
  set service(String? value) => put('service', value);

  /// Where it stands: `recommended`, or `manual_review` for a type that only people do.
  String? get status => json['status'] == null ? null : json['status']! as String;
  set status(String? value) => put('status', value);

  /// The field system.
  bool? get system => json['system'] == null ? null : json['system']! as bool;
  set system(bool? value) => put('system', value);

  /// What it acts on: a release, a metric, another service, an error group.
  String? get target => json['target'] == null ? null : json['target']! as String;
  set target(String? value) => put('target', value);

  /// One sentence: what to do and why.
  String? get title => json['title'] == null ? null : json['title']! as String;
  set title(String? value) => put('title', value);

  /// Whether it may run without a person.
  String? get unattended => json['unattended'] == null ? null : json['unattended']! as String;
  set unattended(String? value) => put('unattended', value);
}

/// One text to look for.
class Query extends Message {
  /// A view of these fields, or of none.
  Query([super.json]);

  /// The partition to look in.
  String? get partition => json['partition'] == null ? null : json['partition']! as String;
  set partition(String? value) => put('partition', value);

  /// The text.
  String? get text => json['text'] == null ? null : json['text']! as String;
  set text(String? value) => put('text', value);
}

/// One metric of a ranked service.
class RankedMetric extends Message {
  /// A view of these fields, or of none.
  RankedMetric([super.json]);

  /// The input's own column name.
  String? get column => json['column'] == null ? null : json['column']! as String;
  set column(String? value) => put('column', value);

  /// How far it moved, in usual spreads.
  double? get spreads => json['spreads'] == null ? null : (json['spreads']! as num).toDouble();
  set spreads(double? value) => put('spreads', value);
}

/// One service with everything that speaks against it.
class RankedService extends Message {
  /// A view of these fields, or of none.
  RankedService([super.json]);

  /// Its possible causes, strongest first; their shares add up to the service's.
  List<Cause> get causes => asList(json['causes'], (item) => Cause(asObject(item)));
  set causes(List<Cause>? value) => put('causes', value);

  /// Its metrics, the one at fault first.
  List<RankedMetric> get metrics => asList(json['metrics'], (item) => RankedMetric(asObject(item)));
  set metrics(List<RankedMetric>? value) => put('metrics', value);

  /// Weighted sum of the testimony.
  double? get score => json['score'] == null ? null : (json['score']! as num).toDouble();
  set score(double? value) => put('score', value);

  /// The service.
  String? get service => json['service'] == null ? null : json['service']! as String;
  set service(String? value) => put('service', value);

  /// How much of the evidence speaks for it, beside all services and "none of these": a rank, no probability.
  double? get share => json['share'] == null ? null : (json['share']! as num).toDouble();
  set share(double? value) => put('share', value);
}

/// The incident and what happened before.
class RcaRequest extends Message {
  /// A view of these fields, or of none.
  RcaRequest([super.json]);

  /// Earlier incidents and actions; those known by the onset count.
  History? get history => json['history'] == null ? null : History(asObject(json['history']));
  set history(History? value) => put('history', value);

  /// Everything recorded around the onset; what was not recorded is left out.
  Incident? get incident => json['incident'] == null ? null : Incident(asObject(json['incident']));
  set incident(Incident? value) => put('incident', value);
}

/// Settings of a reader. | Name | Default | Meaning | |---|---|---| | `format` | found from the content | the format |
/// | `service` | the file's name, and said | service of lines that name none | | `severity` | none | severity of lines
/// that name none | | `services` | empty | service by file: `NAME=PATTERN`, the first pattern that the file's path
/// matches | | `level_words` | false | take words such as `failed` for a level where a line states none | | `zone` |
/// UTC, and said | zone of times without one, such as `Europe/Berlin`, with daylight saving | | `utc_offset` | UTC,
/// and said | the same as an offset, such as `+01:00` or `UTC` | | `year` | that of the file's date, and said | year
/// of the first line of a format without years (RFC 3164) | | `patterns` | empty | forms of lines of your own: regular
/// expressions with names, or in the way of grok | | `source_maps` | none | folder with source maps: minified
/// JavaScript traces are shown and grouped by their source | | `redact` | none | what of a person or a secret is taken
/// out of every event ([`RedactConfig`]) | | `level_numbers` | none | what numbers under `level` mean | | `fields` |
/// empty | field → names that hold it, before the known names | | `attributes` | false | keep what is no field of a
/// JSON object as the event's attributes | | `strict` | false | stop at the first bad line or value | |
/// `replace_invalid_utf8` | false | read bytes that are not UTF-8 as U+FFFD; else such lines are bad | |
/// `max_line_bytes` | 1 MiB | longer records are skipped, not held; 1 KiB to 256 MiB | | `max_samples` | 20 | bad
/// lines shown in the report | | `threads` | 0 | threads that parse; 0 is one per core |
class ReadOptions extends Message {
  /// A view of these fields, or of none.
  ReadOptions([super.json]);

  /// Keep what is no field of a JSON object as the event's attributes.
  bool? get attributes => json['attributes'] == null ? null : json['attributes']! as bool;
  set attributes(bool? value) => put('attributes', value);

  /// Own names: field → names that hold it.
  Map<String, List<String>> get fields => asMap(json['fields'], (item) => asList(item, (item) => item! as String));
  set fields(Map<String, List<String>>? value) => put('fields', value);

  /// The format; found from the content when absent.
  String? get format => json['format'] == null ? null : json['format']! as String;
  set format(String? value) => put('format', value);

  /// What numbers under a level name mean.
  String? get levelNumbers => json['level_numbers'] == null ? null : json['level_numbers']! as String;
  set levelNumbers(String? value) => put('level_numbers', value);

  /// Take words such as `failed` for a level where a line states none.
  bool? get levelWords => json['level_words'] == null ? null : json['level_words']! as bool;
  set levelWords(bool? value) => put('level_words', value);

  /// Longest record that is read, in bytes.
  int? get maxLineBytes => json['max_line_bytes'] == null ? null : (json['max_line_bytes']! as num).toInt();
  set maxLineBytes(int? value) => put('max_line_bytes', value);

  /// Bad lines shown in the report.
  int? get maxSamples => json['max_samples'] == null ? null : (json['max_samples']! as num).toInt();
  set maxSamples(int? value) => put('max_samples', value);

  /// Forms of lines of your own.
  List<String> get patterns => asList(json['patterns'], (item) => item! as String);
  set patterns(List<String>? value) => put('patterns', value);

  /// What of a person or a secret is taken out of every event.
  RedactConfig? get redact => json['redact'] == null ? null : RedactConfig(asObject(json['redact']));
  set redact(RedactConfig? value) => put('redact', value);

  /// Read bytes that are not UTF-8 as U+FFFD.
  bool? get replaceInvalidUtf8 => json['replace_invalid_utf8'] == null ? null : json['replace_invalid_utf8']! as bool;
  set replaceInvalidUtf8(bool? value) => put('replace_invalid_utf8', value);

  /// Service of lines that name none.
  String? get service => json['service'] == null ? null : json['service']! as String;
  set service(String? value) => put('service', value);

  /// Service by file: `NAME=PATTERN`.
  List<String> get services => asList(json['services'], (item) => item! as String);
  set services(List<String>? value) => put('services', value);

  /// Severity of lines that name none.
  String? get severity => json['severity'] == null ? null : json['severity']! as String;
  set severity(String? value) => put('severity', value);

  /// Folder with source maps of minified JavaScript.
  String? get sourceMaps => json['source_maps'] == null ? null : json['source_maps']! as String;
  set sourceMaps(String? value) => put('source_maps', value);

  /// Stop at the first bad line or value.
  bool? get strict => json['strict'] == null ? null : json['strict']! as bool;
  set strict(bool? value) => put('strict', value);

  /// Threads that parse; 0 is one per core.
  int? get threads => json['threads'] == null ? null : (json['threads']! as num).toInt();
  set threads(int? value) => put('threads', value);

  /// Zone of times without one: `UTC` or `+hh:mm`.
  String? get utcOffset => json['utc_offset'] == null ? null : json['utc_offset']! as String;
  set utcOffset(String? value) => put('utc_offset', value);

  /// Year of the first line of a format without years.
  int? get year => json['year'] == null ? null : (json['year']! as num).toInt();
  set year(int? value) => put('year', value);

  /// Zone of times without one, by the name of a place: `Europe/Berlin`.
  String? get zone => json['zone'] == null ? null : json['zone']! as String;
  set zone(String? value) => put('zone', value);
}

/// What was read from all files.
class ReadReport extends Message {
  /// A view of these fields, or of none.
  ReadReport([super.json]);

  /// Records left out.
  int? get bad => json['bad'] == null ? null : (json['bad']! as num).toInt();
  set bad(int? value) => put('bad', value);

  /// Bytes after unpacking.
  int? get bytes => json['bytes'] == null ? null : (json['bytes']! as num).toInt();
  set bytes(int? value) => put('bytes', value);

  /// Events found.
  int? get events => json['events'] == null ? null : (json['events']! as num).toInt();
  set events(int? value) => put('events', value);

  /// Values left out, by field.
  Map<String, int> get ignoredFields => asMap(json['ignored_fields'], (item) => (item! as num).toInt());
  set ignoredFields(Map<String, int>? value) => put('ignored_fields', value);

  /// The first values left out, in the order of the files.
  List<BadLine> get ignoredSamples => asList(json['ignored_samples'], (item) => BadLine(asObject(item)));
  set ignoredSamples(List<BadLine>? value) => put('ignored_samples', value);

  /// Values left out of events that were kept.
  int? get ignoredValues => json['ignored_values'] == null ? null : (json['ignored_values']! as num).toInt();
  set ignoredValues(int? value) => put('ignored_values', value);

  /// Lines read.
  int? get lines => json['lines'] == null ? null : (json['lines']! as num).toInt();
  set lines(int? value) => put('lines', value);

  /// What was assumed of the events, in sentences that name the option that says otherwise.
  List<String> get notes => asList(json['notes'], (item) => item! as String);
  set notes(List<String>? value) => put('notes', value);

  /// Records left out, by reason.
  Map<String, int> get reasons => asMap(json['reasons'], (item) => (item! as num).toInt());
  set reasons(Map<String, int>? value) => put('reasons', value);

  /// The first lines left out, in the order of the files.
  List<BadLine> get samples => asList(json['samples'], (item) => BadLine(asObject(item)));
  set samples(List<BadLine>? value) => put('samples', value);

  /// One entry per file, in the order read.
  List<SourceReport> get sources => asList(json['sources'], (item) => SourceReport(asObject(item)));
  set sources(List<SourceReport>? value) => put('sources', value);
}

/// A log, as text or as bytes; or a block of one for a handle, with whole records, for what is cut in two is read as
/// two.
class ReadRequest extends Message {
  /// A view of these fields, or of none.
  ReadRequest([super.json]);

  /// The log as base64, packed (gzip, Zstandard, bzip2, xz) or not, in whatever encoding.
  String? get bytes => json['bytes'] == null ? null : json['bytes']! as String;
  set bytes(String? value) => put('bytes', value);

  /// The log as text; or else `bytes`.
  String? get log => json['log'] == null ? null : json['log']! as String;
  set log(String? value) => put('log', value);

  /// What messages call the log.
  String? get name => json['name'] == null ? null : json['name']! as String;
  set name(String? value) => put('name', value);

  /// What the reader is told; `service` names that of lines which name none. For a block of a log say the format, the
  /// zone and the year, for each block is looked at by itself.
  ReadOptions? get options => json['options'] == null ? null : ReadOptions(asObject(json['options']));
  set options(ReadOptions? value) => put('options', value);
}

/// What was found.
class ReadResponse extends Message {
  /// A view of these fields, or of none.
  ReadResponse([super.json]);

  /// The events, in the order of the log.
  List<Event> get events => asList(json['events'], (item) => Event(asObject(item)));
  set events(List<Event>? value) => put('events', value);

  /// What was read, what was left out and why, what was assumed.
  ReadReport? get report => json['report'] == null ? null : ReadReport(asObject(json['report']));
  set report(ReadReport? value) => put('report', value);
}

/// The situation and what happened before.
class RecommendRequest extends Message {
  /// A view of these fields, or of none.
  RecommendRequest([super.json]);

  /// Earlier actions; those whose outcome was known by then count.
  History? get history => json['history'] == null ? null : History(asObject(json['history']));
  set history(History? value) => put('history', value);

  /// Anomalies, predictions, forecasts, states and causes of one service.
  Situation? get situation => json['situation'] == null ? null : Situation(asObject(json['situation']));
  set situation(Situation? value) => put('situation', value);
}

/// The recommendations.
class RecommendResponse extends Message {
  /// A view of these fields, or of none.
  RecommendResponse([super.json]);

  /// What to do, most urgent first.
  List<PreventiveAction> get actions => asList(json['actions'], (item) => PreventiveAction(asObject(item)));
  set actions(List<PreventiveAction>? value) => put('actions', value);
}

/// What is taken out of events; see the [table](self).
class RedactConfig extends Message {
  /// A view of these fields, or of none.
  RedactConfig([super.json]);

  /// Card numbers.
  bool? get card => json['card'] == null ? null : json['card']! as bool;
  set card(bool? value) => put('card', value);

  /// IP addresses.
  bool? get ip => json['ip'] == null ? null : json['ip']! as bool;
  set ip(bool? value) => put('ip', value);

  /// More names of values that are secret, such as `customer_reference`; upper and lower case, `-`, `_` and `.` are one.
  List<String> get keys => asList(json['keys'], (item) => item! as String);
  set keys(List<String>? value) => put('keys', value);

  /// Mail addresses.
  bool? get mail => json['mail'] == null ? null : json['mail']! as bool;
  set mail(bool? value) => put('mail', value);

  /// Names of people, where the name of a value says so.
  bool? get name => json['name'] == null ? null : json['name']! as bool;
  set name(bool? value) => put('name', value);

  /// Regular expressions; what they find becomes `<redacted>`.
  List<String> get patterns => asList(json['patterns'], (item) => item! as String);
  set patterns(List<String>? value) => put('patterns', value);

  /// Makes pseudonyms of users' ids differ from those of others; a secret of the service, 0 where nobody else sees them.
  int? get pseudonymSeed => json['pseudonym_seed'] == null ? null : (json['pseudonym_seed']! as num).toInt();
  set pseudonymSeed(int? value) => put('pseudonym_seed', value);

  /// Passwords, keys and tokens.
  bool? get secret => json['secret'] == null ? null : json['secret']! as bool;
  set secret(bool? value) => put('secret', value);
}

/// One bin of a reliability curve.
class ReliabilityBin extends Message {
  /// A view of these fields, or of none.
  ReliabilityBin([super.json]);

  /// Lower edge of the probabilities in the bin.
  double? get from => json['from'] == null ? null : (json['from']! as num).toDouble();
  set from(double? value) => put('from', value);

  /// Their mean; absent in an empty bin.
  double? get meanProbability => json['mean_probability'] == null ? null : (json['mean_probability']! as num).toDouble();
  set meanProbability(double? value) => put('mean_probability', value);

  /// Probabilities that fell into it.
  int? get n => json['n'] == null ? null : (json['n']! as num).toInt();
  set n(int? value) => put('n', value);

  /// Share of them that came true; absent in an empty bin.
  double? get shareOccurred => json['share_occurred'] == null ? null : (json['share_occurred']! as num).toDouble();
  set shareOccurred(double? value) => put('share_occurred', value);

  /// Upper edge.
  double? get to => json['to'] == null ? null : (json['to']! as num).toDouble();
  set to(double? value) => put('to', value);
}
