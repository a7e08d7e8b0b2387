<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** An error group that makes up part of the excess. */
final class RisenGroup extends Message
{
    /** What kind of remedy could help, by its words. */
    public function class(): ?string
    {
        return $this->fields['class'] ?? null;
    }

    /** Sets `class`. */
    public function withClass(?string $value): self
    {
        return $this->put('class', $value);
    }

    /** Its errors in the window. */
    public function errors(): int|float|null
    {
        return $this->fields['errors'] ?? null;
    }

    /** Sets `errors`. */
    public function withErrors(int|float|null $value): self
    {
        return $this->put('errors', $value);
    }

    /** The line that shows it. */
    public function evidence(): ?Evidence
    {
        return isset($this->fields['evidence']) ? new Evidence($this->fields['evidence']) : null;
    }

    /** Sets `evidence`. */
    public function withEvidence(?Evidence $value): self
    {
        return $this->put('evidence', $value);
    }

    /** Its errors expected in the window. */
    public function expected(): ?float
    {
        return isset($this->fields['expected']) ? (float) $this->fields['expected'] : null;
    }

    /** Sets `expected`. */
    public function withExpected(float|null $value): self
    {
        return $this->put('expected', $value);
    }

    /** The fingerprint. */
    public function fingerprint(): ?string
    {
        return $this->fields['fingerprint'] ?? null;
    }

    /** Sets `fingerprint`. */
    public function withFingerprint(?string $value): self
    {
        return $this->put('fingerprint', $value);
    }

    /** What it is called: its type, or its message. */
    public function label(): ?string
    {
        return $this->fields['label'] ?? null;
    }

    /** Sets `label`. */
    public function withLabel(?string $value): self
    {
        return $this->put('label', $value);
    }

    /** The most of its errors in the same hours of another day of the week before; absent where no other day is known. */
    public function mostOnOtherDays(): int|float|null
    {
        return $this->fields['most_on_other_days'] ?? null;
    }

    /** Sets `most_on_other_days`. */
    public function withMostOnOtherDays(int|float|null $value): self
    {
        return $this->put('most_on_other_days', $value);
    }

    /** Its part of all errors above the usual, 0 to 1. */
    public function shareOfExcess(): ?float
    {
        return isset($this->fields['share_of_excess']) ? (float) $this->fields['share_of_excess'] : null;
    }

    /** Sets `share_of_excess`. */
    public function withShareOfExcess(float|null $value): self
    {
        return $this->put('share_of_excess', $value);
    }

    /** Whether its own words say that what is kept or sent is broken, not only that something is slow or missing. */
    public function tellsOfDamage(): ?bool
    {
        return $this->fields['tells_of_damage'] ?? null;
    }

    /** Sets `tells_of_damage`. */
    public function withTellsOfDamage(?bool $value): self
    {
        return $this->put('tells_of_damage', $value);
    }
}

/** The question to try on the past. */
final class RollupBacktestRequest extends Message
{
    /** Milliseconds between the times the log asks itself; a quarter of the horizon when absent. */
    public function everyMs(): int|float|null
    {
        return $this->fields['every_ms'] ?? null;
    }

    /** Sets `every_ms`. */
    public function withEveryMs(int|float|null $value): self
    {
        return $this->put('every_ms', $value);
    }

    /** The question, the method, and when to alert. */
    public function plan(): ?Plan
    {
        return isset($this->fields['plan']) ? new Plan($this->fields['plan']) : null;
    }

    /** Sets `plan`. */
    public function withPlan(?Plan $value): self
    {
        return $this->put('plan', $value);
    }

    /** Seed of everything random. */
    public function seed(): int|float|null
    {
        return $this->fields['seed'] ?? null;
    }

    /** Sets `seed`. */
    public function withSeed(int|float|null $value): self
    {
        return $this->put('seed', $value);
    }

    /** What is known of the services beside their events. */
    public function services(): ?Statics
    {
        return isset($this->fields['services']) ? new Statics($this->fields['services']) : null;
    }

    /** Sets `services`. */
    public function withServices(?Statics $value): self
    {
        return $this->put('services', $value);
    }
}

/** What a rollup keeps, and for how long. | setting | default | monitor | meaning | |---|---|---|---| | `minutes_kept_for_h` | for ever | 72 | hours for which counts stay in minutes; then they become hours; at least 48 | | `hours_kept_for_h` | for ever | 1 464 (61 days) | hours for which counts stay in hours; then days; at least 1 440 | | `days_kept_for_h` | for ever | 43 848 (5 years) | hours after which counts are dropped | | `witnesses` | 1 | 8 | retention counts from the newest minute at or after which so many events lie, so that fewer events with a clock in the future forget nothing | | `max_services` | 10 000 | 256 | services kept by name; the rest is summed up as `other` | | `max_types` | 256 | 32 | error types kept for each service | | `max_groups` | 1 000 | 64 | error groups kept for each service | | `max_sample_bytes` | 256 | 256 | length at which sample messages are cut | | `max_name_bytes` | 256 | 256 | length at which names of services and error types are cut; a hash of the whole is their end | | `max_ahead_minutes` | any | 10 | how far an event may lie ahead of when it was received; for [`Rollup::observe_received`](super::Rollup::observe_received) | Over a cap the keys with the smallest hashes stay, whatever the order of events. */
final class RollupConfig extends Message
{
    /** Hours after which counts are dropped, not below `hours_kept_for_h`; absent for ever. */
    public function daysKeptForH(): int|float|null
    {
        return $this->fields['days_kept_for_h'] ?? null;
    }

    /** Sets `days_kept_for_h`. */
    public function withDaysKeptForH(int|float|null $value): self
    {
        return $this->put('days_kept_for_h', $value);
    }

    /** Hours for which counts stay in hours, at least 1,440 and not below `minutes_kept_for_h`; absent for ever. */
    public function hoursKeptForH(): int|float|null
    {
        return $this->fields['hours_kept_for_h'] ?? null;
    }

    /** Sets `hours_kept_for_h`. */
    public function withHoursKeptForH(int|float|null $value): self
    {
        return $this->put('hours_kept_for_h', $value);
    }

    /** Minutes that an event may lie ahead of when it was received; absent for any. */
    public function maxAheadMinutes(): int|float|null
    {
        return $this->fields['max_ahead_minutes'] ?? null;
    }

    /** Sets `max_ahead_minutes`. */
    public function withMaxAheadMinutes(int|float|null $value): self
    {
        return $this->put('max_ahead_minutes', $value);
    }

    /** Error groups kept for each service, at least 1. */
    public function maxGroups(): int|float|null
    {
        return $this->fields['max_groups'] ?? null;
    }

    /** Sets `max_groups`. */
    public function withMaxGroups(int|float|null $value): self
    {
        return $this->put('max_groups', $value);
    }

    /** Length in bytes at which names of services and error types are cut, at least 32. */
    public function maxNameBytes(): int|float|null
    {
        return $this->fields['max_name_bytes'] ?? null;
    }

    /** Sets `max_name_bytes`. */
    public function withMaxNameBytes(int|float|null $value): self
    {
        return $this->put('max_name_bytes', $value);
    }

    /** Length in bytes at which sample messages and releases are cut. */
    public function maxSampleBytes(): int|float|null
    {
        return $this->fields['max_sample_bytes'] ?? null;
    }

    /** Sets `max_sample_bytes`. */
    public function withMaxSampleBytes(int|float|null $value): self
    {
        return $this->put('max_sample_bytes', $value);
    }

    /** Services kept by name, at least 1. */
    public function maxServices(): int|float|null
    {
        return $this->fields['max_services'] ?? null;
    }

    /** Sets `max_services`. */
    public function withMaxServices(int|float|null $value): self
    {
        return $this->put('max_services', $value);
    }

    /** Error types kept for each service, at least 1. */
    public function maxTypes(): int|float|null
    {
        return $this->fields['max_types'] ?? null;
    }

    /** Sets `max_types`. */
    public function withMaxTypes(int|float|null $value): self
    {
        return $this->put('max_types', $value);
    }

    /** Hours for which counts stay in minutes, at least 48; absent keeps minutes for ever. */
    public function minutesKeptForH(): int|float|null
    {
        return $this->fields['minutes_kept_for_h'] ?? null;
    }

    /** Sets `minutes_kept_for_h`. */
    public function withMinutesKeptForH(int|float|null $value): self
    {
        return $this->put('minutes_kept_for_h', $value);
    }

    /** Retention counts from the newest minute at or after which so many events lie; at least 1. */
    public function witnesses(): int|float|null
    {
        return $this->fields['witnesses'] ?? null;
    }

    /** Sets `witnesses`. */
    public function withWitnesses(int|float|null $value): self
    {
        return $this->put('witnesses', $value);
    }
}

/** Nothing to ask. */
final class RollupDescribeRequest extends Message
{
}

/** What was counted. */
final class RollupDescribeResponse extends Message
{
    /** The oldest event; absent where there is none. */
    public function first(): ?string
    {
        return $this->fields['first'] ?? null;
    }

    /** Sets `first`. */
    public function withFirst(?string $value): self
    {
        return $this->put('first', $value);
    }

    /** The newest event; absent where there is none. */
    public function last(): ?string
    {
        return $this->fields['last'] ?? null;
    }

    /** Sets `last`. */
    public function withLast(?string $value): self
    {
        return $this->put('last', $value);
    }

    /** The end of the newest event's minute, which is what to analyse unless another time is asked for; absent where there is no event. */
    public function now(): ?string
    {
        return $this->fields['now'] ?? null;
    }

    /** Sets `now`. */
    public function withNow(?string $value): self
    {
        return $this->put('now', $value);
    }

    /** Events counted. */
    public function observed(): int|float|null
    {
        return $this->fields['observed'] ?? null;
    }

    /** Sets `observed`. */
    public function withObserved(int|float|null $value): self
    {
        return $this->put('observed', $value);
    }

    /**
     * Every service, by name.
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
}

/** Nothing to ask: the other rollup, or monitor, is given along and stays as it is. */
final class RollupMergeRequest extends Message
{
}

/** What to analyse and how to call it. */
final class RollupReportRequest extends Message
{
    /** The time to analyse; nothing after it is read. The end of the newest event's minute when absent. */
    public function at(): ?string
    {
        return $this->fields['at'] ?? null;
    }

    /** Sets `at`. */
    public function withAt(?string $value): self
    {
        return $this->put('at', $value);
    }

    /** How. */
    public function config(): ?AnalysisConfig
    {
        return isset($this->fields['config']) ? new AnalysisConfig($this->fields['config']) : null;
    }

    /** Sets `config`. */
    public function withConfig(?AnalysisConfig $value): self
    {
        return $this->put('config', $value);
    }

    /** Earlier incidents, actions and decisions; those known at the time count. */
    public function history(): ?History
    {
        return isset($this->fields['history']) ? new History($this->fields['history']) : null;
    }

    /** Sets `history`. */
    public function withHistory(?History $value): self
    {
        return $this->put('history', $value);
    }

    /** The heading of the page. */
    public function title(): ?string
    {
        return $this->fields['title'] ?? null;
    }

    /** Sets `title`. */
    public function withTitle(?string $value): self
    {
        return $this->put('title', $value);
    }
}
