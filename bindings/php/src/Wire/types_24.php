<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** Two templates that turned out to be one. */
final class Merge extends Message
{
    /** Number of messages observed when it happened, the deciding one included. */
    public function atMessage(): int|float|null
    {
        return $this->fields['at_message'] ?? null;
    }

    /** Sets `at_message`. */
    public function withAtMessage(int|float|null $value): self
    {
        return $this->put('at_message', $value);
    }

    /** The id that no longer stands alone. */
    public function from(): int|float|null
    {
        return $this->fields['from'] ?? null;
    }

    /** Sets `from`. */
    public function withFrom(int|float|null $value): self
    {
        return $this->put('from', $value);
    }

    /** The id that stays. */
    public function into(): int|float|null
    {
        return $this->fields['into'] ?? null;
    }

    /** Sets `into`. */
    public function withInto(int|float|null $value): self
    {
        return $this->put('into', $value);
    }
}

/** One method. */
final class Method extends Message
{
    /** What it is, in one line. */
    public function about(): ?string
    {
        return $this->fields['about'] ?? null;
    }

    /** Sets `about`. */
    public function withAbout(?string $value): self
    {
        return $this->put('about', $value);
    }

    /** Its settings as they are when not given. */
    public function defaults(): mixed
    {
        return $this->fields['defaults'] ?? null;
    }

    /** Sets `defaults`. */
    public function withDefaults(mixed $value): self
    {
        return $this->put('defaults', $value);
    }

    /** `detect`, `predict` or `forecast`. */
    public function family(): ?string
    {
        return $this->fields['family'] ?? null;
    }

    /** Sets `family`. */
    public function withFamily(?string $value): self
    {
        return $this->put('family', $value);
    }

    /** The name it is chosen by. */
    public function name(): ?string
    {
        return $this->fields['name'] ?? null;
    }

    /** Sets `name`. */
    public function withName(?string $value): self
    {
        return $this->put('name', $value);
    }
}

/** Nothing to ask. */
final class MethodsRequest extends Message
{
}

/** Every method. */
final class MethodsResponse extends Message
{
    /**
     * Family by family, in the order of its list.
     *
     * @return list<Method>
     */
    public function methods(): array
    {
        return array_map(static fn ($item) => new Method($item), $this->fields['methods'] ?? []);
    }

    /** Sets `methods`. */
    public function withMethods(array $value): self
    {
        return $this->put('methods', $value);
    }
}

/** One metric of one service, a value per row; a gap is NaN. */
final class MetricColumn extends Message
{
    /** The metric's name without the service. Its words say what it measures, as [`MetricKind::of`](super::MetricKind::of) reads them: a time (`latency_p95`, `duration_ms`), successes, failures (`errors`, `failed`), traffic (`requests`, `rps`), bytes that follow the traffic (`network`, `disk`); anything else is a resource (`cpu`, `memory`). */
    public function metric(): ?string
    {
        return $this->fields['metric'] ?? null;
    }

    /** Sets `metric`. */
    public function withMetric(?string $value): self
    {
        return $this->put('metric', $value);
    }

    /** The input's own column name. */
    public function name(): ?string
    {
        return $this->fields['name'] ?? null;
    }

    /** Sets `name`. */
    public function withName(?string $value): self
    {
        return $this->put('name', $value);
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

    /**
     * One value per row of [`Incident::times`]; a gap is NaN (null in JSON).
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
