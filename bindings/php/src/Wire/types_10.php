<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** A node of the tree: the trouble of a service at the root, a cause everywhere else. */
final class CauseNode extends Message
{
    /**
     * Its causes, strongest first.
     *
     * @return list<CauseNode>
     */
    public function because(): array
    {
        return array_map(static fn ($item) => new CauseNode($item), $this->fields['because'] ?? []);
    }

    /** Sets `because`. */
    public function withBecause(array $value): self
    {
        return $this->put('because', $value);
    }

    /** The kind of cause; absent at the root. */
    public function kind(): ?string
    {
        return $this->fields['kind'] ?? null;
    }

    /** Sets `kind`. */
    public function withKind(?string $value): self
    {
        return $this->put('kind', $value);
    }

    /** When the errors of the service rose, where they did. */
    public function onset(): ?string
    {
        return $this->fields['onset'] ?? null;
    }

    /** Sets `onset`. */
    public function withOnset(?string $value): self
    {
        return $this->put('onset', $value);
    }

    /** The service in trouble, or the service at fault. */
    public function service(): ?string
    {
        return $this->fields['service'] ?? null;
    }

    /** Sets `service`. */
    public function withService(?string $value): self
    {
        return $this->put('service', $value);
    }

    /** How much of the evidence says that it is why the node above is in trouble (see [`Cause::share`]); at the root, that one of the branches is. */
    public function share(): ?float
    {
        return isset($this->fields['share']) ? (float) $this->fields['share'] : null;
    }

    /** Sets `share`. */
    public function withShare(float|null $value): self
    {
        return $this->put('share', $value);
    }

    /** The strongest line of evidence. */
    public function statement(): ?string
    {
        return $this->fields['statement'] ?? null;
    }

    /** Sets `statement`. */
    public function withStatement(?string $value): self
    {
        return $this->put('statement', $value);
    }

    /** What exactly: a release, a fingerprint. */
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

/** Rows one after the other, and the columns that deviate most in them. */
final class CausesOfRows extends Message
{
    /** Whether they are strange beyond doubt, each of them. */
    public function anomalous(): ?bool
    {
        return $this->fields['anomalous'] ?? null;
    }

    /** Sets `anomalous`. */
    public function withAnomalous(?bool $value): self
    {
        return $this->put('anomalous', $value);
    }

    /** The last row. */
    public function end(): int|float|null
    {
        return $this->fields['end'] ?? null;
    }

    /** Sets `end`. */
    public function withEnd(int|float|null $value): self
    {
        return $this->put('end', $value);
    }

    /**
     * The columns, those that deviate most first.
     *
     * @return list<string>
     */
    public function features(): array
    {
        return $this->fields['features'] ?? [];
    }

    /** Sets `features`. */
    public function withFeatures(array $value): self
    {
        return $this->put('features', $value);
    }

    /** The highest score of these rows. */
    public function score(): ?float
    {
        return isset($this->fields['score']) ? (float) $this->fields['score'] : null;
    }

    /** Sets `score`. */
    public function withScore(float|null $value): self
    {
        return $this->put('score', $value);
    }

    /** The first row, from 0. */
    public function start(): int|float|null
    {
        return $this->fields['start'] ?? null;
    }

    /** Sets `start`. */
    public function withStart(int|float|null $value): self
    {
        return $this->put('start', $value);
    }
}

/** How often chance alone brings such a thing, all tests counted in. */
final class Chance extends Message
{
    /** Once in so many weeks on average; above 0, at most a million. */
    public function onceInWeeks(): ?float
    {
        return isset($this->fields['once_in_weeks']) ? (float) $this->fields['once_in_weeks'] : null;
    }

    /** Sets `once_in_weeks`. */
    public function withOnceInWeeks(float|null $value): self
    {
        return $this->put('once_in_weeks', $value);
    }
}

/** A recorded change: a deployment, a flag, a configuration. */
final class ChangeEvent extends Message
{
    /** When. */
    public function at(): ?string
    {
        return $this->fields['at'] ?? null;
    }

    /** Sets `at`. */
    public function withAt(?string $value): self
    {
        return $this->put('at', $value);
    }

    /** Whether it is a deployment. */
    public function deployment(): ?bool
    {
        return $this->fields['deployment'] ?? null;
    }

    /** Sets `deployment`. */
    public function withDeployment(?bool $value): self
    {
        return $this->put('deployment', $value);
    }

    /** Index into [`Incident::services`]. */
    public function service(): int|float|null
    {
        return $this->fields['service'] ?? null;
    }

    /** Sets `service`. */
    public function withService(int|float|null $value): self
    {
        return $this->put('service', $value);
    }

    /** Release or description. */
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

/** What the decision tree says. */
final class Classified extends Message
{
    /**
     * The questions on the way to the leaf, and how many cases lie there.
     *
     * @return list<Evidence>
     */
    public function path(): array
    {
        return array_map(static fn ($item) => new Evidence($item), $this->fields['path'] ?? []);
    }

    /** Sets `path`. */
    public function withPath(array $value): self
    {
        return $this->put('path', $value);
    }

    /**
     * Share of each kind among the cases in the leaf (one imagined case of every kind added).
     *
     * @return array<string, float>
     */
    public function shares(): array
    {
        return array_map(static fn ($item) => (float) $item, (array) ($this->fields['shares'] ?? []));
    }

    /** Sets `shares`. */
    public function withShares(array $value): self
    {
        return $this->put('shares', $value === [] ? new \stdClass() : $value);
    }
}

/** Counts of (actual, predicted) pairs, with what follows from them. */
final class Confusion extends Message
{
    /**
     * Row: actual class, column: predicted class.
     *
     * @return list<list<int>>
     */
    public function counts(): array
    {
        return $this->fields['counts'] ?? [];
    }

    /** Sets `counts`. */
    public function withCounts(array $value): self
    {
        return $this->put('counts', $value);
    }
}

/** Settings of [`detect_counts`](super::detect_counts). */
final class CountDetection extends Message
{
    /** Hours a new level must last to become the normal one. */
    public function adoptAfterHours(): ?float
    {
        return isset($this->fields['adopt_after_hours']) ? (float) $this->fields['adopt_after_hours'] : null;
    }

    /** Sets `adopt_after_hours`. */
    public function withAdoptAfterHours(float|null $value): self
    {
        return $this->put('adopt_after_hours', $value);
    }

    /** False alarms allowed per series and week. */
    public function falseAlarmsPerWeek(): ?float
    {
        return isset($this->fields['false_alarms_per_week']) ? (float) $this->fields['false_alarms_per_week'] : null;
    }

    /** Sets `false_alarms_per_week`. */
    public function withFalseAlarmsPerWeek(float|null $value): self
    {
        return $this->put('false_alarms_per_week', $value);
    }

    /**
     * Days that are like Sundays, given by any time in them.
     *
     * @return list<string>
     */
    public function holidays(): array
    {
        return $this->fields['holidays'] ?? [];
    }

    /** Sets `holidays`. */
    public function withHolidays(array $value): self
    {
        return $this->put('holidays', $value);
    }

    /** Hours after which a count weighs 1/e. */
    public function memoryHours(): ?float
    {
        return isset($this->fields['memory_hours']) ? (float) $this->fields['memory_hours'] : null;
    }

    /** Sets `memory_hours`. */
    public function withMemoryHours(float|null $value): self
    {
        return $this->put('memory_hours', $value);
    }

    /** Tell hours of the day and week apart where history supports it. */
    public function seasonal(): ?bool
    {
        return $this->fields['seasonal'] ?? null;
    }

    /** Sets `seasonal`. */
    public function withSeasonal(?bool $value): self
    {
        return $this->put('seasonal', $value);
    }

    /** Test single buckets at this many standard deviations instead of by the budget. */
    public function sigma(): ?float
    {
        return isset($this->fields['sigma']) ? (float) $this->fields['sigma'] : null;
    }

    /** Sets `sigma`. */
    public function withSigma(float|null $value): self
    {
        return $this->put('sigma', $value);
    }

    /** The zone whose clock the hours of day and week follow, such as `Europe/Berlin`; UTC without one. */
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

/** What a person decided. */
final class Decided extends Message
{
    /** One id. */
    public function one(): ?string
    {
        return $this->fields['one'] ?? null;
    }

    /** Sets `one`. */
    public function withOne(?string $value): self
    {
        return $this->put('one', $value);
    }

    /** The other. */
    public function other(): ?string
    {
        return $this->fields['other'] ?? null;
    }

    /** Sets `other`. */
    public function withOther(?string $value): self
    {
        return $this->put('other', $value);
    }

    /** Whether they are the same error. */
    public function same(): ?bool
    {
        return $this->fields['same'] ?? null;
    }

    /** Sets `same`. */
    public function withSame(?bool $value): self
    {
        return $this->put('same', $value);
    }
}
