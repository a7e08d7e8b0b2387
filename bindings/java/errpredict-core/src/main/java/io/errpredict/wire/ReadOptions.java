// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.
package io.errpredict.wire;

import io.errpredict.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Settings of a reader. | Name | Default | Meaning | |---|---|---| | format | found from the content | the format | |
 * service | the file's name, and said | service of lines that name none | | severity | none | severity of lines that
 * name none | | services | empty | service by file: NAME=PATTERN, the first pattern that the file's path matches | |
 * level_words | false | take words such as failed for a level where a line states none | | zone | UTC, and said | zone
 * of times without one, such as Europe/Berlin, with daylight saving | | utc_offset | UTC, and said | the same as an
 * offset, such as +01:00 or UTC | | year | that of the file's date, and said | year of the first line of a format
 * without years (RFC 3164) | | patterns | empty | forms of lines of your own: regular expressions with names, or in the
 * way of grok | | source_maps | none | folder with source maps: minified JavaScript traces are shown and grouped by
 * their source | | redact | none | what of a person or a secret is taken out of every event ([RedactConfig]) | |
 * level_numbers | none | what numbers under level mean | | fields | empty | field → names that hold it, before the known
 * names | | attributes | false | keep what is no field of a JSON object as the event's attributes | | strict | false |
 * stop at the first bad line or value | | replace_invalid_utf8 | false | read bytes that are not UTF-8 as U+FFFD; else
 * such lines are bad | | max_line_bytes | 1 MiB | longer records are skipped, not held; 1 KiB to 256 MiB | | max_samples
 * | 20 | bad lines shown in the report | | threads | 0 | threads that parse; 0 is one per core |
 */
public final class ReadOptions extends Message {
    /** Without any field. */
    public ReadOptions() {
        super(new LinkedHashMap<>());
    }

    /** A view of these fields. */
    public ReadOptions(Map<String, Object> fields) {
        super(fields);
    }

    /** Keep what is no field of a JSON object as the event's attributes. */
    public Boolean attributes() {
        return flagAt("attributes");
    }

    /** Sets attributes. */
    public ReadOptions attributes(Boolean value) {
        set("attributes", value);
        return this;
    }

    /** Own names: field → names that hold it. */
    public Map<String, List<String>> fields() {
        return mapAt("fields", list -> asList(list, String.class::cast));
    }

    /** Sets fields. */
    public ReadOptions fields(Map<String, List<String>> value) {
        set("fields", value);
        return this;
    }

    /** The format; found from the content when absent. One of Format. */
    public String format() {
        return textAt("format");
    }

    /** Sets format. */
    public ReadOptions format(String value) {
        set("format", value);
        return this;
    }

    /** What numbers under a level name mean. One of LevelNumbers. */
    public String levelNumbers() {
        return textAt("level_numbers");
    }

    /** Sets level_numbers. */
    public ReadOptions levelNumbers(String value) {
        set("level_numbers", value);
        return this;
    }

    /** Take words such as failed for a level where a line states none. */
    public Boolean levelWords() {
        return flagAt("level_words");
    }

    /** Sets level_words. */
    public ReadOptions levelWords(Boolean value) {
        set("level_words", value);
        return this;
    }

    /** Longest record that is read, in bytes. */
    public Long maxLineBytes() {
        return wholeAt("max_line_bytes");
    }

    /** Sets max_line_bytes. */
    public ReadOptions maxLineBytes(Long value) {
        set("max_line_bytes", value);
        return this;
    }

    /** Bad lines shown in the report. */
    public Long maxSamples() {
        return wholeAt("max_samples");
    }

    /** Sets max_samples. */
    public ReadOptions maxSamples(Long value) {
        set("max_samples", value);
        return this;
    }

    /** Forms of lines of your own. */
    public List<String> patterns() {
        return listAt("patterns", String.class::cast);
    }

    /** Sets patterns. */
    public ReadOptions patterns(List<String> value) {
        set("patterns", value);
        return this;
    }

    /** What of a person or a secret is taken out of every event. */
    public RedactConfig redact() {
        return messageAt("redact", RedactConfig::new);
    }

    /** Sets redact. */
    public ReadOptions redact(RedactConfig value) {
        set("redact", value);
        return this;
    }

    /** Read bytes that are not UTF-8 as U+FFFD. */
    public Boolean replaceInvalidUtf8() {
        return flagAt("replace_invalid_utf8");
    }

    /** Sets replace_invalid_utf8. */
    public ReadOptions replaceInvalidUtf8(Boolean value) {
        set("replace_invalid_utf8", value);
        return this;
    }

    /** Service of lines that name none. */
    public String service() {
        return textAt("service");
    }

    /** Sets service. */
    public ReadOptions service(String value) {
        set("service", value);
        return this;
    }

    /** Service by file: NAME=PATTERN. */
    public List<String> services() {
        return listAt("services", String.class::cast);
    }

    /** Sets services. */
    public ReadOptions services(List<String> value) {
        set("services", value);
        return this;
    }

    /** Severity of lines that name none. One of Severity. */
    public String severity() {
        return textAt("severity");
    }

    /** Sets severity. */
    public ReadOptions severity(String value) {
        set("severity", value);
        return this;
    }

    /** Folder with source maps of minified JavaScript. */
    public String sourceMaps() {
        return textAt("source_maps");
    }

    /** Sets source_maps. */
    public ReadOptions sourceMaps(String value) {
        set("source_maps", value);
        return this;
    }

    /** Stop at the first bad line or value. */
    public Boolean strict() {
        return flagAt("strict");
    }

    /** Sets strict. */
    public ReadOptions strict(Boolean value) {
        set("strict", value);
        return this;
    }

    /** Threads that parse; 0 is one per core. */
    public Long threads() {
        return wholeAt("threads");
    }

    /** Sets threads. */
    public ReadOptions threads(Long value) {
        set("threads", value);
        return this;
    }

    /** Zone of times without one: UTC or +hh:mm. */
    public String utcOffset() {
        return textAt("utc_offset");
    }

    /** Sets utc_offset. */
    public ReadOptions utcOffset(String value) {
        set("utc_offset", value);
        return this;
    }

    /** Year of the first line of a format without years. */
    public Long year() {
        return wholeAt("year");
    }

    /** Sets year. */
    public ReadOptions year(Long value) {
        set("year", value);
        return this;
    }

    /** Zone of times without one, by the name of a place: Europe/Berlin. */
    public String zone() {
        return textAt("zone");
    }

    /** Sets zone. */
    public ReadOptions zone(String value) {
        set("zone", value);
        return this;
    }
}
