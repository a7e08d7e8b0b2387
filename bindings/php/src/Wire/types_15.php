<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** What was said beside what came; exactly one kind is asked by its `kind`. */
final class EvaluateRequest extends Message
{
    /** What came. */
    public function actual(): mixed
    {
        return $this->fields['actual'] ?? null;
    }

    /** Sets `actual`. */
    public function withActual(mixed $value): self
    {
        return $this->put('actual', $value);
    }

    /** Bins of the reliability table; 10 when absent. */
    public function bins(): int|float|null
    {
        return $this->fields['bins'] ?? null;
    }

    /** Sets `bins`. */
    public function withBins(int|float|null $value): self
    {
        return $this->put('bins', $value);
    }

    /**
     * What was forecast.
     *
     * @return list<float>
     */
    public function forecast(): array
    {
        return array_map(static fn ($item) => (float) $item, $this->fields['forecast'] ?? []);
    }

    /** Sets `forecast`. */
    public function withForecast(array $value): self
    {
        return $this->put('forecast', $value);
    }

    /** Nothing more is to be said of it. */
    public function kind(): ?string
    {
        return $this->fields['kind'] ?? null;
    }

    /** Sets `kind`. */
    public function withKind(?string $value): self
    {
        return $this->put('kind', $value);
    }

    /**
     * Whether it came.
     *
     * @return list<bool>
     */
    public function labels(): array
    {
        return $this->fields['labels'] ?? [];
    }

    /** Sets `labels`. */
    public function withLabels(array $value): self
    {
        return $this->put('labels', $value);
    }

    /**
     * Lower ends of the intervals.
     *
     * @return list<float>
     */
    public function lower(): array
    {
        return array_map(static fn ($item) => (float) $item, $this->fields['lower'] ?? []);
    }

    /** Sets `lower`. */
    public function withLower(array $value): self
    {
        return $this->put('lower', $value);
    }

    /** How many classes there are. */
    public function nClasses(): int|float|null
    {
        return $this->fields['n_classes'] ?? null;
    }

    /** Sets `n_classes`. */
    public function withNClasses(int|float|null $value): self
    {
        return $this->put('n_classes', $value);
    }

    /**
     * What was said.
     *
     * @return list<int>
     */
    public function predicted(): array
    {
        return $this->fields['predicted'] ?? [];
    }

    /** Sets `predicted`. */
    public function withPredicted(array $value): self
    {
        return $this->put('predicted', $value);
    }

    /**
     * How likely it was said to be, 0 to 1.
     *
     * @return list<float>
     */
    public function probabilities(): array
    {
        return array_map(static fn ($item) => (float) $item, $this->fields['probabilities'] ?? []);
    }

    /** Sets `probabilities`. */
    public function withProbabilities(array $value): self
    {
        return $this->put('probabilities', $value);
    }

    /**
     * The higher, the likelier.
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

    /** Where a probability counts as "it will come", for the confusion; 0.5 when absent. */
    public function threshold(): ?float
    {
        return isset($this->fields['threshold']) ? (float) $this->fields['threshold'] : null;
    }

    /** Sets `threshold`. */
    public function withThreshold(float|null $value): self
    {
        return $this->put('threshold', $value);
    }

    /**
     * Upper ends of the intervals.
     *
     * @return list<float>
     */
    public function upper(): array
    {
        return array_map(static fn ($item) => (float) $item, $this->fields['upper'] ?? []);
    }

    /** Sets `upper`. */
    public function withUpper(array $value): self
    {
        return $this->put('upper', $value);
    }
}

/** The measures; those that do not apply are absent. */
final class EvaluateResponse extends Message
{
    /** Share that was right. */
    public function accuracy(): ?float
    {
        return isset($this->fields['accuracy']) ? (float) $this->fields['accuracy'] : null;
    }

    /** Sets `accuracy`. */
    public function withAccuracy(float|null $value): self
    {
        return $this->put('accuracy', $value);
    }

    /** Mean squared error of the probabilities (Brier 1950). */
    public function brier(): ?float
    {
        return isset($this->fields['brier']) ? (float) $this->fields['brier'] : null;
    }

    /** Sets `brier`. */
    public function withBrier(float|null $value): self
    {
        return $this->put('brier', $value);
    }

    /** 1 less Brier over that of always saying the share; absent where it always or never came. */
    public function brierSkill(): ?float
    {
        return isset($this->fields['brier_skill']) ? (float) $this->fields['brier_skill'] : null;
    }

    /** Sets `brier_skill`. */
    public function withBrierSkill(float|null $value): self
    {
        return $this->put('brier_skill', $value);
    }

    /** Share of what came that lay in its interval. */
    public function coverage(): ?float
    {
        return isset($this->fields['coverage']) ? (float) $this->fields['coverage'] : null;
    }

    /** Sets `coverage`. */
    public function withCoverage(float|null $value): self
    {
        return $this->put('coverage', $value);
    }

    /** Expected calibration error, bins of equal width. */
    public function expectedCalibrationError(): ?float
    {
        return isset($this->fields['expected_calibration_error']) ? (float) $this->fields['expected_calibration_error'] : null;
    }

    /** Sets `expected_calibration_error`. */
    public function withExpectedCalibrationError(float|null $value): self
    {
        return $this->put('expected_calibration_error', $value);
    }

    /**
     * Harmonic mean of both, by class.
     *
     * @return list<float|null>
     */
    public function f1(): array
    {
        return array_map(static fn ($item) => $item === null ? null : (float) $item, $this->fields['f1'] ?? []);
    }

    /** Sets `f1`. */
    public function withF1(array $value): self
    {
        return $this->put('f1', $value);
    }

    /** Mean negative log likelihood, natural logarithm. */
    public function logLoss(): ?float
    {
        return isset($this->fields['log_loss']) ? (float) $this->fields['log_loss'] : null;
    }

    /** Sets `log_loss`. */
    public function withLogLoss(float|null $value): self
    {
        return $this->put('log_loss', $value);
    }

    /** Mean absolute error. */
    public function mae(): ?float
    {
        return isset($this->fields['mae']) ? (float) $this->fields['mae'] : null;
    }

    /** Sets `mae`. */
    public function withMae(float|null $value): self
    {
        return $this->put('mae', $value);
    }

    /** Mean absolute error in percent of what came; absent where a 0 came. */
    public function mape(): ?float
    {
        return isset($this->fields['mape']) ? (float) $this->fields['mape'] : null;
    }

    /** Sets `mape`. */
    public function withMape(float|null $value): self
    {
        return $this->put('mape', $value);
    }

    /** Area below precision against recall. */
    public function prAuc(): ?float
    {
        return isset($this->fields['pr_auc']) ? (float) $this->fields['pr_auc'] : null;
    }

    /** Sets `pr_auc`. */
    public function withPrAuc(float|null $value): self
    {
        return $this->put('pr_auc', $value);
    }

    /**
     * Right among those said to be of the class, by class; null where none was.
     *
     * @return list<float|null>
     */
    public function precision(): array
    {
        return array_map(static fn ($item) => $item === null ? null : (float) $item, $this->fields['precision'] ?? []);
    }

    /** Sets `precision`. */
    public function withPrecision(array $value): self
    {
        return $this->put('precision', $value);
    }

    /**
     * Said among those of the class, by class; null where there was none.
     *
     * @return list<float|null>
     */
    public function recall(): array
    {
        return array_map(static fn ($item) => $item === null ? null : (float) $item, $this->fields['recall'] ?? []);
    }

    /** Sets `recall`. */
    public function withRecall(array $value): self
    {
        return $this->put('recall', $value);
    }

    /**
     * How often it came for what was said.
     *
     * @return list<ReliabilityBin>
     */
    public function reliability(): array
    {
        return array_map(static fn ($item) => new ReliabilityBin($item), $this->fields['reliability'] ?? []);
    }

    /** Sets `reliability`. */
    public function withReliability(array $value): self
    {
        return $this->put('reliability', $value);
    }

    /** Root of the mean squared error. */
    public function rmse(): ?float
    {
        return isset($this->fields['rmse']) ? (float) $this->fields['rmse'] : null;
    }

    /** Sets `rmse`. */
    public function withRmse(float|null $value): self
    {
        return $this->put('rmse', $value);
    }

    /** Area below the receiver operating characteristic. */
    public function rocAuc(): ?float
    {
        return isset($this->fields['roc_auc']) ? (float) $this->fields['roc_auc'] : null;
    }

    /** Sets `roc_auc`. */
    public function withRocAuc(float|null $value): self
    {
        return $this->put('roc_auc', $value);
    }
}
