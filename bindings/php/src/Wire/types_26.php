<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** How well the model did on the later rows before it was fitted again on all. */
final class Metrics extends Message
{
    /** Share of the later rows where a probability of one half or more, or less, was right; absent without them, as the next three. */
    public function accuracy(): ?float
    {
        return isset($this->fields['accuracy']) ? (float) $this->fields['accuracy'] : null;
    }

    /** Sets `accuracy`. */
    public function withAccuracy(float|null $value): self
    {
        return $this->put('accuracy', $value);
    }

    /** Share of errors in the later rows. */
    public function baseRate(): ?float
    {
        return isset($this->fields['base_rate']) ? (float) $this->fields['base_rate'] : null;
    }

    /** Sets `base_rate`. */
    public function withBaseRate(float|null $value): self
    {
        return $this->put('base_rate', $value);
    }

    /** Mean squared error of the calibrated probability. */
    public function brier(): ?float
    {
        return isset($this->fields['brier']) ? (float) $this->fields['brier'] : null;
    }

    /** Sets `brier`. */
    public function withBrier(float|null $value): self
    {
        return $this->put('brier', $value);
    }

    /** Expected calibration error, 15 bins of equal width. */
    public function ece(): ?float
    {
        return isset($this->fields['ece']) ? (float) $this->fields['ece'] : null;
    }

    /** Sets `ece`. */
    public function withEce(float|null $value): self
    {
        return $this->put('ece', $value);
    }

    /** Harmonic mean of the two. */
    public function f1(): ?float
    {
        return isset($this->fields['f1']) ? (float) $this->fields['f1'] : null;
    }

    /** Sets `f1`. */
    public function withF1(float|null $value): self
    {
        return $this->put('f1', $value);
    }

    /** Share of those rows where one half or more, or less, was right. */
    public function fittedAccuracy(): ?float
    {
        return isset($this->fields['fitted_accuracy']) ? (float) $this->fields['fitted_accuracy'] : null;
    }

    /** Sets `fitted_accuracy`. */
    public function withFittedAccuracy(float|null $value): self
    {
        return $this->put('fitted_accuracy', $value);
    }

    /** Mean log loss of the final fit on rows it was fitted on: far below `log_loss` where it learnt them by heart. Absent in models of versions that did not measure it, as the next. */
    public function fittedLogLoss(): ?float
    {
        return isset($this->fields['fitted_log_loss']) ? (float) $this->fields['fitted_log_loss'] : null;
    }

    /** Sets `fitted_log_loss`. */
    public function withFittedLogLoss(float|null $value): self
    {
        return $this->put('fitted_log_loss', $value);
    }

    /** Mean log loss of the calibrated probability. */
    public function logLoss(): ?float
    {
        return isset($this->fields['log_loss']) ? (float) $this->fields['log_loss'] : null;
    }

    /** Sets `log_loss`. */
    public function withLogLoss(float|null $value): self
    {
        return $this->put('log_loss', $value);
    }

    /** Rows fitted on and rows that chose and calibrated. */
    public function nFit(): int|float|null
    {
        return $this->fields['n_fit'] ?? null;
    }

    /** Sets `n_fit`. */
    public function withNFit(int|float|null $value): self
    {
        return $this->put('n_fit', $value);
    }

    /** Rows that chose and calibrated. */
    public function nValidation(): int|float|null
    {
        return $this->fields['n_validation'] ?? null;
    }

    /** Sets `n_validation`. */
    public function withNValidation(int|float|null $value): self
    {
        return $this->put('n_validation', $value);
    }

    /** Area under the precision-recall curve; absent without errors. */
    public function prAuc(): ?float
    {
        return isset($this->fields['pr_auc']) ? (float) $this->fields['pr_auc'] : null;
    }

    /** Sets `pr_auc`. */
    public function withPrAuc(float|null $value): self
    {
        return $this->put('pr_auc', $value);
    }

    /** Of the later rows said to have an error by that rule, the share that had one; absent where none was said to. */
    public function precision(): ?float
    {
        return isset($this->fields['precision']) ? (float) $this->fields['precision'] : null;
    }

    /** Sets `precision`. */
    public function withPrecision(float|null $value): self
    {
        return $this->put('precision', $value);
    }

    /** Of the later rows with an error, the share that was said to have one; absent without any. */
    public function recall(): ?float
    {
        return isset($this->fields['recall']) ? (float) $this->fields['recall'] : null;
    }

    /** Sets `recall`. */
    public function withRecall(float|null $value): self
    {
        return $this->put('recall', $value);
    }
}

/** Nothing to ask. */
final class ModelDescribeRequest extends Message
{
}

/** What the model is. */
final class ModelDescribeResponse extends Message
{
    /** From which probability on an alarm is raised, and for how long; absent for a model that raises none by itself. */
    public function alert(): ?AlertRule
    {
        return isset($this->fields['alert']) ? new AlertRule($this->fields['alert']) : null;
    }

    /** Sets `alert`. */
    public function withAlert(?AlertRule $value): self
    {
        return $this->put('alert', $value);
    }

    /**
     * Its columns, in their order.
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

    /** How far ahead, in minutes. */
    public function horizonMinutes(): int|float|null
    {
        return $this->fields['horizon_minutes'] ?? null;
    }

    /** Sets `horizon_minutes`. */
    public function withHorizonMinutes(int|float|null $value): self
    {
        return $this->put('horizon_minutes', $value);
    }

    /** The method. */
    public function method(): ?string
    {
        return $this->fields['method'] ?? null;
    }

    /** Sets `method`. */
    public function withMethod(?string $value): self
    {
        return $this->put('method', $value);
    }

    /** How good it was on later rows. */
    public function metrics(): ?Metrics
    {
        return isset($this->fields['metrics']) ? new Metrics($this->fields['metrics']) : null;
    }

    /** Sets `metrics`. */
    public function withMetrics(?Metrics $value): self
    {
        return $this->put('metrics', $value);
    }

    /** What it foresees. */
    public function target(): ?string
    {
        return $this->fields['target'] ?? null;
    }

    /** Sets `target`. */
    public function withTarget(?string $value): self
    {
        return $this->put('target', $value);
    }

    /** Predictions whose outcome is not known yet. */
    public function waiting(): int|float|null
    {
        return $this->fields['waiting'] ?? null;
    }

    /** Sets `waiting`. */
    public function withWaiting(int|float|null $value): self
    {
        return $this->put('waiting', $value);
    }
}

/** What is to be explained; the counts are those of the monitor or rollup given along. */
final class ModelExplainRequest extends Message
{
    /** The time; the end of the counts when absent. */
    public function at(): ?string
    {
        return $this->fields['at'] ?? null;
    }

    /** Sets `at`. */
    public function withAt(?string $value): self
    {
        return $this->put('at', $value);
    }

    /** Tell what the model relies on instead, measured over times of the counts. */
    public function importance(): ?bool
    {
        return $this->fields['importance'] ?? null;
    }

    /** Sets `importance`. */
    public function withImportance(?bool $value): self
    {
        return $this->put('importance', $value);
    }

    /**
     * The services; every one when absent.
     *
     * @return list<string>
     */
    public function only(): array
    {
        return $this->fields['only'] ?? [];
    }

    /** Sets `only`. */
    public function withOnly(array $value): self
    {
        return $this->put('only', $value);
    }

    /** Ways through single trees to tell with each, those that moved most first. */
    public function paths(): int|float|null
    {
        return $this->fields['paths'] ?? null;
    }

    /** Sets `paths`. */
    public function withPaths(int|float|null $value): self
    {
        return $this->put('paths', $value);
    }

    /** What is known of the services beside their events. */
    public function services(): ?Statics
    {
        return isset($this->fields['services']) ? new Statics($this->fields['services']) : null;
    }

    /** Sets `services`. */
    public function withServices(?Statics $value): self
    {
        return $this->put('services', $value);
    }
}

/** What came. */
final class ModelOutcomeRequest extends Message
{
    /** The time of the prediction, as it was asked. */
    public function at(): ?string
    {
        return $this->fields['at'] ?? null;
    }

    /** Sets `at`. */
    public function withAt(?string $value): self
    {
        return $this->put('at', $value);
    }

    /** Whether it happened within the horizon. */
    public function happened(): ?bool
    {
        return $this->fields['happened'] ?? null;
    }

    /** Sets `happened`. */
    public function withHappened(?bool $value): self
    {
        return $this->put('happened', $value);
    }

    /** The service of the prediction. */
    public function service(): ?string
    {
        return $this->fields['service'] ?? null;
    }

    /** Sets `service`. */
    public function withService(?string $value): self
    {
        return $this->put('service', $value);
    }
}

/** Whether that was news. */
final class ModelOutcomeResponse extends Message
{
    /** Whether the prediction was still waiting for its outcome. */
    public function known(): ?bool
    {
        return $this->fields['known'] ?? null;
    }

    /** Sets `known`. */
    public function withKnown(?bool $value): self
    {
        return $this->put('known', $value);
    }
}
