<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

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

/** What a person did with an insight. */
final class InsightMark extends Message
{
    /** When. */
    public function at(): ?string
    {
        return $this->fields['at'] ?? null;
    }

    /** Sets `at`. */
    public function withAt(?string $value): self
    {
        return $this->put('at', $value);
    }

    /** The insight's key. */
    public function key(): ?string
    {
        return $this->fields['key'] ?? null;
    }

    /** Sets `key`. */
    public function withKey(?string $value): self
    {
        return $this->put('key', $value);
    }

    /** Where it stands. */
    public function status(): ?string
    {
        return $this->fields['status'] ?? null;
    }

    /** Sets `status`. */
    public function withStatus(?string $value): self
    {
        return $this->put('status', $value);
    }

    /** How long a `resolved` or `wont_fix` silences it; for good when absent. */
    public function until(): ?string
    {
        return $this->fields['until'] ?? null;
    }

    /** Sets `until`. */
    public function withUntil(?string $value): self
    {
        return $this->put('until', $value);
    }
}

/** From how much a service's errors were judged, and how sure that is. By 5 minutes in a service's first day, with what older services tell of a new one; later by hours. */
final class Judgement extends Message
{
    /** Errors expected of the next step, without season; absent where nothing is known. */
    public function expected(): ?float
    {
        return isset($this->fields['expected']) ? (float) $this->fields['expected'] : null;
    }

    /** Sets `expected`. */
    public function withExpected(float|null $value): self
    {
        return $this->put('expected', $value);
    }

    /** Errors in one step from which it would be flagged: the fewer, the surer. Absent where nothing is known yet. */
    public function flaggedFrom(): int|float|null
    {
        return $this->fields['flagged_from'] ?? null;
    }

    /** Sets `flagged_from`. */
    public function withFlaggedFrom(int|float|null $value): self
    {
        return $this->put('flagged_from', $value);
    }

    /** Length of a step. */
    public function stepMinutes(): int|float|null
    {
        return $this->fields['step_minutes'] ?? null;
    }

    /** Sets `step_minutes`. */
    public function withStepMinutes(int|float|null $value): self
    {
        return $this->put('step_minutes', $value);
    }

    /** Steps of history. */
    public function steps(): int|float|null
    {
        return $this->fields['steps'] ?? null;
    }

    /** Sets `steps`. */
    public function withSteps(int|float|null $value): self
    {
        return $this->put('steps', $value);
    }
}

/** One template. */
final class Known extends Message
{
    /** Its id. */
    public function id(): int|float|null
    {
        return $this->fields['id'] ?? null;
    }

    /** Sets `id`. */
    public function withId(int|float|null $value): self
    {
        return $this->put('id', $value);
    }

    /** Messages of it so far. */
    public function nMessages(): int|float|null
    {
        return $this->fields['n_messages'] ?? null;
    }

    /** Sets `n_messages`. */
    public function withNMessages(int|float|null $value): self
    {
        return $this->put('n_messages', $value);
    }

    /** Its text, `<*>` for what varies. */
    public function text(): ?string
    {
        return $this->fields['text'] ?? null;
    }

    /** Sets `text`. */
    public function withText(?string $value): self
    {
        return $this->put('text', $value);
    }
}
