<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** The probability that something happens within a horizon (table `error_predictions`). */
final class ErrorPrediction extends Message
{
    /** Whether it raises an alert. */
    public function alert(): ?bool
    {
        return $this->fields['alert'] ?? null;
    }

    /** Sets `alert`. */
    public function withAlert(?bool $value): self
    {
        return $this->put('alert', $value);
    }

    /** When it was asked: nothing after it was known. */
    public function at(): ?string
    {
        return $this->fields['at'] ?? null;
    }

    /** Sets `at`. */
    public function withAt(?string $value): self
    {
        return $this->put('at', $value);
    }

    /** How high the probability is. */
    public function band(): ?string
    {
        return $this->fields['band'] ?? null;
    }

    /** Sets `band`. */
    public function withBand(?string $value): self
    {
        return $this->put('band', $value);
    }

    /** Where it comes from. */
    public function basis(): ?string
    {
        return $this->fields['basis'] ?? null;
    }

    /** Sets `basis`. */
    public function withBasis(?string $value): self
    {
        return $this->put('basis', $value);
    }

    /**
     * Keys of the anomalies under way when an analysis said so; empty where nobody looked for any.
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

    /** Events within half an hour from which on it is a burst; absent for `critical`. */
    public function burstThreshold(): int|float|null
    {
        return $this->fields['burst_threshold'] ?? null;
    }

    /** Sets `burst_threshold`. */
    public function withBurstThreshold(int|float|null $value): self
    {
        return $this->put('burst_threshold', $value);
    }

    /**
     * What moved a model's probability, largest first; empty where nobody asked.
     *
     * @return list<Factor>
     */
    public function factors(): array
    {
        return array_map(static fn ($item) => new Factor($item), $this->fields['factors'] ?? []);
    }

    /** Sets `factors`. */
    public function withFactors(array $value): self
    {
        return $this->put('factors', $value);
    }

    /** The one error group that counts; absent where all of them do. */
    public function fingerprint(): ?string
    {
        return $this->fields['fingerprint'] ?? null;
    }

    /** Sets `fingerprint`. */
    public function withFingerprint(?string $value): self
    {
        return $this->put('fingerprint', $value);
    }

    /** Share of the horizon in which the target would be new; absent where that is not asked. */
    public function fresh(): ?float
    {
        return isset($this->fields['fresh']) ? (float) $this->fields['fresh'] : null;
    }

    /** Sets `fresh`. */
    public function withFresh(float|null $value): self
    {
        return $this->put('fresh', $value);
    }

    /** Within how many minutes. */
    public function horizonMinutes(): int|float|null
    {
        return $this->fields['horizon_minutes'] ?? null;
    }

    /** Sets `horizon_minutes`. */
    public function withHorizonMinutes(int|float|null $value): self
    {
        return $this->put('horizon_minutes', $value);
    }

    /** Identity of the question, the same whenever it is asked; with `at` that of this answer. */
    public function key(): ?string
    {
        return $this->fields['key'] ?? null;
    }

    /** Sets `key`. */
    public function withKey(?string $value): self
    {
        return $this->put('key', $value);
    }

    /** Level of that interval. */
    public function level(): ?float
    {
        return isset($this->fields['level']) ? (float) $this->fields['level'] : null;
    }

    /** Sets `level`. */
    public function withLevel(float|null $value): self
    {
        return $this->put('level', $value);
    }

    /** Lower end of its interval. */
    public function lower(): ?float
    {
        return isset($this->fields['lower']) ? (float) $this->fields['lower'] : null;
    }

    /** Sets `lower`. */
    public function withLower(float|null $value): self
    {
        return $this->put('lower', $value);
    }

    /** Past spans of the horizon's length that a base rate rests on. */
    public function nSpans(): ?float
    {
        return isset($this->fields['n_spans']) ? (float) $this->fields['n_spans'] : null;
    }

    /** Sets `n_spans`. */
    public function withNSpans(float|null $value): self
    {
        return $this->put('n_spans', $value);
    }

    /** The probability, 0 to 1. */
    public function probability(): ?float
    {
        return isset($this->fields['probability']) ? (float) $this->fields['probability'] : null;
    }

    /** Sets `probability`. */
    public function withProbability(float|null $value): self
    {
        return $this->put('probability', $value);
    }

    /** The model's log-odds before outcomes and calibration: what an outcome is learnt from. */
    public function rawLogOdds(): ?float
    {
        return isset($this->fields['raw_log_odds']) ? (float) $this->fields['raw_log_odds'] : null;
    }

    /** Sets `raw_log_odds`. */
    public function withRawLogOdds(float|null $value): self
    {
        return $this->put('raw_log_odds', $value);
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

    /** The worst severity to expect: critical for a critical event, else what a model of severities says, where there is one. */
    public function severity(): ?string
    {
        return $this->fields['severity'] ?? null;
    }

    /** Sets `severity`. */
    public function withSeverity(?string $value): self
    {
        return $this->put('severity', $value);
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

    /** What is foreseen. */
    public function target(): ?string
    {
        return $this->fields['target'] ?? null;
    }

    /** Sets `target`. */
    public function withTarget(?string $value): self
    {
        return $this->put('target', $value);
    }

    /** What raised an alert at that time: a probability, under a budget of false alarms one of something new (`probability` × `fresh`). Absent where nothing raises one. */
    public function threshold(): ?float
    {
        return isset($this->fields['threshold']) ? (float) $this->fields['threshold'] : null;
    }

    /** Sets `threshold`. */
    public function withThreshold(float|null $value): self
    {
        return $this->put('threshold', $value);
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

    /** How often it happens whatever the present state: the base rate beside a model's probability. A base rate is its own. Absent where nobody counted. */
    public function usual(): ?float
    {
        return isset($this->fields['usual']) ? (float) $this->fields['usual'] : null;
    }

    /** Sets `usual`. */
    public function withUsual(float|null $value): self
    {
        return $this->put('usual', $value);
    }

    /** What a model's words like these were worth before; absent where nobody counted. */
    public function worth(): ?PastWords
    {
        return isset($this->fields['worth']) ? new PastWords($this->fields['worth']) : null;
    }

    /** Sets `worth`. */
    public function withWorth(?PastWords $value): self
    {
        return $this->put('worth', $value);
    }
}
