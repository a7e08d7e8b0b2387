<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

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
