<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** Any forecaster, chosen by name. */
final class Forecaster extends Message
{
    /** Train one network on all series of a call instead of one a series. */
    public function across(): ?bool
    {
        return $this->fields['across'] ?? null;
    }

    /** Sets `across`. */
    public function withAcross(?bool $value): self
    {
        return $this->put('across', $value);
    }

    /** Steps that one window forecasts. */
    public function ahead(): int|float|null
    {
        return $this->fields['ahead'] ?? null;
    }

    /** Sets `ahead`. */
    public function withAhead(int|float|null $value): self
    {
        return $this->put('ahead', $value);
    }

    /** Weight of the newest size. */
    public function alpha(): ?float
    {
        return isset($this->fields['alpha']) ? (float) $this->fields['alpha'] : null;
    }

    /** Sets `alpha`. */
    public function withAlpha(float|null $value): self
    {
        return $this->put('alpha', $value);
    }

    /** Windows of each training step. */
    public function batch(): int|float|null
    {
        return $this->fields['batch'] ?? null;
    }

    /** Sets `batch`. */
    public function withBatch(int|float|null $value): self
    {
        return $this->put('batch', $value);
    }

    /** Weight of the newest zero or non-zero. */
    public function beta(): ?float
    {
        return isset($this->fields['beta']) ? (float) $this->fields['beta'] : null;
    }

    /** Sets `beta`. */
    public function withBeta(float|null $value): self
    {
        return $this->put('beta', $value);
    }

    /** Take values of the same phase of the season only. */
    public function byPhase(): ?bool
    {
        return $this->fields['by_phase'] ?? null;
    }

    /** Sets `by_phase`. */
    public function withByPhase(?bool $value): self
    {
        return $this->put('by_phase', $value);
    }

    /**
     * Methods to choose from.
     *
     * @return list<Forecaster>
     */
    public function candidates(): array
    {
        return array_map(static fn ($item) => new Forecaster($item), $this->fields['candidates'] ?? []);
    }

    /** Sets `candidates`. */
    public function withCandidates(array $value): self
    {
        return $this->put('candidates', $value);
    }

    /** Share of the history that holds changepoints. */
    public function changepointRange(): ?float
    {
        return isset($this->fields['changepoint_range']) ? (float) $this->fields['changepoint_range'] : null;
    }

    /** Sets `changepoint_range`. */
    public function withChangepointRange(float|null $value): self
    {
        return $this->put('changepoint_range', $value);
    }

    /** How readily the slope changes. */
    public function changepointScale(): ?float
    {
        return isset($this->fields['changepoint_scale']) ? (float) $this->fields['changepoint_scale'] : null;
    }

    /** Sets `changepoint_scale`. */
    public function withChangepointScale(float|null $value): self
    {
        return $this->put('changepoint_scale', $value);
    }

    /** Number of places where the slope may change. */
    public function changepoints(): int|float|null
    {
        return $this->fields['changepoints'] ?? null;
    }

    /** Sets `changepoints`. */
    public function withChangepoints(int|float|null $value): self
    {
        return $this->put('changepoints', $value);
    }

    /** Longest seasons looked back at. */
    public function cycles(): int|float|null
    {
        return $this->fields['cycles'] ?? null;
    }

    /** Sets `cycles`. */
    public function withCycles(int|float|null $value): self
    {
        return $this->put('cycles', $value);
    }

    /** Of the forms with a trend, consider only damped ones. */
    public function dampedOnly(): ?bool
    {
        return $this->fields['damped_only'] ?? null;
    }

    /** Sets `damped_only`. */
    public function withDampedOnly(?bool $value): self
    {
        return $this->put('damped_only', $value);
    }

    /** Share of the linear trend that is carried on. */
    public function drift(): ?float
    {
        return isset($this->fields['drift']) ? (float) $this->fields['drift'] : null;
    }

    /** Sets `drift`. */
    public function withDrift(float|null $value): self
    {
        return $this->put('drift', $value);
    }

    /** Age in longest seasons at which a row counts half. */
    public function halfLife(): ?float
    {
        return isset($this->fields['half_life']) ? (float) $this->fields['half_life'] : null;
    }

    /** Sets `half_life`. */
    public function withHalfLife(float|null $value): self
    {
        return $this->put('half_life', $value);
    }

    /**
     * Special steps.
     *
     * @return list<Holiday>
     */
    public function holidays(): array
    {
        return array_map(static fn ($item) => new Holiday($item), $this->fields['holidays'] ?? []);
    }

    /** Sets `holidays`. */
    public function withHolidays(array $value): self
    {
        return $this->put('holidays', $value);
    }

    /** Steps ahead that fitting alone weighs by. */
    public function horizon(): int|float|null
    {
        return $this->fields['horizon'] ?? null;
    }

    /** Sets `horizon`. */
    public function withHorizon(int|float|null $value): self
    {
        return $this->put('horizon', $value);
    }

    /** Layers, one above the other. */
    public function layers(): int|float|null
    {
        return $this->fields['layers'] ?? null;
    }

    /** Sets `layers`. */
    public function withLayers(int|float|null $value): self
    {
        return $this->put('layers', $value);
    }

    /** Model the logarithm. */
    public function log(): ?bool
    {
        return $this->fields['log'] ?? null;
    }

    /** Sets `log`. */
    public function withLog(?bool $value): self
    {
        return $this->put('log', $value);
    }

    /** Repeat the longest usable season instead of the shortest. */
    public function longest(): ?bool
    {
        return $this->fields['longest'] ?? null;
    }

    /** Sets `longest`. */
    public function withLongest(?bool $value): self
    {
        return $this->put('longest', $value);
    }

    /** Use at most this many of the seasons, shortest first. */
    public function maxSeasons(): int|float|null
    {
        return $this->fields['max_seasons'] ?? null;
    }

    /** Sets `max_seasons`. */
    public function withMaxSeasons(int|float|null $value): self
    {
        return $this->put('max_seasons', $value);
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

    /** A trained network to use; its sizes go before the settings. */
    public function network(): ?Network
    {
        return isset($this->fields['network']) ? new Network($this->fields['network']) : null;
    }

    /** Sets `network`. */
    public function withNetwork(?Network $value): self
    {
        return $this->put('network', $value);
    }

    /** Fourier order of longer seasons. */
    public function orderLong(): int|float|null
    {
        return $this->fields['order_long'] ?? null;
    }

    /** Sets `order_long`. */
    public function withOrderLong(int|float|null $value): self
    {
        return $this->put('order_long', $value);
    }

    /** Fourier order of the shortest season. */
    public function orderShort(): int|float|null
    {
        return $this->fields['order_short'] ?? null;
    }

    /** Sets `order_short`. */
    public function withOrderShort(int|float|null $value): self
    {
        return $this->put('order_short', $value);
    }

    /** How sharply weights fall with the error. */
    public function power(): ?float
    {
        return isset($this->fields['power']) ? (float) $this->fields['power'] : null;
    }

    /** Sets `power`. */
    public function withPower(float|null $value): self
    {
        return $this->put('power', $value);
    }

    /** Quantile that is the point; absent (`null`): the mean. */
    public function quantile(): ?float
    {
        return isset($this->fields['quantile']) ? (float) $this->fields['quantile'] : null;
    }

    /** Sets `quantile`. */
    public function withQuantile(float|null $value): self
    {
        return $this->put('quantile', $value);
    }

    /** First step size. */
    public function rate(): ?float
    {
        return isset($this->fields['rate']) ? (float) $this->fields['rate'] : null;
    }

    /** Sets `rate`. */
    public function withRate(float|null $value): self
    {
        return $this->put('rate', $value);
    }

    /** Consider forms with a season. */
    public function seasonal(): ?bool
    {
        return $this->fields['seasonal'] ?? null;
    }

    /** Sets `seasonal`. */
    public function withSeasonal(?bool $value): self
    {
        return $this->put('seasonal', $value);
    }

    /** Steps of a window. */
    public function sequence(): int|float|null
    {
        return $this->fields['sequence'] ?? null;
    }

    /** Sets `sequence`. */
    public function withSequence(int|float|null $value): self
    {
        return $this->put('sequence', $value);
    }

    /** Training steps. */
    public function steps(): int|float|null
    {
        return $this->fields['steps'] ?? null;
    }

    /** Sets `steps`. */
    public function withSteps(int|float|null $value): self
    {
        return $this->put('steps', $value);
    }

    /** Units of each layer. */
    public function units(): int|float|null
    {
        return $this->fields['units'] ?? null;
    }

    /** Sets `units`. */
    public function withUnits(int|float|null $value): self
    {
        return $this->put('units', $value);
    }

    /** Values that the median is taken of. */
    public function window(): int|float|null
    {
        return $this->fields['window'] ?? null;
    }

    /** Sets `window`. */
    public function withWindow(int|float|null $value): self
    {
        return $this->put('window', $value);
    }

    /** Candidates with more than this many times the least error are left out. */
    public function worst(): ?float
    {
        return isset($this->fields['worst']) ? (float) $this->fields['worst'] : null;
    }

    /** Sets `worst`. */
    public function withWorst(float|null $value): self
    {
        return $this->put('worst', $value);
    }
}
