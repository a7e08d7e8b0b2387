<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** Scores, and decisions where a threshold was asked for. */
final class Scores extends Message
{
    /**
     * The anomalies as intervals, oldest first, and, of many columns with a history, where columns that moved together in it no longer do; absent unless a threshold was asked for rows in time order.
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

    /**
     * The columns that deviate most, for each stretch of rows; absent unless asked for.
     *
     * @return list<CausesOfRows>
     */
    public function causes(): array
    {
        return array_map(static fn ($item) => new CausesOfRows($item), $this->fields['causes'] ?? []);
    }

    /** Sets `causes`. */
    public function withCauses(array $value): self
    {
        return $this->put('causes', $value);
    }

    /** The detector that scored. */
    public function detector(): ?string
    {
        return $this->fields['detector'] ?? null;
    }

    /** Sets `detector`. */
    public function withDetector(?string $value): self
    {
        return $this->put('detector', $value);
    }

    /**
     * Which rows are anomalies; absent unless a threshold was asked for.
     *
     * @return list<bool>
     */
    public function flags(): array
    {
        return $this->fields['flags'] ?? [];
    }

    /** Sets `flags`. */
    public function withFlags(array $value): self
    {
        return $this->put('flags', $value);
    }

    /**
     * How often a normal row scores that high, of every row; absent unless a threshold was asked for.
     *
     * @return list<float>
     */
    public function pValues(): array
    {
        return array_map(static fn ($item) => (float) $item, $this->fields['p_values'] ?? []);
    }

    /** Sets `p_values`. */
    public function withPValues(array $value): self
    {
        return $this->put('p_values', $value);
    }

    /**
     * One finite score per row; higher is stranger.
     *
     * @return list<float>
     */
    public function scores(): array
    {
        return array_map(static fn ($item) => (float) $item, $this->fields['scores'] ?? []);
    }

    /** Sets `scores`. */
    public function withScores(array $value): self
    {
        return $this->put('scores', $value);
    }

    /** A score above this is an anomaly; absent unless a threshold was asked for. */
    public function threshold(): ?float
    {
        return isset($this->fields['threshold']) ? (float) $this->fields['threshold'] : null;
    }

    /** Sets `threshold`. */
    public function withThreshold(float|null $value): self
    {
        return $this->put('threshold', $value);
    }
}

/** Numbers at an even step, with gaps allowed. Value `i` belongs to the bucket (end − step, end] with end = `first_end` + i × `step_ms`. A gap is `NaN` here and `null` in JSON; every other value is finite. */
final class Series extends Message
{
    /** End of the first bucket. */
    public function firstEnd(): ?string
    {
        return $this->fields['first_end'] ?? null;
    }

    /** Sets `first_end`. */
    public function withFirstEnd(?string $value): self
    {
        return $this->put('first_end', $value);
    }

    /** Width of a bucket in milliseconds, above 0. */
    public function stepMs(): int|float|null
    {
        return $this->fields['step_ms'] ?? null;
    }

    /** Sets `step_ms`. */
    public function withStepMs(int|float|null $value): self
    {
        return $this->put('step_ms', $value);
    }

    /**
     * One number per bucket, oldest first; a gap is `NaN` (`null` in JSON).
     *
     * @return list<float|null>
     */
    public function values(): array
    {
        return array_map(static fn ($item) => $item === null ? null : (float) $item, $this->fields['values'] ?? []);
    }

    /** Sets `values`. */
    public function withValues(array $value): self
    {
        return $this->put('values', $value);
    }
}

/** Any detector for one series, chosen by name. */
final class SeriesDetector extends Message
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

    /**
     * Days that are like Sundays.
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

    /** Values in a row. */
    public function lags(): int|float|null
    {
        return $this->fields['lags'] ?? null;
    }

    /** Sets `lags`. */
    public function withLags(int|float|null $value): self
    {
        return $this->put('lags', $value);
    }

    /** Expected length of a stretch, in values. */
    public function meanLength(): ?float
    {
        return isset($this->fields['mean_length']) ? (float) $this->fields['mean_length'] : null;
    }

    /** Sets `mean_length`. */
    public function withMeanLength(float|null $value): self
    {
        return $this->put('mean_length', $value);
    }

    /** Hours after which a value weighs 1/e. */
    public function memoryHours(): ?float
    {
        return isset($this->fields['memory_hours']) ? (float) $this->fields['memory_hours'] : null;
    }

    /** Sets `memory_hours`. */
    public function withMemoryHours(float|null $value): self
    {
        return $this->put('memory_hours', $value);
    }

    /** Nothing more is to be said of it. */
    public function method(): ?string
    {
        return $this->fields['method'] ?? null;
    }

    /** Sets `method`. */
    public function withMethod(?string $value): self
    {
        return $this->put('method', $value);
    }

    /** Learn hours of day and week. */
    public function seasonal(): ?bool
    {
        return $this->fields['seasonal'] ?? null;
    }

    /** Sets `seasonal`. */
    public function withSeasonal(?bool $value): self
    {
        return $this->put('seasonal', $value);
    }

    /** The trees. */
    public function trees(): ?HalfSpaceTrees
    {
        return isset($this->fields['trees']) ? new HalfSpaceTrees($this->fields['trees']) : null;
    }

    /** Sets `trees`. */
    public function withTrees(?HalfSpaceTrees $value): self
    {
        return $this->put('trees', $value);
    }

    /** Share of the variance that counts as usual shapes. */
    public function variance(): ?float
    {
        return isset($this->fields['variance']) ? (float) $this->fields['variance'] : null;
    }

    /** Sets `variance`. */
    public function withVariance(float|null $value): self
    {
        return $this->put('variance', $value);
    }

    /** Values that are learned before any is scored above 0. */
    public function warmUp(): int|float|null
    {
        return $this->fields['warm_up'] ?? null;
    }

    /** Sets `warm_up`. */
    public function withWarmUp(int|float|null $value): self
    {
        return $this->put('warm_up', $value);
    }

    /** Values in a stretch; 0 finds the period. */
    public function window(): int|float|null
    {
        return $this->fields['window'] ?? null;
    }

    /** Sets `window`. */
    public function withWindow(int|float|null $value): self
    {
        return $this->put('window', $value);
    }
}
