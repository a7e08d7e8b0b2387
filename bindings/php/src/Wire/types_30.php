<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** Any predictor, chosen by name. */
final class Predictor extends Message
{
    /** Share of features drawn a round, above 0 and at most 1. */
    public function columnShare(): ?float
    {
        return isset($this->fields['column_share']) ? (float) $this->fields['column_share'] : null;
    }

    /** Sets `column_share`. */
    public function withColumnShare(float|null $value): self
    {
        return $this->put('column_share', $value);
    }

    /** Splits from root to leaf, 1 to 16. */
    public function depth(): int|float|null
    {
        return $this->fields['depth'] ?? null;
    }

    /** Sets `depth`. */
    public function withDepth(int|float|null $value): self
    {
        return $this->put('depth', $value);
    }

    /** Which features it sees. */
    public function features(): ?string
    {
        return $this->fields['features'] ?? null;
    }

    /** Sets `features`. */
    public function withFeatures(?string $value): self
    {
        return $this->put('features', $value);
    }

    /** Features drawn a node; the square root of their number when absent. */
    public function featuresPerNode(): int|float|null
    {
        return $this->fields['features_per_node'] ?? null;
    }

    /** Sets `features_per_node`. */
    public function withFeaturesPerNode(int|float|null $value): self
    {
        return $this->put('features_per_node', $value);
    }

    /** L2 penalty on leaf values, at least 0. */
    public function l2(): mixed
    {
        return $this->fields['l2'] ?? null;
    }

    /** Sets `l2`. */
    public function withL2(mixed $value): self
    {
        return $this->put('l2', $value);
    }

    /** The regression. */
    public function logistic(): ?Logistic
    {
        return isset($this->fields['logistic']) ? new Logistic($this->fields['logistic']) : null;
    }

    /** Sets `logistic`. */
    public function withLogistic(?Logistic $value): self
    {
        return $this->put('logistic', $value);
    }

    /** Part of the name of the features used. */
    public function marker(): ?string
    {
        return $this->fields['marker'] ?? null;
    }

    /** Sets `marker`. */
    public function withMarker(?string $value): self
    {
        return $this->put('marker', $value);
    }

    /** Histogram bins a feature, 2 to 254. */
    public function maxBins(): int|float|null
    {
        return $this->fields['max_bins'] ?? null;
    }

    /** Sets `max_bins`. */
    public function withMaxBins(int|float|null $value): self
    {
        return $this->put('max_bins', $value);
    }

    /** L-BFGS steps a penalty, at least 1. */
    public function maxSteps(): int|float|null
    {
        return $this->fields['max_steps'] ?? null;
    }

    /** Sets `max_steps`. */
    public function withMaxSteps(int|float|null $value): self
    {
        return $this->put('max_steps', $value);
    }

    /**
     * What is combined, 1 to 16 predictors.
     *
     * @return list<Predictor>
     */
    public function members(): array
    {
        return array_map(static fn ($item) => new Predictor($item), $this->fields['members'] ?? []);
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

    /** Smallest Hessian sum of a leaf, at least 0. */
    public function minChildWeight(): ?float
    {
        return isset($this->fields['min_child_weight']) ? (float) $this->fields['min_child_weight'] : null;
    }

    /** Sets `min_child_weight`. */
    public function withMinChildWeight(float|null $value): self
    {
        return $this->put('min_child_weight', $value);
    }

    /** Smallest gain of a split, at least 0. */
    public function minGain(): ?float
    {
        return isset($this->fields['min_gain']) ? (float) $this->fields['min_gain'] : null;
    }

    /** Sets `min_gain`. */
    public function withMinGain(float|null $value): self
    {
        return $this->put('min_gain', $value);
    }

    /** Smallest weight of a leaf, at least 0. */
    public function minLeafWeight(): ?float
    {
        return isset($this->fields['min_leaf_weight']) ? (float) $this->fields['min_leaf_weight'] : null;
    }

    /** Sets `min_leaf_weight`. */
    public function withMinLeafWeight(float|null $value): self
    {
        return $this->put('min_leaf_weight', $value);
    }

    /** Rounds without a better validation loss before it stops; never when absent. */
    public function patience(): int|float|null
    {
        return $this->fields['patience'] ?? null;
    }

    /** Sets `patience`. */
    public function withPatience(int|float|null $value): self
    {
        return $this->put('patience', $value);
    }

    /** Share of each tree that is added, above 0 and at most 1. */
    public function rate(): ?float
    {
        return isset($this->fields['rate']) ? (float) $this->fields['rate'] : null;
    }

    /** Sets `rate`. */
    public function withRate(float|null $value): self
    {
        return $this->put('rate', $value);
    }

    /** Trees, or their upper limit when stopping early; at least 1. */
    public function rounds(): int|float|null
    {
        return $this->fields['rounds'] ?? null;
    }

    /** Sets `rounds`. */
    public function withRounds(int|float|null $value): self
    {
        return $this->put('rounds', $value);
    }

    /** Share of rows drawn a round, above 0 and at most 1. */
    public function rowShare(): ?float
    {
        return isset($this->fields['row_share']) ? (float) $this->fields['row_share'] : null;
    }

    /** Sets `row_share`. */
    public function withRowShare(float|null $value): self
    {
        return $this->put('row_share', $value);
    }

    /** Rows the wider rate counts for, at least 0. */
    public function strength(): ?float
    {
        return isset($this->fields['strength']) ? (float) $this->fields['strength'] : null;
    }

    /** Sets `strength`. */
    public function withStrength(float|null $value): self
    {
        return $this->put('strength', $value);
    }

    /** Number of trees, at least 1. */
    public function trees(): int|float|null
    {
        return $this->fields['trees'] ?? null;
    }

    /** Sets `trees`. */
    public function withTrees(int|float|null $value): self
    {
        return $this->put('trees', $value);
    }

    /** Last part of the rows that weighs the members, between 0 and 1. */
    public function validationShare(): ?float
    {
        return isset($this->fields['validation_share']) ? (float) $this->fields['validation_share'] : null;
    }

    /** Sets `validation_share`. */
    public function withValidationShare(float|null $value): self
    {
        return $this->put('validation_share', $value);
    }
}
