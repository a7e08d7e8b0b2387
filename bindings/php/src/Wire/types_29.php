<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** One incident and what became known of it. */
final class PastIncident extends Message
{
    /** When its cause became known; it teaches nothing about times before. */
    public function at(): ?string
    {
        return $this->fields['at'] ?? null;
    }

    /** Sets `at`. */
    public function withAt(?string $value): self
    {
        return $this->put('at', $value);
    }

    /** The kind of cause it really was; absent where only so much is known that it was not the one named. */
    public function cause(): ?string
    {
        return $this->fields['cause'] ?? null;
    }

    /** Sets `cause`. */
    public function withCause(?string $value): self
    {
        return $this->put('cause', $value);
    }

    /** Whether that helped. */
    public function helped(): ?bool
    {
        return $this->fields['helped'] ?? null;
    }

    /** Sets `helped`. */
    public function withHelped(?bool $value): self
    {
        return $this->put('helped', $value);
    }

    /** Its id, used once. */
    public function id(): ?string
    {
        return $this->fields['id'] ?? null;
    }

    /** Sets `id`. */
    public function withId(?string $value): self
    {
        return $this->put('id', $value);
    }

    /** The kind of cause that the answer named first. Whether that was right teaches how far to believe this kind. */
    public function named(): ?string
    {
        return $this->fields['named'] ?? null;
    }

    /** Sets `named`. */
    public function withNamed(?string $value): self
    {
        return $this->put('named', $value);
    }

    /** What was done, in words. */
    public function resolution(): ?string
    {
        return $this->fields['resolution'] ?? null;
    }

    /** Sets `resolution`. */
    public function withResolution(?string $value): self
    {
        return $this->put('resolution', $value);
    }

    /** The service it was about; kept for people, nothing depends on it. */
    public function service(): ?string
    {
        return $this->fields['service'] ?? null;
    }

    /** Sets `service`. */
    public function withService(?string $value): self
    {
        return $this->put('service', $value);
    }

    /** What it looked like: `lessons.signature` of the answer given then. Without it the incident is never alike. */
    public function signature(): ?Signature
    {
        return isset($this->fields['signature']) ? new Signature($this->fields['signature']) : null;
    }

    /** Sets `signature`. */
    public function withSignature(?Signature $value): self
    {
        return $this->put('signature', $value);
    }

    /** How sure the feedback is, above 0 and at most 1. */
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

/** How often it came after such a probability was said, walked forward over the past. */
final class PastWords extends Message
{
    /** How often it came: a share. */
    public function came(): ?float
    {
        return isset($this->fields['came']) ? (float) $this->fields['came'] : null;
    }

    /** Sets `came`. */
    public function withCame(float|null $value): self
    {
        return $this->put('came', $value);
    }

    /** In how many cases. */
    public function cases(): int|float|null
    {
        return $this->fields['cases'] ?? null;
    }

    /** Sets `cases`. */
    public function withCases(int|float|null $value): self
    {
        return $this->put('cases', $value);
    }

    /** What was said, on average. */
    public function said(): ?float
    {
        return isset($this->fields['said']) ? (float) $this->fields['said'] : null;
    }

    /** Sets `said`. */
    public function withSaid(float|null $value): self
    {
        return $this->put('said', $value);
    }
}

/** What the messages of some error groups have in common. */
final class PatternSummary extends Message
{
    /**
     * The types of error, commonest first, at most 8.
     *
     * @return list<string>
     */
    public function errorTypes(): array
    {
        return $this->fields['error_types'] ?? [];
    }

    /** Sets `error_types`. */
    public function withErrorTypes(array $value): self
    {
        return $this->put('error_types', $value);
    }

    /** Errors in the history looked at, in all services. */
    public function errors(): int|float|null
    {
        return $this->fields['errors'] ?? null;
    }

    /** Sets `errors`. */
    public function withErrors(int|float|null $value): self
    {
        return $this->put('errors', $value);
    }

    /** Errors of the last 24 hours, in all services. */
    public function errorsLastDay(): int|float|null
    {
        return $this->fields['errors_last_day'] ?? null;
    }

    /** Sets `errors_last_day`. */
    public function withErrorsLastDay(int|float|null $value): self
    {
        return $this->put('errors_last_day', $value);
    }

    /**
     * The error groups, oldest first.
     *
     * @return list<string>
     */
    public function fingerprints(): array
    {
        return $this->fields['fingerprints'] ?? [];
    }

    /** Sets `fingerprints`. */
    public function withFingerprints(array $value): self
    {
        return $this->put('fingerprints', $value);
    }

    /** When the first of them was seen. */
    public function firstSeen(): ?string
    {
        return $this->fields['first_seen'] ?? null;
    }

    /** Sets `first_seen`. */
    public function withFirstSeen(?string $value): self
    {
        return $this->put('first_seen', $value);
    }

    /** How many these are. */
    public function nServices(): int|float|null
    {
        return $this->fields['n_services'] ?? null;
    }

    /** Sets `n_services`. */
    public function withNServices(int|float|null $value): self
    {
        return $this->put('n_services', $value);
    }

    /**
     * The services it came in within the last 24 hours, by name, at most 8.
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

    /** The message with `<*>` for what varies; empty for groups without a message. */
    public function template(): ?string
    {
        return $this->fields['template'] ?? null;
    }

    /** Sets `template`. */
    public function withTemplate(?string $value): self
    {
        return $this->put('template', $value);
    }
}

/** Everything training is told. */
final class Plan extends Message
{
    /** When to raise an alarm. */
    public function alert(): ?AlertPolicy
    {
        return isset($this->fields['alert']) ? new AlertPolicy($this->fields['alert']) : null;
    }

    /** Sets `alert`. */
    public function withAlert(?AlertPolicy $value): self
    {
        return $this->put('alert', $value);
    }

    /** The question. */
    public function task(): ?Task
    {
        return isset($this->fields['task']) ? new Task($this->fields['task']) : null;
    }

    /** Sets `task`. */
    public function withTask(?Task $value): self
    {
        return $this->put('task', $value);
    }

    /** The method and how it is calibrated. */
    public function training(): ?Training
    {
        return isset($this->fields['training']) ? new Training($this->fields['training']) : null;
    }

    /** Sets `training`. */
    public function withTraining(?Training $value): self
    {
        return $this->put('training', $value);
    }
}

/** The log, the model and what is asked. */
final class PredictRequest extends Message
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

    /** The `model` of an answer of `train` or `train_severity`, or the bytes of a model file, in base64. */
    public function model(): ?string
    {
        return $this->fields['model'] ?? null;
    }

    /** Sets `model`. */
    public function withModel(?string $value): self
    {
        return $this->put('model', $value);
    }

    /**
     * What is asked; every service at the end of the log when absent.
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

/** The predictions. */
final class PredictResponse extends Message
{
    /**
     * In the order of the queries; empty for a model of severities.
     *
     * @return list<ErrorPrediction>
     */
    public function predictions(): array
    {
        return array_map(static fn ($item) => new ErrorPrediction($item), $this->fields['predictions'] ?? []);
    }

    /** Sets `predictions`. */
    public function withPredictions(array $value): self
    {
        return $this->put('predictions', $value);
    }

    /**
     * The same of a model of severities (`train_severity`): probabilities of `calm`, `low`, `medium`, `high` and `critical`.
     *
     * @return list<SeverityPrediction>
     */
    public function severities(): array
    {
        return array_map(static fn ($item) => new SeverityPrediction($item), $this->fields['severities'] ?? []);
    }

    /** Sets `severities`. */
    public function withSeverities(array $value): self
    {
        return $this->put('severities', $value);
    }
}
