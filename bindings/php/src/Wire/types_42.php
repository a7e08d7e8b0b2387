<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** The versions. */
final class VersionResponse extends Message
{
    /** Of the analysis message. */
    public function analysis(): int|float|null
    {
        return $this->fields['analysis'] ?? null;
    }

    /** Sets `analysis`. */
    public function withAnalysis(int|float|null $value): self
    {
        return $this->put('analysis', $value);
    }

    /** Of the feature set that models are trained on. */
    public function featureSet(): int|float|null
    {
        return $this->fields['feature_set'] ?? null;
    }

    /** Sets `feature_set`. */
    public function withFeatureSet(int|float|null $value): self
    {
        return $this->put('feature_set', $value);
    }

    /** Of the library, the same in every package. */
    public function version(): ?string
    {
        return $this->fields['version'] ?? null;
    }

    /** Sets `version`. */
    public function withVersion(?string $value): self
    {
        return $this->put('version', $value);
    }

    /** Of the messages; 0 while fields still change meaning between releases. */
    public function wire(): int|float|null
    {
        return $this->fields['wire'] ?? null;
    }

    /** Sets `wire`. */
    public function withWire(int|float|null $value): self
    {
        return $this->put('wire', $value);
    }
}

/** What a value gave. */
final class WatchPoint extends Message
{
    /**
     * Anomalies that are under way here, or that are over since the value before.
     *
     * @return list<AnomalyDetection>
     */
    public function anomalies(): array
    {
        return array_map(static fn ($item) => new AnomalyDetection($item), $this->fields['anomalies'] ?? []);
    }

    /** Sets `anomalies`. */
    public function withAnomalies(array $value): self
    {
        return $this->put('anomalies', $value);
    }

    /** End of the bucket. */
    public function end(): ?string
    {
        return $this->fields['end'] ?? null;
    }

    /** Sets `end`. */
    public function withEnd(?string $value): self
    {
        return $this->put('end', $value);
    }

    /** What was expected; absent while nothing is known. */
    public function expected(): ?float
    {
        return isset($this->fields['expected']) ? (float) $this->fields['expected'] : null;
    }

    /** Sets `expected`. */
    public function withExpected(float|null $value): self
    {
        return $this->put('expected', $value);
    }

    /** Below this, a value would have been flagged; absent where none would. */
    public function lower(): ?float
    {
        return isset($this->fields['lower']) ? (float) $this->fields['lower'] : null;
    }

    /** Sets `lower`. */
    public function withLower(float|null $value): self
    {
        return $this->put('lower', $value);
    }

    /** Smallest tail probability of the tests that failed, 1 where none did. */
    public function pValue(): ?float
    {
        return isset($this->fields['p_value']) ? (float) $this->fields['p_value'] : null;
    }

    /** Sets `p_value`. */
    public function withPValue(float|null $value): self
    {
        return $this->put('p_value', $value);
    }

    /** Above this, a value would have been flagged. */
    public function upper(): ?float
    {
        return isset($this->fields['upper']) ? (float) $this->fields['upper'] : null;
    }

    /** Sets `upper`. */
    public function withUpper(float|null $value): self
    {
        return $this->put('upper', $value);
    }
}

/** A stretch of time that somebody named. */
final class Window extends Message
{
    /**
     * The days on which it begins; empty for every day.
     *
     * @return list<string>
     */
    public function days(): array
    {
        return $this->fields['days'] ?? [];
    }

    /** Sets `days`. */
    public function withDays(array $value): self
    {
        return $this->put('days', $value);
    }

    /** When it ends; of one that comes again until when it does. */
    public function end(): ?string
    {
        return $this->fields['end'] ?? null;
    }

    /** Sets `end`. */
    public function withEnd(?string $value): self
    {
        return $this->put('end', $value);
    }

    /** The time of day at which it begins, such as `22:00`, where it comes again. */
    public function from(): ?string
    {
        return $this->fields['from'] ?? null;
    }

    /** Sets `from`. */
    public function withFrom(?string $value): self
    {
        return $this->put('from', $value);
    }

    /** What it is called. */
    public function name(): ?string
    {
        return $this->fields['name'] ?? null;
    }

    /** Sets `name`. */
    public function withName(?string $value): self
    {
        return $this->put('name', $value);
    }

    /**
     * The services it is about; empty for all.
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

    /** When it begins; of one that comes again from when on it does. */
    public function start(): ?string
    {
        return $this->fields['start'] ?? null;
    }

    /** Sets `start`. */
    public function withStart(?string $value): self
    {
        return $this->put('start', $value);
    }

    /** The time of day at which it ends; over midnight where that is not later than `from`. */
    public function to(): ?string
    {
        return $this->fields['to'] ?? null;
    }

    /** Sets `to`. */
    public function withTo(?string $value): self
    {
        return $this->put('to', $value);
    }

    /** The zone (IANA) by whose clock it goes; UTC where absent. */
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

/** So many more errors, or failed requests, than before in a history of less than a day. */
final class YoungRise extends Message
{
    /** How long the time before is, in minutes. */
    public function beforeMinutes(): int|float|null
    {
        return $this->fields['before_minutes'] ?? null;
    }

    /** Sets `before_minutes`. */
    public function withBeforeMinutes(int|float|null $value): self
    {
        return $this->put('before_minutes', $value);
    }

    /** How many came per hour in the time before. */
    public function beforePerHour(): ?float
    {
        return isset($this->fields['before_per_hour']) ? (float) $this->fields['before_per_hour'] : null;
    }

    /** Sets `before_per_hour`. */
    public function withBeforePerHour(float|null $value): self
    {
        return $this->put('before_per_hour', $value);
    }

    /** How many of them came in it. */
    public function errors(): int|float|null
    {
        return $this->fields['errors'] ?? null;
    }

    /** Sets `errors`. */
    public function withErrors(int|float|null $value): self
    {
        return $this->put('errors', $value);
    }

    /** Whether that kind never came in the time before. */
    public function isNew(): ?bool
    {
        return $this->fields['is_new'] ?? null;
    }

    /** Sets `is_new`. */
    public function withIsNew(?bool $value): self
    {
        return $this->put('is_new', $value);
    }

    /** What rose: errors, or failed requests. */
    public function metric(): mixed
    {
        return $this->fields['metric'] ?? null;
    }

    /** Sets `metric`. */
    public function withMetric(mixed $value): self
    {
        return $this->put('metric', $value);
    }

    /** The kind of error that most of them are, where one is. */
    public function most(): ?string
    {
        return $this->fields['most'] ?? null;
    }

    /** Sets `most`. */
    public function withMost(?string $value): self
    {
        return $this->put('most', $value);
    }

    /** The same per hour. */
    public function perHour(): ?float
    {
        return isset($this->fields['per_hour']) ? (float) $this->fields['per_hour'] : null;
    }

    /** Sets `per_hour`. */
    public function withPerHour(float|null $value): self
    {
        return $this->put('per_hour', $value);
    }

    /** When it began, to the minute. */
    public function since(): ?string
    {
        return $this->fields['since'] ?? null;
    }

    /** Sets `since`. */
    public function withSince(?string $value): self
    {
        return $this->put('since', $value);
    }

    /** When it ended; absent while it goes on. */
    public function until(): ?string
    {
        return $this->fields['until'] ?? null;
    }

    /** Sets `until`. */
    public function withUntil(?string $value): self
    {
        return $this->put('until', $value);
    }
}
