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

    /** The heading of a page about the model (how good, when it alerts, what it relies on), which then is in the answer. */
    public function page(): ?string
    {
        return $this->fields['page'] ?? null;
    }

    /** Sets `page`. */
    public function withPage(?string $value): self
    {
        return $this->put('page', $value);
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
    /** The page, where one was asked for: HTML with everything in it. */
    public function html(): ?string
    {
        return $this->fields['html'] ?? null;
    }

    /** Sets `html`. */
    public function withHtml(?string $value): self
    {
        return $this->put('html', $value);
    }

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

/** The log, how far ahead, and the times to learn from. */
final class TrainSeverityRequest extends Message
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

    /** How far ahead, in milliseconds: whole minutes, at least one. */
    public function horizonMs(): int|float|null
    {
        return $this->fields['horizon_ms'] ?? null;
    }

    /** Sets `horizon_ms`. */
    public function withHorizonMs(int|float|null $value): self
    {
        return $this->put('horizon_ms', $value);
    }

    /** The method of every step from one severity to the next; chosen on later rows when absent. */
    public function method(): ?Predictor
    {
        return isset($this->fields['method']) ? new Predictor($this->fields['method']) : null;
    }

    /** Sets `method`. */
    public function withMethod(?Predictor $value): self
    {
        return $this->put('method', $value);
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
final class TrainSeverityResponse extends Message
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
    public function metrics(): ?SeverityMetrics
    {
        return isset($this->fields['metrics']) ? new SeverityMetrics($this->fields['metrics']) : null;
    }

    /** Sets `metrics`. */
    public function withMetrics(?SeverityMetrics $value): self
    {
        return $this->put('metrics', $value);
    }

    /** The bytes of the model file, in base64: what `predict` takes. */
    public function model(): ?string
    {
        return $this->fields['model'] ?? null;
    }

    /** Sets `model`. */
    public function withModel(?string $value): self
    {
        return $this->put('model', $value);
    }
}
