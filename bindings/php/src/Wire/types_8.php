<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** A line that was left out, or a value that was, with its place. */
final class BadLine extends Message
{
    /** The byte in the line, from 1; absent where there is no one place. */
    public function column(): int|float|null
    {
        return $this->fields['column'] ?? null;
    }

    /** Sets `column`. */
    public function withColumn(int|float|null $value): self
    {
        return $this->put('column', $value);
    }

    /** What was expected. */
    public function expected(): ?string
    {
        return $this->fields['expected'] ?? null;
    }

    /** Sets `expected`. */
    public function withExpected(?string $value): self
    {
        return $this->put('expected', $value);
    }

    /** The field it is about. */
    public function field(): ?string
    {
        return $this->fields['field'] ?? null;
    }

    /** Sets `field`. */
    public function withField(?string $value): self
    {
        return $this->put('field', $value);
    }

    /** The value that stood there, made safe to print. */
    public function found(): ?string
    {
        return $this->fields['found'] ?? null;
    }

    /** Sets `found`. */
    public function withFound(?string $value): self
    {
        return $this->put('found', $value);
    }

    /** The line, from 1. */
    public function line(): int|float|null
    {
        return $this->fields['line'] ?? null;
    }

    /** Sets `line`. */
    public function withLine(int|float|null $value): self
    {
        return $this->put('line', $value);
    }

    /** Why. */
    public function reason(): ?string
    {
        return $this->fields['reason'] ?? null;
    }

    /** Sets `reason`. */
    public function withReason(?string $value): self
    {
        return $this->put('reason', $value);
    }

    /** The beginning of the line, made safe to print. */
    public function sample(): ?string
    {
        return $this->fields['sample'] ?? null;
    }

    /** Sets `sample`. */
    public function withSample(?string $value): self
    {
        return $this->put('sample', $value);
    }

    /** The file, or `-`. */
    public function source(): ?string
    {
        return $this->fields['source'] ?? null;
    }

    /** Sets `source`. */
    public function withSource(?string $value): self
    {
        return $this->put('source', $value);
    }
}

/** A number before and now, per hour or as a level. */
final class BeforeAndNow extends Message
{
    /** Usual value. */
    public function before(): ?float
    {
        return isset($this->fields['before']) ? (float) $this->fields['before'] : null;
    }

    /** Sets `before`. */
    public function withBefore(float|null $value): self
    {
        return $this->put('before', $value);
    }

    /** Value now. */
    public function now(): ?float
    {
        return isset($this->fields['now']) ? (float) $this->fields['now'] : null;
    }

    /** Sets `now`. */
    public function withNow(float|null $value): self
    {
        return $this->put('now', $value);
    }
}

/** The belief in one kind of cause: what the feedback so far makes of the prior of one half. */
final class Belief extends Message
{
    /** Belief now. */
    public function belief(): ?float
    {
        return isset($this->fields['belief']) ? (float) $this->fields['belief'] : null;
    }

    /** Sets `belief`. */
    public function withBelief(float|null $value): self
    {
        return $this->put('belief', $value);
    }

    /** Weight of feedback that confirmed it when it was named. */
    public function confirmed(): ?float
    {
        return isset($this->fields['confirmed']) ? (float) $this->fields['confirmed'] : null;
    }

    /** Sets `confirmed`. */
    public function withConfirmed(float|null $value): self
    {
        return $this->put('confirmed', $value);
    }

    /** The kind. */
    public function kind(): ?string
    {
        return $this->fields['kind'] ?? null;
    }

    /** Sets `kind`. */
    public function withKind(?string $value): self
    {
        return $this->put('kind', $value);
    }

    /** Belief before any feedback. */
    public function prior(): ?float
    {
        return isset($this->fields['prior']) ? (float) $this->fields['prior'] : null;
    }

    /** Sets `prior`. */
    public function withPrior(float|null $value): self
    {
        return $this->put('prior', $value);
    }

    /** Weight of feedback that refuted it when it was named. */
    public function refuted(): ?float
    {
        return isset($this->fields['refuted']) ? (float) $this->fields['refuted'] : null;
    }

    /** Sets `refuted`. */
    public function withRefuted(float|null $value): self
    {
        return $this->put('refuted', $value);
    }
}

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
