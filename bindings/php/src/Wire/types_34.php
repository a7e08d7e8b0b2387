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

/** The question, and when to alert. */
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

    /** The heading of a page about the model on the tested times, which then is in the answer. */
    public function page(): ?string
    {
        return $this->fields['page'] ?? null;
    }

    /** Sets `page`. */
    public function withPage(?string $value): self
    {
        return $this->put('page', $value);
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

    /** Give every tested time with what was said and what came. */
    public function rows(): ?bool
    {
        return $this->fields['rows'] ?? null;
    }

    /** Sets `rows`. */
    public function withRows(?bool $value): self
    {
        return $this->put('rows', $value);
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

/** What to forecast, and how. */
final class RollupForecastRequest extends Message
{
    /**
     * Per service and hour: `errors`, `requests`, `error_rate`, `response_time_p50`, `_p95`, `_p99`, `_mean` or `_max`.
     *
     * @return list<string>
     */
    public function metrics(): array
    {
        return $this->fields['metrics'] ?? [];
    }

    /** Sets `metrics`. */
    public function withMetrics(array $value): self
    {
        return $this->put('metrics', $value);
    }

    /** The heading of a page with fan charts and decompositions, which then is in the answer. */
    public function page(): ?string
    {
        return $this->fields['page'] ?? null;
    }

    /** Sets `page`. */
    public function withPage(?string $value): self
    {
        return $this->put('page', $value);
    }

    /** Method, horizon, level and the rest. */
    public function settings(): ?ForecastSettings
    {
        return isset($this->fields['settings']) ? new ForecastSettings($this->fields['settings']) : null;
    }

    /** Sets `settings`. */
    public function withSettings(?ForecastSettings $value): self
    {
        return $this->put('settings', $value);
    }
}
