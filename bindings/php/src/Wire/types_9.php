<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** From how many events within how long on it is a burst. | Name | Default | Meaning | Range | |---|---|---|---| | `window_minutes` | 30 | the time in which they come | 1 to 1,440 | | `chance` | 0.001 | chance that a steady rate alone reaches as many in one window | 0 to 0.5, neither included | | `at_least` | 5 | fewer are no burst, however quiet the service | 1 or more | Half an hour: the shortest horizon of the specification (4.5). One in a thousand: a steady rate then makes a burst in about one half hour of three weeks. Five: fewer can be one failure tried again a few times. */
final class BurstRule extends Message
{
    /** Fewer are no burst, however quiet the service. */
    public function atLeast(): int|float|null
    {
        return $this->fields['at_least'] ?? null;
    }

    /** Sets `at_least`. */
    public function withAtLeast(int|float|null $value): self
    {
        return $this->put('at_least', $value);
    }

    /** Chance that a steady rate alone reaches as many in one window. */
    public function chance(): ?float
    {
        return isset($this->fields['chance']) ? (float) $this->fields['chance'] : null;
    }

    /** Sets `chance`. */
    public function withChance(float|null $value): self
    {
        return $this->put('chance', $value);
    }

    /** The time in which they come, in minutes. */
    public function windowMinutes(): int|float|null
    {
        return $this->fields['window_minutes'] ?? null;
    }

    /** Sets `window_minutes`. */
    public function withWindowMinutes(int|float|null $value): self
    {
        return $this->put('window_minutes', $value);
    }
}

/** Calls from one service to another in one bucket. */
final class CallRow extends Message
{
    /** Start of the bucket. */
    public function bucket(): ?string
    {
        return $this->fields['bucket'] ?? null;
    }

    /** Sets `bucket`. */
    public function withBucket(?string $value): self
    {
        return $this->put('bucket', $value);
    }

    /** Index of the callee. */
    public function callee(): int|float|null
    {
        return $this->fields['callee'] ?? null;
    }

    /** Sets `callee`. */
    public function withCallee(int|float|null $value): self
    {
        return $this->put('callee', $value);
    }

    /** Index of the caller. */
    public function caller(): int|float|null
    {
        return $this->fields['caller'] ?? null;
    }

    /** Sets `caller`. */
    public function withCaller(int|float|null $value): self
    {
        return $this->put('caller', $value);
    }

    /** Number of calls. */
    public function calls(): ?float
    {
        return isset($this->fields['calls']) ? (float) $this->fields['calls'] : null;
    }

    /** Sets `calls`. */
    public function withCalls(float|null $value): self
    {
        return $this->put('calls', $value);
    }

    /** Mean time at the caller minus time at the callee, ms. */
    public function netMs(): ?float
    {
        return isset($this->fields['net_ms']) ? (float) $this->fields['net_ms'] : null;
    }

    /** Sets `net_ms`. */
    public function withNetMs(float|null $value): self
    {
        return $this->put('net_ms', $value);
    }
}

/** When a number is forecast to reach its limit. */
final class CapacityForecast extends Message
{
    /** Key of the forecast it comes from. */
    public function because(): ?string
    {
        return $this->fields['because'] ?? null;
    }

    /** Sets `because`. */
    public function withBecause(?string $value): self
    {
        return $this->put('because', $value);
    }

    /** Level of the interval, such as 0.95. */
    public function level(): ?float
    {
        return isset($this->fields['level']) ? (float) $this->fields['level'] : null;
    }

    /** Sets `level`. */
    public function withLevel(float|null $value): self
    {
        return $this->put('level', $value);
    }

    /** The limit it must not pass. */
    public function limit(): ?float
    {
        return isset($this->fields['limit']) ? (float) $this->fields['limit'] : null;
    }

    /** Sets `limit`. */
    public function withLimit(float|null $value): self
    {
        return $this->put('limit', $value);
    }

    /** The level now. */
    public function now(): ?float
    {
        return isset($this->fields['now']) ? (float) $this->fields['now'] : null;
    }

    /** Sets `now`. */
    public function withNow(float|null $value): self
    {
        return $this->put('now', $value);
    }

    /** Highest forecast value. */
    public function peak(): ?float
    {
        return isset($this->fields['peak']) ? (float) $this->fields['peak'] : null;
    }

    /** Sets `peak`. */
    public function withPeak(float|null $value): self
    {
        return $this->put('peak', $value);
    }

    /** When the peak is forecast. */
    public function peakAt(): ?string
    {
        return $this->fields['peak_at'] ?? null;
    }

    /** Sets `peak_at`. */
    public function withPeakAt(?string $value): self
    {
        return $this->put('peak_at', $value);
    }

    /** When the central forecast passes the limit, if it does within the horizon. */
    public function reachesLimitAt(): ?string
    {
        return $this->fields['reaches_limit_at'] ?? null;
    }

    /** Sets `reaches_limit_at`. */
    public function withReachesLimitAt(?string $value): self
    {
        return $this->put('reaches_limit_at', $value);
    }

    /** Whether the lower bound of the forecast passes the limit too. */
    public function surely(): ?bool
    {
        return $this->fields['surely'] ?? null;
    }

    /** Sets `surely`. */
    public function withSurely(?bool $value): self
    {
        return $this->put('surely', $value);
    }

    /** What is forecast, in words: "errors per hour", "requests per hour". */
    public function what(): ?string
    {
        return $this->fields['what'] ?? null;
    }

    /** Sets `what`. */
    public function withWhat(?string $value): self
    {
        return $this->put('what', $value);
    }
}

/** Two futures of a series whose history ends in an incident. */
final class Cases extends Message
{
    /**
     * Chance that it still goes on at each step ahead, or is back then.
     *
     * @return list<float>
     */
    public function goesOn(): array
    {
        return array_map(static fn ($item) => (float) $item, $this->fields['goes_on'] ?? []);
    }

    /** Sets `goes_on`. */
    public function withGoesOn(array $value): self
    {
        return $this->put('goes_on', $value);
    }

    /** Earlier incidents of the history that the chance was learnt from. */
    public function learntFrom(): int|float|null
    {
        return $this->fields['learnt_from'] ?? null;
    }

    /** Sets `learnt_from`. */
    public function withLearntFrom(int|float|null $value): self
    {
        return $this->put('learnt_from', $value);
    }

    /** A step while it goes on: the mean of its steps so far. */
    public function level(): ?float
    {
        return isset($this->fields['level']) ? (float) $this->fields['level'] : null;
    }

    /** Sets `level`. */
    public function withLevel(float|null $value): self
    {
        return $this->put('level', $value);
    }

    /** Whether the newest step still belongs to it; else it ended up to two steps before. */
    public function ongoing(): ?bool
    {
        return $this->fields['ongoing'] ?? null;
    }

    /** Sets `ongoing`. */
    public function withOngoing(?bool $value): self
    {
        return $this->put('ongoing', $value);
    }

    /** End of the incident's first step. */
    public function since(): ?string
    {
        return $this->fields['since'] ?? null;
    }

    /** Sets `since`. */
    public function withSince(?string $value): self
    {
        return $this->put('since', $value);
    }

    /** A step once it is over: the mean of the steps ahead. */
    public function usual(): ?float
    {
        return isset($this->fields['usual']) ? (float) $this->fields['usual'] : null;
    }

    /** Sets `usual`. */
    public function withUsual(float|null $value): self
    {
        return $this->put('usual', $value);
    }
}

/** One possible cause, with how much speaks for it among those considered, and why. */
final class Cause extends Message
{
    /** The class of error, where the cause is an error group. */
    public function class(): ?string
    {
        return $this->fields['class'] ?? null;
    }

    /** Sets `class`. */
    public function withClass(?string $value): self
    {
        return $this->put('class', $value);
    }

    /**
     * The lines that show it, strongest first.
     *
     * @return list<Evidence>
     */
    public function evidence(): array
    {
        return array_map(static fn ($item) => new Evidence($item), $this->fields['evidence'] ?? []);
    }

    /** Sets `evidence`. */
    public function withEvidence(array $value): self
    {
        return $this->put('evidence', $value);
    }

    /** Stable identity within its analysis or ranking; absent before it is part of one. */
    public function key(): ?string
    {
        return $this->fields['key'] ?? null;
    }

    /** Sets `key`. */
    public function withKey(?string $value): self
    {
        return $this->put('key', $value);
    }

    /** What kind of cause. */
    public function kind(): ?string
    {
        return $this->fields['kind'] ?? null;
    }

    /** Sets `kind`. */
    public function withKind(?string $value): self
    {
        return $this->put('kind', $value);
    }

    /** The service at fault. */
    public function service(): ?string
    {
        return $this->fields['service'] ?? null;
    }

    /** Sets `service`. */
    public function withService(?string $value): self
    {
        return $this->put('service', $value);
    }

    /** How much of the evidence speaks for it, beside all that was considered and "none of these": all shares add up to 1. It ranks and is no probability: nothing says how often a cause with such a share was the right one. */
    public function share(): ?float
    {
        return isset($this->fields['share']) ? (float) $this->fields['share'] : null;
    }

    /** Sets `share`. */
    public function withShare(float|null $value): self
    {
        return $this->put('share', $value);
    }

    /** What exactly: a metric's own column name, a fingerprint, a release, another service. */
    public function subject(): ?string
    {
        return $this->fields['subject'] ?? null;
    }

    /** Sets `subject`. */
    public function withSubject(?string $value): self
    {
        return $this->put('subject', $value);
    }
}
