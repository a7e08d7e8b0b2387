<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** The series and how to score them. */
final class DetectSeriesRequest extends Message
{
    /** Judge every step by earlier ones only. */
    public function causal(): ?bool
    {
        return $this->fields['causal'] ?? null;
    }

    /** Sets `causal`. */
    public function withCausal(?bool $value): self
    {
        return $this->put('causal', $value);
    }

    /** Tell the columns that deviate most as well, for each stretch of rows (detectors `metrics` and `peers`). */
    public function causes(): ?bool
    {
        return $this->fields['causes'] ?? null;
    }

    /** Sets `causes`. */
    public function withCauses(?bool $value): self
    {
        return $this->put('causes', $value);
    }

    /** `auto`, `stream`, `metrics`, or another detector: its name, or its settings with `method`. */
    public function detector(): mixed
    {
        return $this->fields['detector'] ?? null;
    }

    /** Sets `detector`. */
    public function withDetector(mixed $value): self
    {
        return $this->put('detector', $value);
    }

    /** The end of the first step. */
    public function firstEnd(): ?string
    {
        return $this->fields['first_end'] ?? null;
    }

    /** Sets `first_end`. */
    public function withFirstEnd(?string $value): self
    {
        return $this->put('first_end', $value);
    }

    /**
     * Earlier rows to learn from.
     *
     * @return list<list<float|null>>
     */
    public function history(): array
    {
        return array_map(static fn ($item) => array_map(static fn ($item) => $item === null ? null : (float) $item, $item), $this->fields['history'] ?? []);
    }

    /** Sets `history`. */
    public function withHistory(array $value): self
    {
        return $this->put('history', $value);
    }

    /**
     * The names of the series.
     *
     * @return list<string>
     */
    public function names(): array
    {
        return $this->fields['names'] ?? [];
    }

    /** Sets `names`. */
    public function withNames(array $value): self
    {
        return $this->put('names', $value);
    }

    /**
     * One row a step, oldest first, one value a name; null is a gap.
     *
     * @return list<list<float|null>>
     */
    public function rows(): array
    {
        return array_map(static fn ($item) => array_map(static fn ($item) => $item === null ? null : (float) $item, $item), $this->fields['rows'] ?? []);
    }

    /** Sets `rows`. */
    public function withRows(array $value): self
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

    /** Milliseconds a step. */
    public function stepMs(): int|float|null
    {
        return $this->fields['step_ms'] ?? null;
    }

    /** Sets `step_ms`. */
    public function withStepMs(int|float|null $value): self
    {
        return $this->put('step_ms', $value);
    }

    /** Decide which steps are anomalies, within this budget. */
    public function threshold(): ?ScoreThreshold
    {
        return isset($this->fields['threshold']) ? new ScoreThreshold($this->fields['threshold']) : null;
    }

    /** Sets `threshold`. */
    public function withThreshold(?ScoreThreshold $value): self
    {
        return $this->put('threshold', $value);
    }
}

/** Any detector for feature rows, chosen by name. */
final class Detector extends Message
{
    /** Halvings from the root to a leaf. */
    public function height(): int|float|null
    {
        return $this->fields['height'] ?? null;
    }

    /** Sets `height`. */
    public function withHeight(int|float|null $value): self
    {
        return $this->put('height', $value);
    }

    /** Which neighbour's distance is the score. */
    public function k(): int|float|null
    {
        return $this->fields['k'] ?? null;
    }

    /** Sets `k`. */
    public function withK(int|float|null $value): self
    {
        return $this->put('k', $value);
    }

    /**
     * The methods, with their weights.
     *
     * @return list<Member>
     */
    public function members(): array
    {
        return array_map(static fn ($item) => new Member($item), $this->fields['members'] ?? []);
    }

    /** Sets `members`. */
    public function withMembers(array $value): self
    {
        return $this->put('members', $value);
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

    /** Bins a column; 0 chooses by the number of rows. */
    public function nBins(): int|float|null
    {
        return $this->fields['n_bins'] ?? null;
    }

    /** Sets `n_bins`. */
    public function withNBins(int|float|null $value): self
    {
        return $this->put('n_bins', $value);
    }

    /** Fitted rows kept, drawn at random; 0 keeps all. */
    public function nReferences(): int|float|null
    {
        return $this->fields['n_references'] ?? null;
    }

    /** Sets `n_references`. */
    public function withNReferences(int|float|null $value): self
    {
        return $this->put('n_references', $value);
    }

    /** Number of trees. */
    public function nTrees(): int|float|null
    {
        return $this->fields['n_trees'] ?? null;
    }

    /** Sets `n_trees`. */
    public function withNTrees(int|float|null $value): self
    {
        return $this->put('n_trees', $value);
    }

    /** Added to the diagonal, relative to its mean. */
    public function ridge(): ?float
    {
        return isset($this->fields['ridge']) ? (float) $this->fields['ridge'] : null;
    }

    /** Sets `ridge`. */
    public function withRidge(float|null $value): self
    {
        return $this->put('ridge', $value);
    }

    /** Rows per tree. */
    public function sampleSize(): int|float|null
    {
        return $this->fields['sample_size'] ?? null;
    }

    /** Sets `sample_size`. */
    public function withSampleSize(int|float|null $value): self
    {
        return $this->put('sample_size', $value);
    }

    /** Scale columns to [0, 1] over the fitted rows. */
    public function scale(): ?bool
    {
        return $this->fields['scale'] ?? null;
    }

    /** Sets `scale`. */
    public function withScale(?bool $value): self
    {
        return $this->put('scale', $value);
    }

    /** Share of rows that give centre and shape. */
    public function share(): ?float
    {
        return isset($this->fields['share']) ? (float) $this->fields['share'] : null;
    }

    /** Sets `share`. */
    public function withShare(float|null $value): self
    {
        return $this->put('share', $value);
    }

    /** Share of the variance that counts as normal directions. */
    public function variance(): ?float
    {
        return isset($this->fields['variance']) ? (float) $this->fields['variance'] : null;
    }

    /** Sets `variance`. */
    public function withVariance(float|null $value): self
    {
        return $this->put('variance', $value);
    }

    /** Rows after which the reference is renewed. */
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
