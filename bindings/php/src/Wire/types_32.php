<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** Settings of a reader. | Name | Default | Meaning | |---|---|---| | `format` | found from the content | the format | | `service` | the file's name, and said | service of lines that name none | | `severity` | none | severity of lines that name none | | `services` | empty | service by file: `NAME=PATTERN`, the first pattern that the file's path matches | | `level_words` | false | take words such as `failed` for a level where a line states none | | `zone` | UTC, and said | zone of times without one, such as `Europe/Berlin`, with daylight saving | | `utc_offset` | UTC, and said | the same as an offset, such as `+01:00` or `UTC` | | `year` | that of the file's date, and said | year of the first line of a format without years (RFC 3164) | | `patterns` | empty | forms of lines of your own: regular expressions with names, or in the way of grok | | `source_maps` | none | folder with source maps: minified JavaScript traces are shown and grouped by their source | | `redact` | none | what of a person or a secret is taken out of every event ([`RedactConfig`]) | | `level_numbers` | none | what numbers under `level` mean | | `fields` | empty | field → names that hold it, before the known names | | `attributes` | false | keep what is no field of a JSON object as the event's attributes | | `strict` | false | stop at the first bad line or value | | `replace_invalid_utf8` | false | read bytes that are not UTF-8 as U+FFFD; else such lines are bad | | `max_line_bytes` | 1 MiB | longer records are skipped, not held; 1 KiB to 256 MiB | | `max_samples` | 20 | bad lines shown in the report | | `threads` | 0 | threads that parse; 0 is one per core | */
final class ReadOptions extends Message
{
    /** Keep what is no field of a JSON object as the event's attributes. */
    public function attributes(): ?bool
    {
        return $this->fields['attributes'] ?? null;
    }

    /** Sets `attributes`. */
    public function withAttributes(?bool $value): self
    {
        return $this->put('attributes', $value);
    }

    /**
     * Own names: field → names that hold it.
     *
     * @return array<string, list<string>>
     */
    public function fields(): array
    {
        return (array) ($this->fields['fields'] ?? []);
    }

    /** Sets `fields`. */
    public function withFields(array $value): self
    {
        return $this->put('fields', $value === [] ? new \stdClass() : $value);
    }

    /** The format; found from the content when absent. */
    public function format(): ?string
    {
        return $this->fields['format'] ?? null;
    }

    /** Sets `format`. */
    public function withFormat(?string $value): self
    {
        return $this->put('format', $value);
    }

    /** What numbers under a level name mean. */
    public function levelNumbers(): ?string
    {
        return $this->fields['level_numbers'] ?? null;
    }

    /** Sets `level_numbers`. */
    public function withLevelNumbers(?string $value): self
    {
        return $this->put('level_numbers', $value);
    }

    /** Take words such as `failed` for a level where a line states none. */
    public function levelWords(): ?bool
    {
        return $this->fields['level_words'] ?? null;
    }

    /** Sets `level_words`. */
    public function withLevelWords(?bool $value): self
    {
        return $this->put('level_words', $value);
    }

    /** Longest record that is read, in bytes. */
    public function maxLineBytes(): int|float|null
    {
        return $this->fields['max_line_bytes'] ?? null;
    }

    /** Sets `max_line_bytes`. */
    public function withMaxLineBytes(int|float|null $value): self
    {
        return $this->put('max_line_bytes', $value);
    }

    /** Bad lines shown in the report. */
    public function maxSamples(): int|float|null
    {
        return $this->fields['max_samples'] ?? null;
    }

    /** Sets `max_samples`. */
    public function withMaxSamples(int|float|null $value): self
    {
        return $this->put('max_samples', $value);
    }

    /**
     * Forms of lines of your own.
     *
     * @return list<string>
     */
    public function patterns(): array
    {
        return $this->fields['patterns'] ?? [];
    }

    /** Sets `patterns`. */
    public function withPatterns(array $value): self
    {
        return $this->put('patterns', $value);
    }

    /** What of a person or a secret is taken out of every event. */
    public function redact(): ?RedactConfig
    {
        return isset($this->fields['redact']) ? new RedactConfig($this->fields['redact']) : null;
    }

    /** Sets `redact`. */
    public function withRedact(?RedactConfig $value): self
    {
        return $this->put('redact', $value);
    }

    /** Read bytes that are not UTF-8 as U+FFFD. */
    public function replaceInvalidUtf8(): ?bool
    {
        return $this->fields['replace_invalid_utf8'] ?? null;
    }

    /** Sets `replace_invalid_utf8`. */
    public function withReplaceInvalidUtf8(?bool $value): self
    {
        return $this->put('replace_invalid_utf8', $value);
    }

    /** Service of lines that name none. */
    public function service(): ?string
    {
        return $this->fields['service'] ?? null;
    }

    /** Sets `service`. */
    public function withService(?string $value): self
    {
        return $this->put('service', $value);
    }

    /**
     * Service by file: `NAME=PATTERN`.
     *
     * @return list<string>
     */
    public function services(): array
    {
        return $this->fields['services'] ?? [];
    }

    /** Sets `services`. */
    public function withServices(array $value): self
    {
        return $this->put('services', $value);
    }

    /** Severity of lines that name none. */
    public function severity(): ?string
    {
        return $this->fields['severity'] ?? null;
    }

    /** Sets `severity`. */
    public function withSeverity(?string $value): self
    {
        return $this->put('severity', $value);
    }

    /** Folder with source maps of minified JavaScript. */
    public function sourceMaps(): ?string
    {
        return $this->fields['source_maps'] ?? null;
    }

    /** Sets `source_maps`. */
    public function withSourceMaps(?string $value): self
    {
        return $this->put('source_maps', $value);
    }

    /** Stop at the first bad line or value. */
    public function strict(): ?bool
    {
        return $this->fields['strict'] ?? null;
    }

    /** Sets `strict`. */
    public function withStrict(?bool $value): self
    {
        return $this->put('strict', $value);
    }

    /** Threads that parse; 0 is one per core. */
    public function threads(): int|float|null
    {
        return $this->fields['threads'] ?? null;
    }

    /** Sets `threads`. */
    public function withThreads(int|float|null $value): self
    {
        return $this->put('threads', $value);
    }

    /** Zone of times without one: `UTC` or `+hh:mm`. */
    public function utcOffset(): ?string
    {
        return $this->fields['utc_offset'] ?? null;
    }

    /** Sets `utc_offset`. */
    public function withUtcOffset(?string $value): self
    {
        return $this->put('utc_offset', $value);
    }

    /** Year of the first line of a format without years. */
    public function year(): int|float|null
    {
        return $this->fields['year'] ?? null;
    }

    /** Sets `year`. */
    public function withYear(int|float|null $value): self
    {
        return $this->put('year', $value);
    }

    /** Zone of times without one, by the name of a place: `Europe/Berlin`. */
    public function zone(): ?string
    {
        return $this->fields['zone'] ?? null;
    }

    /** Sets `zone`. */
    public function withZone(?string $value): self
    {
        return $this->put('zone', $value);
    }
}

/** What was read from all files. */
final class ReadReport extends Message
{
    /** Records left out. */
    public function bad(): int|float|null
    {
        return $this->fields['bad'] ?? null;
    }

    /** Sets `bad`. */
    public function withBad(int|float|null $value): self
    {
        return $this->put('bad', $value);
    }

    /** Bytes after unpacking. */
    public function bytes(): int|float|null
    {
        return $this->fields['bytes'] ?? null;
    }

    /** Sets `bytes`. */
    public function withBytes(int|float|null $value): self
    {
        return $this->put('bytes', $value);
    }

    /** Events found. */
    public function events(): int|float|null
    {
        return $this->fields['events'] ?? null;
    }

    /** Sets `events`. */
    public function withEvents(int|float|null $value): self
    {
        return $this->put('events', $value);
    }

    /**
     * Values left out, by field.
     *
     * @return array<string, int>
     */
    public function ignoredFields(): array
    {
        return (array) ($this->fields['ignored_fields'] ?? []);
    }

    /** Sets `ignored_fields`. */
    public function withIgnoredFields(array $value): self
    {
        return $this->put('ignored_fields', $value === [] ? new \stdClass() : $value);
    }

    /**
     * The first values left out, in the order of the files.
     *
     * @return list<BadLine>
     */
    public function ignoredSamples(): array
    {
        return array_map(static fn ($item) => new BadLine($item), $this->fields['ignored_samples'] ?? []);
    }

    /** Sets `ignored_samples`. */
    public function withIgnoredSamples(array $value): self
    {
        return $this->put('ignored_samples', $value);
    }

    /** Values left out of events that were kept. */
    public function ignoredValues(): int|float|null
    {
        return $this->fields['ignored_values'] ?? null;
    }

    /** Sets `ignored_values`. */
    public function withIgnoredValues(int|float|null $value): self
    {
        return $this->put('ignored_values', $value);
    }

    /** Lines read. */
    public function lines(): int|float|null
    {
        return $this->fields['lines'] ?? null;
    }

    /** Sets `lines`. */
    public function withLines(int|float|null $value): self
    {
        return $this->put('lines', $value);
    }

    /**
     * What was assumed of the events, in sentences that name the option that says otherwise.
     *
     * @return list<string>
     */
    public function notes(): array
    {
        return $this->fields['notes'] ?? [];
    }

    /** Sets `notes`. */
    public function withNotes(array $value): self
    {
        return $this->put('notes', $value);
    }

    /**
     * Records left out, by reason.
     *
     * @return array<string, int>
     */
    public function reasons(): array
    {
        return (array) ($this->fields['reasons'] ?? []);
    }

    /** Sets `reasons`. */
    public function withReasons(array $value): self
    {
        return $this->put('reasons', $value === [] ? new \stdClass() : $value);
    }

    /**
     * The first lines left out, in the order of the files.
     *
     * @return list<BadLine>
     */
    public function samples(): array
    {
        return array_map(static fn ($item) => new BadLine($item), $this->fields['samples'] ?? []);
    }

    /** Sets `samples`. */
    public function withSamples(array $value): self
    {
        return $this->put('samples', $value);
    }

    /**
     * One entry per file, in the order read.
     *
     * @return list<SourceReport>
     */
    public function sources(): array
    {
        return array_map(static fn ($item) => new SourceReport($item), $this->fields['sources'] ?? []);
    }

    /** Sets `sources`. */
    public function withSources(array $value): self
    {
        return $this->put('sources', $value);
    }
}
