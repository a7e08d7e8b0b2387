<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** What one feature or factor is worth to a model. */
final class Importance extends Message
{
    /** Its share of the gain, 0 to 1; absent for a method without one. */
    public function gain(): ?float
    {
        return isset($this->fields['gain']) ? (float) $this->fields['gain'] : null;
    }

    /** Sets `gain`. */
    public function withGain(float|null $value): self
    {
        return $this->put('gain', $value);
    }

    /** The feature or factor. */
    public function name(): ?string
    {
        return $this->fields['name'] ?? null;
    }

    /** Sets `name`. */
    public function withName(?string $value): self
    {
        return $this->put('name', $value);
    }

    /** How much the log loss rises when it is shuffled, mean of the shuffles; near 0 or below: not needed. */
    public function permutation(): ?float
    {
        return isset($this->fields['permutation']) ? (float) $this->fields['permutation'] : null;
    }

    /** Sets `permutation`. */
    public function withPermutation(float|null $value): self
    {
        return $this->put('permutation', $value);
    }

    /** Standard deviation of that between shuffles. */
    public function spread(): ?float
    {
        return isset($this->fields['spread']) ? (float) $this->fields['spread'] : null;
    }

    /** Sets `spread`. */
    public function withSpread(float|null $value): self
    {
        return $this->put('spread', $value);
    }
}

/** What a model relies on. */
final class Importances extends Message
{
    /**
     * By factor, the most important by permutation first.
     *
     * @return list<Importance>
     */
    public function factors(): array
    {
        return array_map(static fn ($item) => new Importance($item), $this->fields['factors'] ?? []);
    }

    /** Sets `factors`. */
    public function withFactors(array $value): self
    {
        return $this->put('factors', $value);
    }

    /**
     * By feature, those with the most gain, the most important by permutation first.
     *
     * @return list<Importance>
     */
    public function features(): array
    {
        return array_map(static fn ($item) => new Importance($item), $this->fields['features'] ?? []);
    }

    /** Sets `features`. */
    public function withFeatures(array $value): self
    {
        return $this->put('features', $value);
    }

    /** Log loss on them with nothing shuffled. */
    public function logLoss(): ?float
    {
        return isset($this->fields['log_loss']) ? (float) $this->fields['log_loss'] : null;
    }

    /** Sets `log_loss`. */
    public function withLogLoss(float|null $value): self
    {
        return $this->put('log_loss', $value);
    }

    /** Rows it was measured on. */
    public function nRows(): int|float|null
    {
        return $this->fields['n_rows'] ?? null;
    }

    /** Sets `n_rows`. */
    public function withNRows(int|float|null $value): self
    {
        return $this->put('n_rows', $value);
    }
}

/** Everything recorded around the onset of one incident. Whatever was not recorded stays empty. */
final class Incident extends Message
{
    /**
     * Changes before the onset.
     *
     * @return list<ChangeEvent>
     */
    public function changes(): array
    {
        return array_map(static fn ($item) => new ChangeEvent($item), $this->fields['changes'] ?? []);
    }

    /** Sets `changes`. */
    public function withChanges(array $value): self
    {
        return $this->put('changes', $value);
    }

    /**
     * Who calls whom: caller and callee, as indices into `services`.
     *
     * @return list<mixed>
     */
    public function graph(): array
    {
        return $this->fields['graph'] ?? [];
    }

    /** Sets `graph`. */
    public function withGraph(array $value): self
    {
        return $this->put('graph', $value);
    }

    /** Its id. */
    public function id(): ?string
    {
        return $this->fields['id'] ?? null;
    }

    /** Sets `id`. */
    public function withId(?string $value): self
    {
        return $this->put('id', $value);
    }

    /** Logs. */
    public function logs(): ?Logs
    {
        return isset($this->fields['logs']) ? new Logs($this->fields['logs']) : null;
    }

    /** Sets `logs`. */
    public function withLogs(?Logs $value): self
    {
        return $this->put('logs', $value);
    }

    /**
     * The metrics.
     *
     * @return list<MetricColumn>
     */
    public function metrics(): array
    {
        return array_map(static fn ($item) => new MetricColumn($item), $this->fields['metrics'] ?? []);
    }

    /** Sets `metrics`. */
    public function withMetrics(array $value): self
    {
        return $this->put('metrics', $value);
    }

    /** When it began, as far as is known. */
    public function onset(): ?string
    {
        return $this->fields['onset'] ?? null;
    }

    /** Sets `onset`. */
    public function withOnset(?string $value): self
    {
        return $this->put('onset', $value);
    }

    /**
     * Names of the services. They are labels only: nothing depends on them.
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

    /** What somebody complained about. */
    public function symptom(): ?Symptom
    {
        return isset($this->fields['symptom']) ? new Symptom($this->fields['symptom']) : null;
    }

    /** Sets `symptom`. */
    public function withSymptom(?Symptom $value): self
    {
        return $this->put('symptom', $value);
    }

    /**
     * Time of every metric row.
     *
     * @return list<string>
     */
    public function times(): array
    {
        return $this->fields['times'] ?? [];
    }

    /** Sets `times`. */
    public function withTimes(array $value): self
    {
        return $this->put('times', $value);
    }

    /** Traces. */
    public function traces(): ?Traces
    {
        return isset($this->fields['traces']) ? new Traces($this->fields['traces']) : null;
    }

    /** Sets `traces`. */
    public function withTraces(?Traces $value): self
    {
        return $this->put('traces', $value);
    }
}

/** What is said about one incident. */
final class IncidentAnswer extends Message
{
    /**
     * What to do, most urgent first.
     *
     * @return list<PreventiveAction>
     */
    public function actions(): array
    {
        return array_map(static fn ($item) => new PreventiveAction($item), $this->fields['actions'] ?? []);
    }

    /** Sets `actions`. */
    public function withActions(array $value): self
    {
        return $this->put('actions', $value);
    }

    /** The onset of the incident. */
    public function at(): ?string
    {
        return $this->fields['at'] ?? null;
    }

    /** Sets `at`. */
    public function withAt(?string $value): self
    {
        return $this->put('at', $value);
    }

    /** The incident's id. */
    public function incident(): ?string
    {
        return $this->fields['incident'] ?? null;
    }

    /** Sets `incident`. */
    public function withIncident(?string $value): self
    {
        return $this->put('incident', $value);
    }

    /** Stable identity: the same incident has the same key. */
    public function key(): ?string
    {
        return $this->fields['key'] ?? null;
    }

    /** Sets `key`. */
    public function withKey(?string $value): self
    {
        return $this->put('key', $value);
    }

    /**
     * Records that were missing and would have helped.
     *
     * @return list<string>
     */
    public function lacked(): array
    {
        return $this->fields['lacked'] ?? [];
    }

    /** Sets `lacked`. */
    public function withLacked(array $value): self
    {
        return $this->put('lacked', $value);
    }

    /** What earlier incidents say about this one. */
    public function lessons(): ?Lessons
    {
        return isset($this->fields['lessons']) ? new Lessons($this->fields['lessons']) : null;
    }

    /** Sets `lessons`. */
    public function withLessons(?Lessons $value): self
    {
        return $this->put('lessons', $value);
    }

    /** The share of "none of these". */
    public function noneOfThese(): ?float
    {
        return isset($this->fields['none_of_these']) ? (float) $this->fields['none_of_these'] : null;
    }

    /** Sets `none_of_these`. */
    public function withNoneOfThese(float|null $value): self
    {
        return $this->put('none_of_these', $value);
    }

    /** How much of what would tell causes apart was recorded, 0 to 1: more rows after the onset and more kinds of records give more. It is no chance of being right. */
    public function recorded(): ?float
    {
        return isset($this->fields['recorded']) ? (float) $this->fields['recorded'] : null;
    }

    /** Sets `recorded`. */
    public function withRecorded(float|null $value): self
    {
        return $this->put('recorded', $value);
    }

    /**
     * Services that anything speaks against, strongest first. Empty when nothing does.
     *
     * @return list<RankedService>
     */
    public function services(): array
    {
        return array_map(static fn ($item) => new RankedService($item), $this->fields['services'] ?? []);
    }

    /** Sets `services`. */
    public function withServices(array $value): self
    {
        return $this->put('services', $value);
    }
}
