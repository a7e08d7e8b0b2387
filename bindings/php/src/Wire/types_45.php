<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** How a model is trained. */
final class Training extends Message
{
    /** Calibration map: `none`, `platt`, `beta`, `isotonic`; chosen by log loss when absent. */
    public function calibration(): ?string
    {
        return $this->fields['calibration'] ?? null;
    }

    /** Sets `calibration`. */
    public function withCalibration(?string $value): self
    {
        return $this->put('calibration', $value);
    }

    /** Age at which a row counts half, in days; all count the same when absent. */
    public function halfLifeDays(): ?float
    {
        return isset($this->fields['half_life_days']) ? (float) $this->fields['half_life_days'] : null;
    }

    /** Sets `half_life_days`. */
    public function withHalfLifeDays(float|null $value): self
    {
        return $this->put('half_life_days', $value);
    }

    /** The method. */
    public function method(): ?Predictor
    {
        return isset($this->fields['method']) ? new Predictor($this->fields['method']) : null;
    }

    /** Sets `method`. */
    public function withMethod(?Predictor $value): self
    {
        return $this->put('method', $value);
    }

    /** Whether predictions follow outcomes already known. */
    public function recalibrate(): ?bool
    {
        return $this->fields['recalibrate'] ?? null;
    }

    /** Sets `recalibrate`. */
    public function withRecalibrate(?bool $value): self
    {
        return $this->put('recalibrate', $value);
    }

    /** Whether the method is fitted again on all rows in the end. */
    public function refit(): ?bool
    {
        return $this->fields['refit'] ?? null;
    }

    /** Sets `refit`. */
    public function withRefit(?bool $value): self
    {
        return $this->put('refit', $value);
    }
}

/** Where the mean level goes, against as many of the newest values. */
final class Trend extends Message
{
    /** Mean of the forecast less the mean of the newest values of the same hours. */
    public function change(): ?float
    {
        return isset($this->fields['change']) ? (float) $this->fields['change'] : null;
    }

    /** Sets `change`. */
    public function withChange(float|null $value): self
    {
        return $this->put('change', $value);
    }

    /** Chance that the change keeps its sign, 0.5 to 1, by how such changes turned out at earlier origins; absent without a backtest. */
    public function confidence(): ?float
    {
        return isset($this->fields['confidence']) ? (float) $this->fields['confidence'] : null;
    }

    /** Sets `confidence`. */
    public function withConfidence(float|null $value): self
    {
        return $this->put('confidence', $value);
    }

    /** In one word. */
    public function direction(): ?string
    {
        return $this->fields['direction'] ?? null;
    }

    /** Sets `direction`. */
    public function withDirection(?string $value): self
    {
        return $this->put('direction', $value);
    }
}

/** One update of one belief. */
final class Update extends Message
{
    /** Belief after. */
    public function after(): ?float
    {
        return isset($this->fields['after']) ? (float) $this->fields['after'] : null;
    }

    /** Sets `after`. */
    public function withAfter(float|null $value): self
    {
        return $this->put('after', $value);
    }

    /** Belief before. */
    public function before(): ?float
    {
        return isset($this->fields['before']) ? (float) $this->fields['before'] : null;
    }

    /** Sets `before`. */
    public function withBefore(float|null $value): self
    {
        return $this->put('before', $value);
    }

    /** Whether that was right. */
    public function confirmed(): ?bool
    {
        return $this->fields['confirmed'] ?? null;
    }

    /** Sets `confirmed`. */
    public function withConfirmed(?bool $value): self
    {
        return $this->put('confirmed', $value);
    }

    /** The incident that the feedback is about. */
    public function incident(): ?string
    {
        return $this->fields['incident'] ?? null;
    }

    /** Sets `incident`. */
    public function withIncident(?string $value): self
    {
        return $this->put('incident', $value);
    }

    /** The kind of cause that was named. */
    public function kind(): ?string
    {
        return $this->fields['kind'] ?? null;
    }

    /** Sets `kind`. */
    public function withKind(?string $value): self
    {
        return $this->put('kind', $value);
    }

    /** Weight of the feedback, above 0 and at most 1. */
    public function weight(): ?float
    {
        return isset($this->fields['weight']) ? (float) $this->fields['weight'] : null;
    }

    /** Sets `weight`. */
    public function withWeight(float|null $value): self
    {
        return $this->put('weight', $value);
    }
}

/** Nothing to ask. */
final class VersionRequest extends Message
{
}

/** The versions. */
final class VersionResponse extends Message
{
    /** Of the analysis message. */
    public function analysis(): int|float|null
    {
        return $this->fields['analysis'] ?? null;
    }

    /** Sets `analysis`. */
    public function withAnalysis(int|float|null $value): self
    {
        return $this->put('analysis', $value);
    }

    /** Of the feature set that models are trained on. */
    public function featureSet(): int|float|null
    {
        return $this->fields['feature_set'] ?? null;
    }

    /** Sets `feature_set`. */
    public function withFeatureSet(int|float|null $value): self
    {
        return $this->put('feature_set', $value);
    }

    /** Of the library, the same in every package. */
    public function version(): ?string
    {
        return $this->fields['version'] ?? null;
    }

    /** Sets `version`. */
    public function withVersion(?string $value): self
    {
        return $this->put('version', $value);
    }

    /** Of the messages; 0 while fields still change meaning between releases. */
    public function wire(): int|float|null
    {
        return $this->fields['wire'] ?? null;
    }

    /** Sets `wire`. */
    public function withWire(int|float|null $value): self
    {
        return $this->put('wire', $value);
    }
}

/** What a value gave. */
final class WatchPoint extends Message
{
    /**
     * Anomalies that are under way here, or that are over since the value before.
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

    /** End of the bucket. */
    public function end(): ?string
    {
        return $this->fields['end'] ?? null;
    }

    /** Sets `end`. */
    public function withEnd(?string $value): self
    {
        return $this->put('end', $value);
    }

    /** What was expected; absent while nothing is known. */
    public function expected(): ?float
    {
        return isset($this->fields['expected']) ? (float) $this->fields['expected'] : null;
    }

    /** Sets `expected`. */
    public function withExpected(float|null $value): self
    {
        return $this->put('expected', $value);
    }

    /** Below this, a value would have been flagged; absent where none would. */
    public function lower(): ?float
    {
        return isset($this->fields['lower']) ? (float) $this->fields['lower'] : null;
    }

    /** Sets `lower`. */
    public function withLower(float|null $value): self
    {
        return $this->put('lower', $value);
    }

    /** Smallest tail probability of the tests that failed, 1 where none did. */
    public function pValue(): ?float
    {
        return isset($this->fields['p_value']) ? (float) $this->fields['p_value'] : null;
    }

    /** Sets `p_value`. */
    public function withPValue(float|null $value): self
    {
        return $this->put('p_value', $value);
    }

    /** Above this, a value would have been flagged. */
    public function upper(): ?float
    {
        return isset($this->fields['upper']) ? (float) $this->fields['upper'] : null;
    }

    /** Sets `upper`. */
    public function withUpper(float|null $value): self
    {
        return $this->put('upper', $value);
    }
}

/** A stretch of time that somebody named. */
final class Window extends Message
{
    /**
     * The days on which it begins; empty for every day.
     *
     * @return list<string>
     */
    public function days(): array
    {
        return $this->fields['days'] ?? [];
    }

    /** Sets `days`. */
    public function withDays(array $value): self
    {
        return $this->put('days', $value);
    }

    /** When it ends; of one that comes again until when it does. */
    public function end(): ?string
    {
        return $this->fields['end'] ?? null;
    }

    /** Sets `end`. */
    public function withEnd(?string $value): self
    {
        return $this->put('end', $value);
    }

    /** The time of day at which it begins, such as `22:00`, where it comes again. */
    public function from(): ?string
    {
        return $this->fields['from'] ?? null;
    }

    /** Sets `from`. */
    public function withFrom(?string $value): self
    {
        return $this->put('from', $value);
    }

    /** What it is called. */
    public function name(): ?string
    {
        return $this->fields['name'] ?? null;
    }

    /** Sets `name`. */
    public function withName(?string $value): self
    {
        return $this->put('name', $value);
    }

    /**
     * The services it is about; empty for all.
     *
     * @return list<string>
     */
    public function services(): array
    {
        return $this->fields['services'] ?? [];
    }

    /** Sets `services`. */
    public function withServices(array $value): self
    {
        return $this->put('services', $value);
    }

    /** When it begins; of one that comes again from when on it does. */
    public function start(): ?string
    {
        return $this->fields['start'] ?? null;
    }

    /** Sets `start`. */
    public function withStart(?string $value): self
    {
        return $this->put('start', $value);
    }

    /** The time of day at which it ends; over midnight where that is not later than `from`. */
    public function to(): ?string
    {
        return $this->fields['to'] ?? null;
    }

    /** Sets `to`. */
    public function withTo(?string $value): self
    {
        return $this->put('to', $value);
    }

    /** The zone (IANA) by whose clock it goes; UTC where absent. */
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
