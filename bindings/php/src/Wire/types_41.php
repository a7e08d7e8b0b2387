<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** Traces, aggregated per bucket. */
final class Traces extends Message
{
    /** Width of a bucket, ms. */
    public function bucketMs(): int|float|null
    {
        return $this->fields['bucket_ms'] ?? null;
    }

    /** Sets `bucket_ms`. */
    public function withBucketMs(int|float|null $value): self
    {
        return $this->put('bucket_ms', $value);
    }

    /**
     * Calls around the incident.
     *
     * @return list<CallRow>
     */
    public function calls(): array
    {
        return array_map(static fn ($item) => new CallRow($item), $this->fields['calls'] ?? []);
    }

    /** Sets `calls`. */
    public function withCalls(array $value): self
    {
        return $this->put('calls', $value);
    }

    /**
     * Calls of a time without fault.
     *
     * @return list<CallRow>
     */
    public function referenceCalls(): array
    {
        return array_map(static fn ($item) => new CallRow($item), $this->fields['reference_calls'] ?? []);
    }

    /** Sets `reference_calls`. */
    public function withReferenceCalls(array $value): self
    {
        return $this->put('reference_calls', $value);
    }

    /**
     * Spans of a time without fault.
     *
     * @return list<SpanRow>
     */
    public function referenceSpans(): array
    {
        return array_map(static fn ($item) => new SpanRow($item), $this->fields['reference_spans'] ?? []);
    }

    /** Sets `reference_spans`. */
    public function withReferenceSpans(array $value): self
    {
        return $this->put('reference_spans', $value);
    }

    /**
     * Spans around the incident.
     *
     * @return list<SpanRow>
     */
    public function spans(): array
    {
        return array_map(static fn ($item) => new SpanRow($item), $this->fields['spans'] ?? []);
    }

    /** Sets `spans`. */
    public function withSpans(array $value): self
    {
        return $this->put('spans', $value);
    }
}

/** The log, the question, and the times to learn from. */
final class TrainRequest extends Message
{
    /**
     * The events, in any order.
     *
     * @return list<Event>
     */
    public function events(): array
    {
        return array_map(static fn ($item) => new Event($item), $this->fields['events'] ?? []);
    }

    /** Sets `events`. */
    public function withEvents(array $value): self
    {
        return $this->put('events', $value);
    }

    /** Milliseconds between the times the log asks itself; a quarter of the horizon when absent. */
    public function everyMs(): int|float|null
    {
        return $this->fields['every_ms'] ?? null;
    }

    /** Sets `every_ms`. */
    public function withEveryMs(int|float|null $value): self
    {
        return $this->put('every_ms', $value);
    }

    /** The question, the method, and when to alert. */
    public function plan(): ?Plan
    {
        return isset($this->fields['plan']) ? new Plan($this->fields['plan']) : null;
    }

    /** Sets `plan`. */
    public function withPlan(?Plan $value): self
    {
        return $this->put('plan', $value);
    }

    /**
     * Times to learn from; those the log asks itself when absent.
     *
     * @return list<TimedQuery>
     */
    public function queries(): array
    {
        return array_map(static fn ($item) => new TimedQuery($item), $this->fields['queries'] ?? []);
    }

    /** Sets `queries`. */
    public function withQueries(array $value): self
    {
        return $this->put('queries', $value);
    }

    /** Caps and retention of the counts. */
    public function rollup(): ?RollupConfig
    {
        return isset($this->fields['rollup']) ? new RollupConfig($this->fields['rollup']) : null;
    }

    /** Sets `rollup`. */
    public function withRollup(?RollupConfig $value): self
    {
        return $this->put('rollup', $value);
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

/** The model. */
final class TrainResponse extends Message
{
    /** The method that was chosen. */
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

    /** The bytes of the model file, in base64: what `predict`, `explain` and the handle `model` take. */
    public function model(): ?string
    {
        return $this->fields['model'] ?? null;
    }

    /** Sets `model`. */
    public function withModel(?string $value): self
    {
        return $this->put('model', $value);
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
}

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
