<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** The series and how to forecast it. */
final class ForecastRequest extends Message
{
    /** The history, oldest first; null is a gap. */
    public function history(): ?Series
    {
        return isset($this->fields['history']) ? new Series($this->fields['history']) : null;
    }

    /** Sets `history`. */
    public function withHistory(?Series $value): self
    {
        return $this->put('history', $value);
    }

    /** What is forecast, for the answer. */
    public function metric(): ?string
    {
        return $this->fields['metric'] ?? null;
    }

    /** Sets `metric`. */
    public function withMetric(?string $value): self
    {
        return $this->put('metric', $value);
    }

    /** The service, for the answer; absent for all of them together. */
    public function service(): ?string
    {
        return $this->fields['service'] ?? null;
    }

    /** Sets `service`. */
    public function withService(?string $value): self
    {
        return $this->put('service', $value);
    }

    /** Method, horizon, level and the rest. */
    public function settings(): ?ForecastSettings
    {
        return isset($this->fields['settings']) ? new ForecastSettings($this->fields['settings']) : null;
    }

    /** Sets `settings`. */
    public function withSettings(?ForecastSettings $value): self
    {
        return $this->put('settings', $value);
    }
}

/** How to forecast a series. */
final class ForecastSettings extends Message
{
    /** The backtest that intervals and accuracy come from. */
    public function backtest(): ?ForecastBacktest
    {
        return isset($this->fields['backtest']) ? new ForecastBacktest($this->fields['backtest']) : null;
    }

    /** Sets `backtest`. */
    public function withBacktest(?ForecastBacktest $value): self
    {
        return $this->put('backtest', $value);
    }

    /**
     * Levels of further intervals, for fan charts.
     *
     * @return list<float>
     */
    public function fan(): array
    {
        return array_map(static fn ($item) => (float) $item, $this->fields['fan'] ?? []);
    }

    /** Sets `fan`. */
    public function withFan(array $value): self
    {
        return $this->put('fan', $value);
    }

    /**
     * Holidays with their dates, past and ahead.
     *
     * @return list<HolidayDates>
     */
    public function holidays(): array
    {
        return array_map(static fn ($item) => new HolidayDates($item), $this->fields['holidays'] ?? []);
    }

    /** Sets `holidays`. */
    public function withHolidays(array $value): self
    {
        return $this->put('holidays', $value);
    }

    /** Steps ahead. */
    public function horizon(): int|float|null
    {
        return $this->fields['horizon'] ?? null;
    }

    /** Sets `horizon`. */
    public function withHorizon(int|float|null $value): self
    {
        return $this->put('horizon', $value);
    }

    /** Share of future values that the interval should hold, between 0 and 1. */
    public function level(): ?float
    {
        return isset($this->fields['level']) ? (float) $this->fields['level'] : null;
    }

    /** Sets `level`. */
    public function withLevel(float|null $value): self
    {
        return $this->put('level', $value);
    }

    /** The method. */
    public function method(): ?Forecaster
    {
        return isset($this->fields['method']) ? new Forecaster($this->fields['method']) : null;
    }

    /** Sets `method`. */
    public function withMethod(?Forecaster $value): self
    {
        return $this->put('method', $value);
    }

    /** Whether the metric can never be negative; absent: as the history shows it. */
    public function nonNegative(): ?bool
    {
        return $this->fields['non_negative'] ?? null;
    }

    /** Sets `non_negative`. */
    public function withNonNegative(?bool $value): self
    {
        return $this->put('non_negative', $value);
    }

    /**
     * Lengths of the seasons in steps, shortest first; those the history cannot carry are left out.
     *
     * @return list<int>
     */
    public function seasons(): array
    {
        return $this->fields['seasons'] ?? [];
    }

    /** Sets `seasons`. */
    public function withSeasons(array $value): self
    {
        return $this->put('seasons', $value);
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

    /** Value whose crossing is of interest: upwards from below, downwards from above. */
    public function threshold(): ?float
    {
        return isset($this->fields['threshold']) ? (float) $this->fields['threshold'] : null;
    }

    /** Sets `threshold`. */
    public function withThreshold(float|null $value): self
    {
        return $this->put('threshold', $value);
    }

    /** Zone whose clock the seasons follow (IANA name); absent: UTC. */
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

/** One step of a forecast. */
final class ForecastValue extends Message
{
    /** Lower end of the interval; absent while the history is too short to measure any error. */
    public function lower(): ?float
    {
        return isset($this->fields['lower']) ? (float) $this->fields['lower'] : null;
    }

    /** Sets `lower`. */
    public function withLower(float|null $value): self
    {
        return $this->put('lower', $value);
    }

    /** End of the step. */
    public function time(): ?string
    {
        return $this->fields['time'] ?? null;
    }

    /** Sets `time`. */
    public function withTime(?string $value): self
    {
        return $this->put('time', $value);
    }

    /** Upper end of the interval. */
    public function upper(): ?float
    {
        return isset($this->fields['upper']) ? (float) $this->fields['upper'] : null;
    }

    /** Sets `upper`. */
    public function withUpper(float|null $value): self
    {
        return $this->put('upper', $value);
    }

    /** The point forecast: half of what may come lies above, half below. */
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
