<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

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

/** Settings of logistic regression; the table is in the module docs. ``` use errpredict::ndarray::Array2; use errpredict::predict::{Fitted, Logistic, Method, Sample, Samples}; // Trouble came where the last hour had more than five errors. let names = vec!["errors_1h".to_owned()]; let rows = Array2::from_shape_fn((200, 1), |(i, _)| (i % 10) as f64); let labels: Vec<bool> = rows.iter().map(|errors| *errors > 5.0).collect(); let samples = Samples { names: &names, rows: rows.view(), labels: &labels, weights: None, keys: None }; let model = Logistic::default().fit(&samples, 0)?; let [calm, busy] = [[1.0], [9.0]].map(|values| model.probability(&Sample::new(&values))); assert!(calm < 0.3 && busy > 0.7, "{calm}, {busy}"); # Ok::<(), errpredict::Error>(()) ``` */
final class Logistic extends Message
{
    /** Which features it sees. */
    public function features(): ?string
    {
        return $this->fields['features'] ?? null;
    }

    /** Sets `features`. */
    public function withFeatures(?string $value): self
    {
        return $this->put('features', $value);
    }

    /**
     * Penalties to choose from, each above 0.
     *
     * @return list<float>
     */
    public function l2(): array
    {
        return array_map(static fn ($item) => (float) $item, $this->fields['l2'] ?? []);
    }

    /** Sets `l2`. */
    public function withL2(array $value): self
    {
        return $this->put('l2', $value);
    }

    /** L-BFGS steps a penalty, at least 1. */
    public function maxSteps(): int|float|null
    {
        return $this->fields['max_steps'] ?? null;
    }

    /** Sets `max_steps`. */
    public function withMaxSteps(int|float|null $value): self
    {
        return $this->put('max_steps', $value);
    }

    /** Last part of the rows that chooses the penalty, between 0 and 1. */
    public function validationShare(): ?float
    {
        return isset($this->fields['validation_share']) ? (float) $this->fields['validation_share'] : null;
    }

    /** Sets `validation_share`. */
    public function withValidationShare(float|null $value): self
    {
        return $this->put('validation_share', $value);
    }
}

/** Log lines as (time, index of the statement). */
final class Logs extends Message
{
    /**
     * Lines around the incident.
     *
     * @return list<mixed>
     */
    public function lines(): array
    {
        return $this->fields['lines'] ?? [];
    }

    /** Sets `lines`. */
    public function withLines(array $value): self
    {
        return $this->put('lines', $value);
    }

    /**
     * Lines of a time without fault.
     *
     * @return list<mixed>
     */
    public function reference(): array
    {
        return $this->fields['reference'] ?? [];
    }

    /** Sets `reference`. */
    public function withReference(array $value): self
    {
        return $this->put('reference', $value);
    }

    /**
     * All statements that occur.
     *
     * @return list<Statement>
     */
    public function statements(): array
    {
        return array_map(static fn ($item) => new Statement($item), $this->fields['statements'] ?? []);
    }

    /** Sets `statements`. */
    public function withStatements(array $value): self
    {
        return $this->put('statements', $value);
    }
}

/** A method with its weight. */
final class Member extends Message
{
    /** The method and its settings. */
    public function detector(): ?Detector
    {
        return isset($this->fields['detector']) ? new Detector($this->fields['detector']) : null;
    }

    /** Sets `detector`. */
    public function withDetector(?Detector $value): self
    {
        return $this->put('detector', $value);
    }

    /** Its weight, above 0. */
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
