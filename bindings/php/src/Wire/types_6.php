<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** A strange interval inside one series or one mix (table `anomaly_detections`). Every number is finite. Built by one private constructor, so that score, severity and key follow one rule. */
final class AnomalyDetection extends Message
{
    /** What was seen in the same time, in the same unit. */
    public function actual(): ?float
    {
        return isset($this->fields['actual']) ? (float) $this->fields['actual'] : null;
    }

    /** Sets `actual`. */
    public function withActual(float|null $value): self
    {
        return $this->put('actual', $value);
    }

    /** Since when its level counts as the usual one although it goes on; absent while it does not. */
    public function adopted(): ?string
    {
        return $this->fields['adopted'] ?? null;
    }

    /** Sets `adopted`. */
    public function withAdopted(?string $value): self
    {
        return $this->put('adopted', $value);
    }

    /** When it was looked at: nothing after that is known here. */
    public function at(): ?string
    {
        return $this->fields['at'] ?? null;
    }

    /** Sets `at`. */
    public function withAt(?string $value): self
    {
        return $this->put('at', $value);
    }

    /**
     * What makes it up, largest share first; empty where there is only one series.
     *
     * @return list<AnomalyCause>
     */
    public function causes(): array
    {
        return array_map(static fn ($item) => new AnomalyCause($item), $this->fields['causes'] ?? []);
    }

    /** Sets `causes`. */
    public function withCauses(array $value): self
    {
        return $this->put('causes', $value);
    }

    /** How often chance alone would bring such a thing. */
    public function chance(): ?Chance
    {
        return isset($this->fields['chance']) ? new Chance($this->fields['chance']) : null;
    }

    /** Sets `chance`. */
    public function withChance(?Chance $value): self
    {
        return $this->put('chance', $value);
    }

    /** Probability of a week in which chance brings no such thing, all tests counted in: see [`Chance`]. */
    public function confidence(): ?float
    {
        return isset($this->fields['confidence']) ? (float) $this->fields['confidence'] : null;
    }

    /** Sets `confidence`. */
    public function withConfidence(float|null $value): self
    {
        return $this->put('confidence', $value);
    }

    /** `actual` against `expected` in percent; absent where nothing was expected. */
    public function deviationPercent(): ?float
    {
        return isset($this->fields['deviation_percent']) ? (float) $this->fields['deviation_percent'] : null;
    }

    /** Sets `deviation_percent`. */
    public function withDeviationPercent(float|null $value): self
    {
        return $this->put('deviation_percent', $value);
    }

    /** Where it ends (inclusive): the last of what was strange so far. */
    public function end(): ?string
    {
        return $this->fields['end'] ?? null;
    }

    /** Sets `end`. */
    public function withEnd(?string $value): self
    {
        return $this->put('end', $value);
    }

    /** More than expected over the whole interval, in all (fewer: below 0); absent for what is no count. */
    public function excess(): ?float
    {
        return isset($this->fields['excess']) ? (float) $this->fields['excess'] : null;
    }

    /** Sets `excess`. */
    public function withExcess(float|null $value): self
    {
        return $this->put('excess', $value);
    }

    /** What was expected, in `unit`: on average over the interval, of a spike in values at its peak. */
    public function expected(): ?float
    {
        return isset($this->fields['expected']) ? (float) $this->fields['expected'] : null;
    }

    /** Sets `expected`. */
    public function withExpected(float|null $value): self
    {
        return $this->put('expected', $value);
    }

    /**
     * Keys of the causes that were found for it, likeliest first; empty where none was looked for.
     *
     * @return list<string>
     */
    public function explainedBy(): array
    {
        return $this->fields['explained_by'] ?? [];
    }

    /** Sets `explained_by`. */
    public function withExplainedBy(array $value): self
    {
        return $this->put('explained_by', $value);
    }

    /** What found it. */
    public function foundBy(): ?string
    {
        return $this->fields['found_by'] ?? null;
    }

    /** Sets `found_by`. */
    public function withFoundBy(?string $value): self
    {
        return $this->put('found_by', $value);
    }

    /** The error group it is about, where it is one alone. */
    public function group(): ?string
    {
        return $this->fields['group'] ?? null;
    }

    /** Sets `group`. */
    public function withGroup(?string $value): self
    {
        return $this->put('group', $value);
    }

    /** Stable identity: what is found again, whenever it is asked, has the same one. See [`anomaly_key`]. */
    public function key(): ?string
    {
        return $this->fields['key'] ?? null;
    }

    /** Sets `key`. */
    public function withKey(?string $value): self
    {
        return $this->put('key', $value);
    }

    /** What of it is strange. */
    public function metric(): mixed
    {
        return $this->fields['metric'] ?? null;
    }

    /** Sets `metric`. */
    public function withMetric(mixed $value): self
    {
        return $this->put('metric', $value);
    }

    /** True while the interval reaches to the end of the data. */
    public function ongoing(): ?bool
    {
        return $this->fields['ongoing'] ?? null;
    }

    /** Sets `ongoing`. */
    public function withOngoing(?bool $value): self
    {
        return $this->put('ongoing', $value);
    }

    /** Smallest tail probability inside the interval, for a single test. */
    public function pValue(): ?float
    {
        return isset($this->fields['p_value']) ? (float) $this->fields['p_value'] : null;
    }

    /** Sets `p_value`. */
    public function withPValue(float|null $value): self
    {
        return $this->put('p_value', $value);
    }

    /** End of the bucket that deviates most. */
    public function peak(): ?string
    {
        return $this->fields['peak'] ?? null;
    }

    /** Sets `peak`. */
    public function withPeak(?string $value): self
    {
        return $this->put('peak', $value);
    }

    /** The time. */
    public function perMs(): int|float|null
    {
        return $this->fields['per_ms'] ?? null;
    }

    /** Sets `per_ms`. */
    public function withPerMs(int|float|null $value): self
    {
        return $this->put('per_ms', $value);
    }

    /** How strange, 0 to 1: see [`strangeness`]. */
    public function score(): ?float
    {
        return isset($this->fields['score']) ? (float) $this->fields['score'] : null;
    }

    /** Sets `score`. */
    public function withScore(float|null $value): self
    {
        return $this->put('score', $value);
    }

    /** Nothing more is to be said of it. */
    public function service(): ?string
    {
        return $this->fields['service'] ?? null;
    }

    /** Sets `service`. */
    public function withService(?string $value): self
    {
        return $this->put('service', $value);
    }

    /** From the score: >= 0.85 critical, >= 0.70 high, >= 0.50 medium, else low. */
    public function severity(): ?string
    {
        return $this->fields['severity'] ?? null;
    }

    /** Sets `severity`. */
    public function withSeverity(?string $value): self
    {
        return $this->put('severity', $value);
    }

    /** Where the interval begins (exclusive). */
    public function start(): ?string
    {
        return $this->fields['start'] ?? null;
    }

    /** Sets `start`. */
    public function withStart(?string $value): self
    {
        return $this->put('start', $value);
    }

    /** Nothing more is to be said of it. */
    public function system(): ?bool
    {
        return $this->fields['system'] ?? null;
    }

    /** Sets `system`. */
    public function withSystem(?bool $value): self
    {
        return $this->put('system', $value);
    }

    /** What kind of strangeness it is. */
    public function type(): ?string
    {
        return $this->fields['type'] ?? null;
    }

    /** Sets `type`. */
    public function withType(?string $value): self
    {
        return $this->put('type', $value);
    }

    /** Nothing more is to be said of it. */
    public function unit(): ?string
    {
        return $this->fields['unit'] ?? null;
    }

    /** Sets `unit`. */
    public function withUnit(?string $value): self
    {
        return $this->put('unit', $value);
    }
}

/** One step that is asked for. */
final class Asked extends Message
{
    /** What is asked. */
    public function asked(): ?string
    {
        return $this->fields['asked'] ?? null;
    }

    /** Sets `asked`. */
    public function withAsked(?string $value): self
    {
        return $this->put('asked', $value);
    }

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

    /** By whom: `"system"` or `{"person": id}`. */
    public function by(): mixed
    {
        return $this->fields['by'] ?? null;
    }

    /** Sets `by`. */
    public function withBy(mixed $value): self
    {
        return $this->put('by', $value);
    }
}

/** So many errors or requests an hour more than expected, while the trouble lasts. */
final class AtStake extends Message
{
    /** What there is too much of. */
    public function metric(): mixed
    {
        return $this->fields['metric'] ?? null;
    }

    /** Sets `metric`. */
    public function withMetric(mixed $value): self
    {
        return $this->put('metric', $value);
    }

    /** The time. */
    public function perMs(): int|float|null
    {
        return $this->fields['per_ms'] ?? null;
    }

    /** Sets `per_ms`. */
    public function withPerMs(int|float|null $value): self
    {
        return $this->put('per_ms', $value);
    }

    /** Nothing more is to be said of it. */
    public function unit(): ?string
    {
        return $this->fields['unit'] ?? null;
    }

    /** Sets `unit`. */
    public function withUnit(?string $value): self
    {
        return $this->put('unit', $value);
    }

    /** The number. */
    public function value(): ?float
    {
        return isset($this->fields['value']) ? (float) $this->fields['value'] : null;
    }

    /** Sets `value`. */
    public function withValue(float|null $value): self
    {
        return $this->put('value', $value);
    }
}
