<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** Everything a forecast says about one series (table `time_series_forecasts`). */
final class TimeSeriesForecast extends Message
{
    /** How well the same method did at earlier origins. */
    public function accuracy(): ?Accuracy
    {
        return isset($this->fields['accuracy']) ? new Accuracy($this->fields['accuracy']) : null;
    }

    /** Sets `accuracy`. */
    public function withAccuracy(?Accuracy $value): self
    {
        return $this->put('accuracy', $value);
    }

    /** Origin: the end of the newest value of the history. */
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
     * Keys of the anomalies under way at the end of the history, where an analysis made it; the first steps hold them.
     *
     * @return list<string>
     */
    public function because(): array
    {
        return $this->fields['because'] ?? [];
    }

    /** Sets `because`. */
    public function withBecause(array $value): self
    {
        return $this->put('because', $value);
    }

    /** Two futures, where the history ends in an incident: over, or goes on. The value of each step is that of the likelier one, its interval holds both. */
    public function cases(): ?Cases
    {
        return isset($this->fields['cases']) ? new Cases($this->fields['cases']) : null;
    }

    /** Sets `cases`. */
    public function withCases(?Cases $value): self
    {
        return $this->put('cases', $value);
    }

    /**
     * Further intervals, in the order of the levels asked for; none where no error could be measured.
     *
     * @return list<FanBand>
     */
    public function fan(): array
    {
        return array_map(static fn ($item) => new FanBand($item), $this->fields['fan'] ?? []);
    }

    /** Sets `fan`. */
    public function withFan(array $value): self
    {
        return $this->put('fan', $value);
    }

    /** A bound for all steps together: the share 1 − `level` of futures passes it in any of them, at most. Absent without intervals. */
    public function highest(): ?float
    {
        return isset($this->fields['highest']) ? (float) $this->fields['highest'] : null;
    }

    /** Sets `highest`. */
    public function withHighest(float|null $value): self
    {
        return $this->put('highest', $value);
    }

    /** Number of steps ahead. */
    public function horizon(): int|float|null
    {
        return $this->fields['horizon'] ?? null;
    }

    /** Sets `horizon`. */
    public function withHorizon(int|float|null $value): self
    {
        return $this->put('horizon', $value);
    }

    /** Stable identity: the same scope, metric, step and origin give the same key. */
    public function key(): ?string
    {
        return $this->fields['key'] ?? null;
    }

    /** Sets `key`. */
    public function withKey(?string $value): self
    {
        return $this->put('key', $value);
    }

    /** Share of future values that the interval should hold. */
    public function level(): ?float
    {
        return isset($this->fields['level']) ? (float) $this->fields['level'] : null;
    }

    /** Sets `level`. */
    public function withLevel(float|null $value): self
    {
        return $this->put('level', $value);
    }

    /** Name of the method. */
    public function method(): ?string
    {
        return $this->fields['method'] ?? null;
    }

    /** Sets `method`. */
    public function withMethod(?string $value): self
    {
        return $this->put('method', $value);
    }

    /** What is forecast, such as `errors`. */
    public function metric(): ?string
    {
        return $this->fields['metric'] ?? null;
    }

    /** Sets `metric`. */
    public function withMetric(?string $value): self
    {
        return $this->put('metric', $value);
    }

    /** The lowest point. */
    public function minimum(): ?Extreme
    {
        return isset($this->fields['minimum']) ? new Extreme($this->fields['minimum']) : null;
    }

    /** Sets `minimum`. */
    public function withMinimum(?Extreme $value): self
    {
        return $this->put('minimum', $value);
    }

    /**
     * What is unusual in the history.
     *
     * @return list<ForecastNote>
     */
    public function notes(): array
    {
        return array_map(static fn ($item) => new ForecastNote($item), $this->fields['notes'] ?? []);
    }

    /** Sets `notes`. */
    public function withNotes(array $value): self
    {
        return $this->put('notes', $value);
    }

    /** The highest point. */
    public function peak(): ?Extreme
    {
        return isset($this->fields['peak']) ? new Extreme($this->fields['peak']) : null;
    }

    /** Sets `peak`. */
    public function withPeak(?Extreme $value): self
    {
        return $this->put('peak', $value);
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

    /** Width of a step in milliseconds. */
    public function stepMs(): int|float|null
    {
        return $this->fields['step_ms'] ?? null;
    }

    /** Sets `step_ms`. */
    public function withStepMs(int|float|null $value): self
    {
        return $this->put('step_ms', $value);
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

    /** Whether and when the threshold is crossed; absent without a threshold. */
    public function threshold(): ?ThresholdCrossing
    {
        return isset($this->fields['threshold']) ? new ThresholdCrossing($this->fields['threshold']) : null;
    }

    /** Sets `threshold`. */
    public function withThreshold(?ThresholdCrossing $value): self
    {
        return $this->put('threshold', $value);
    }

    /** All steps together. Points are what half of the errors lie on either side of: where few steps hold most of what comes, their sum is too low, and this is not. Absent in an incident, and where the history is short. */
    public function total(): ?Total
    {
        return isset($this->fields['total']) ? new Total($this->fields['total']) : null;
    }

    /** Sets `total`. */
    public function withTotal(?Total $value): self
    {
        return $this->put('total', $value);
    }

    /** Where the level goes. */
    public function trend(): ?Trend
    {
        return isset($this->fields['trend']) ? new Trend($this->fields['trend']) : null;
    }

    /** Sets `trend`. */
    public function withTrend(?Trend $value): self
    {
        return $this->put('trend', $value);
    }

    /**
     * The forecast, nearest step first.
     *
     * @return list<ForecastValue>
     */
    public function values(): array
    {
        return array_map(static fn ($item) => new ForecastValue($item), $this->fields['values'] ?? []);
    }

    /** Sets `values`. */
    public function withValues(array $value): self
    {
        return $this->put('values', $value);
    }
}

/** One service at one time. */
final class TimedQuery extends Message
{
    /** The time; nothing after it is read. */
    public function at(): ?string
    {
        return $this->fields['at'] ?? null;
    }

    /** Sets `at`. */
    public function withAt(?string $value): self
    {
        return $this->put('at', $value);
    }

    /** The service. */
    public function service(): ?string
    {
        return $this->fields['service'] ?? null;
    }

    /** Sets `service`. */
    public function withService(?string $value): self
    {
        return $this->put('service', $value);
    }

    /** What it is for, in `train`: `train` is fitted on, `val` chooses and calibrates, the rest is ignored; by time when no query says so. */
    public function split(): ?string
    {
        return $this->fields['split'] ?? null;
    }

    /** Sets `split`. */
    public function withSplit(?string $value): self
    {
        return $this->put('split', $value);
    }
}

/** The sum of all steps of a forecast. */
final class Total extends Message
{
    /** Lower end of its interval, at the level of the forecast. */
    public function lower(): ?float
    {
        return isset($this->fields['lower']) ? (float) $this->fields['lower'] : null;
    }

    /** Sets `lower`. */
    public function withLower(float|null $value): self
    {
        return $this->put('lower', $value);
    }

    /** Upper end of its interval. */
    public function upper(): ?float
    {
        return isset($this->fields['upper']) ? (float) $this->fields['upper'] : null;
    }

    /** Sets `upper`. */
    public function withUpper(float|null $value): self
    {
        return $this->put('upper', $value);
    }

    /** Its mean: the sum of the points, and what such sums missed on average at earlier origins. */
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
