<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

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

/** What earlier incidents say about one answer. */
final class Lessons extends Message
{
    /**
     * Prior and belief of every kind of cause named in the answer; empty without feedback.
     *
     * @return list<Belief>
     */
    public function beliefs(): array
    {
        return array_map(static fn ($item) => new Belief($item), $this->fields['beliefs'] ?? []);
    }

    /** Sets `beliefs`. */
    public function withBeliefs(array $value): self
    {
        return $this->put('beliefs', $value);
    }

    /** The kind of cause by a decision tree over the confirmed incidents. */
    public function classified(): ?Classified
    {
        return isset($this->fields['classified']) ? new Classified($this->fields['classified']) : null;
    }

    /** Sets `classified`. */
    public function withClassified(?Classified $value): self
    {
        return $this->put('classified', $value);
    }

    /** What this incident looks like, to be recorded once its cause is known. */
    public function signature(): ?Signature
    {
        return isset($this->fields['signature']) ? new Signature($this->fields['signature']) : null;
    }

    /** Sets `signature`. */
    public function withSignature(?Signature $value): self
    {
        return $this->put('signature', $value);
    }

    /**
     * Earlier incidents that looked like it, most alike first.
     *
     * @return list<SimilarCase>
     */
    public function similar(): array
    {
        return array_map(static fn ($item) => new SimilarCase($item), $this->fields['similar'] ?? []);
    }

    /** Sets `similar`. */
    public function withSimilar(array $value): self
    {
        return $this->put('similar', $value);
    }

    /**
     * Every update that led to those beliefs, oldest first.
     *
     * @return list<Update>
     */
    public function updates(): array
    {
        return array_map(static fn ($item) => new Update($item), $this->fields['updates'] ?? []);
    }

    /** Sets `updates`. */
    public function withUpdates(array $value): self
    {
        return $this->put('updates', $value);
    }
}

/** A number with its unit. */
final class Level extends Message
{
    /** The time. */
    public function perMs(): int|float|null
    {
        return $this->fields['per_ms'] ?? null;
    }

    /** Sets `per_ms`. */
    public function withPerMs(int|float|null $value): self
    {
        return $this->put('per_ms', $value);
    }

    /** Nothing more is to be said of it. */
    public function unit(): ?string
    {
        return $this->fields['unit'] ?? null;
    }

    /** Sets `unit`. */
    public function withUnit(?string $value): self
    {
        return $this->put('unit', $value);
    }

    /** The number. */
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

/** The state of one action and every step that led there. Can only be changed by [`Lifecycle::apply`]. */
final class Lifecycle extends Message
{
    /** Nothing more is to be said of it. */
    public function actionType(): ?string
    {
        return $this->fields['action_type'] ?? null;
    }

    /** Sets `action_type`. */
    public function withActionType(?string $value): self
    {
        return $this->put('action_type', $value);
    }

    /** Nothing more is to be said of it. */
    public function status(): ?string
    {
        return $this->fields['status'] ?? null;
    }

    /** Sets `status`. */
    public function withStatus(?string $value): self
    {
        return $this->put('status', $value);
    }

    /**
     * Nothing more is to be said of it.
     *
     * @return list<LifecycleStep>
     */
    public function steps(): array
    {
        return array_map(static fn ($item) => new LifecycleStep($item), $this->fields['steps'] ?? []);
    }

    /** Sets `steps`. */
    public function withSteps(array $value): self
    {
        return $this->put('steps', $value);
    }
}

/** One step that was taken. */
final class LifecycleStep extends Message
{
    /** What was asked. */
    public function asked(): ?string
    {
        return $this->fields['asked'] ?? null;
    }

    /** Sets `asked`. */
    public function withAsked(?string $value): self
    {
        return $this->put('asked', $value);
    }

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

    /** By whom. */
    public function by(): mixed
    {
        return $this->fields['by'] ?? null;
    }

    /** Sets `by`. */
    public function withBy(mixed $value): self
    {
        return $this->put('by', $value);
    }

    /** The state after it. */
    public function to(): ?string
    {
        return $this->fields['to'] ?? null;
    }

    /** Sets `to`. */
    public function withTo(?string $value): self
    {
        return $this->put('to', $value);
    }
}

/** What a service can take. */
final class Limits extends Message
{
    /** Errors an hour that are too many. */
    public function errorsPerHour(): ?float
    {
        return isset($this->fields['errors_per_hour']) ? (float) $this->fields['errors_per_hour'] : null;
    }

    /** Sets `errors_per_hour`. */
    public function withErrorsPerHour(float|null $value): self
    {
        return $this->put('errors_per_hour', $value);
    }

    /** Requests an hour that it can serve. */
    public function requestsPerHour(): ?float
    {
        return isset($this->fields['requests_per_hour']) ? (float) $this->fields['requests_per_hour'] : null;
    }

    /** Sets `requests_per_hour`. */
    public function withRequestsPerHour(float|null $value): self
    {
        return $this->put('requests_per_hour', $value);
    }
}

/** One template. */
final class ListedTemplate extends Message
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
