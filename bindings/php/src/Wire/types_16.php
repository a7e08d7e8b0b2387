<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** One event, owning its text. Names follow OpenTelemetry where it has one. What is missing stays missing; it is never guessed. */
final class Event extends Message
{
    /**
     * Anything else, as a JSON object.
     *
     * @return array<string, mixed>
     */
    public function attributes(): array
    {
        return (array) ($this->fields['attributes'] ?? []);
    }

    /** Sets `attributes`. */
    public function withAttributes(array $value): self
    {
        return $this->put('attributes', $value === [] ? new \stdClass() : $value);
    }

    /** The application's own error code. */
    public function code(): ?string
    {
        return $this->fields['code'] ?? null;
    }

    /** Sets `code`. */
    public function withCode(?string $value): self
    {
        return $this->put('code', $value);
    }

    /** The route or URL path. */
    public function endpoint(): ?string
    {
        return $this->fields['endpoint'] ?? null;
    }

    /** Sets `endpoint`. */
    public function withEndpoint(?string $value): self
    {
        return $this->put('endpoint', $value);
    }

    /** `development`, `staging` or `production`. */
    public function environment(): ?string
    {
        return $this->fields['environment'] ?? null;
    }

    /** Sets `environment`. */
    public function withEnvironment(?string $value): self
    {
        return $this->put('environment', $value);
    }

    /** The id the source gave it. */
    public function errorId(): ?string
    {
        return $this->fields['error_id'] ?? null;
    }

    /** Sets `error_id`. */
    public function withErrorId(?string $value): self
    {
        return $this->put('error_id', $value);
    }

    /** The type of error, such as an exception class. Empty for requests and deployments. */
    public function errorType(): ?string
    {
        return $this->fields['error_type'] ?? null;
    }

    /** Sets `error_type`. */
    public function withErrorType(?string $value): self
    {
        return $this->put('error_type', $value);
    }

    /** What kind of thing it is; an error when absent. */
    public function kind(): ?string
    {
        return $this->fields['kind'] ?? null;
    }

    /** Sets `kind`. */
    public function withKind(?string $value): self
    {
        return $this->put('kind', $value);
    }

    /** The log message. */
    public function message(): ?string
    {
        return $this->fields['message'] ?? null;
    }

    /** Sets `message`. */
    public function withMessage(?string $value): self
    {
        return $this->put('message', $value);
    }

    /** The version of the service. */
    public function release(): ?string
    {
        return $this->fields['release'] ?? null;
    }

    /** Sets `release`. */
    public function withRelease(?string $value): self
    {
        return $this->put('release', $value);
    }

    /** The request it belongs to. */
    public function requestId(): ?string
    {
        return $this->fields['request_id'] ?? null;
    }

    /** Sets `request_id`. */
    public function withRequestId(?string $value): self
    {
        return $this->put('request_id', $value);
    }

    /** How long the request took, in milliseconds: finite and at least 0. */
    public function responseTimeMs(): ?float
    {
        return isset($this->fields['response_time_ms']) ? (float) $this->fields['response_time_ms'] : null;
    }

    /** Sets `response_time_ms`. */
    public function withResponseTimeMs(float|null $value): self
    {
        return $this->put('response_time_ms', $value);
    }

    /** The service it happened in. */
    public function service(): ?string
    {
        return $this->fields['service'] ?? null;
    }

    /** Sets `service`. */
    public function withService(?string $value): self
    {
        return $this->put('service', $value);
    }

    /** How bad it is; absent for a line without a level, which is counted and never taken for an error. */
    public function severity(): ?string
    {
        return $this->fields['severity'] ?? null;
    }

    /** Sets `severity`. */
    public function withSeverity(?string $value): self
    {
        return $this->put('severity', $value);
    }

    /** The stack trace, as the language printed it. */
    public function stackTrace(): ?string
    {
        return $this->fields['stack_trace'] ?? null;
    }

    /** Sets `stack_trace`. */
    public function withStackTrace(?string $value): self
    {
        return $this->put('stack_trace', $value);
    }

    /** The HTTP status, 100 to 599. */
    public function statusCode(): int|float|null
    {
        return $this->fields['status_code'] ?? null;
    }

    /** Sets `status_code`. */
    public function withStatusCode(int|float|null $value): self
    {
        return $this->put('status_code', $value);
    }

    /** When it happened. */
    public function timestamp(): ?string
    {
        return $this->fields['timestamp'] ?? null;
    }

    /** Sets `timestamp`. */
    public function withTimestamp(?string $value): self
    {
        return $this->put('timestamp', $value);
    }

    /** The user who met it. */
    public function userId(): ?string
    {
        return $this->fields['user_id'] ?? null;
    }

    /** Sets `user_id`. */
    public function withUserId(?string $value): self
    {
        return $this->put('user_id', $value);
    }
}

/** What was seen, in a sentence, with the numbers behind it. */
final class Evidence extends Message
{
    /**
     * The numbers by name, units in the names; every one is finite.
     *
     * @return array<string, float>
     */
    public function numbers(): array
    {
        return array_map(static fn ($item) => (float) $item, (array) ($this->fields['numbers'] ?? []));
    }

    /** Sets `numbers`. */
    public function withNumbers(array $value): self
    {
        return $this->put('numbers', $value === [] ? new \stdClass() : $value);
    }

    /** One sentence with its numbers. */
    public function statement(): ?string
    {
        return $this->fields['statement'] ?? null;
    }

    /** Sets `statement`. */
    public function withStatement(?string $value): self
    {
        return $this->put('statement', $value);
    }
}

/** The log, the model and what is asked. */
final class ExplainRequest extends Message
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

    /** Tell what the model relies on instead: how much worse it gets when a factor or feature is shuffled over the queries (over times of the log when absent), and its share of the gain in training. */
    public function importance(): ?bool
    {
        return $this->fields['importance'] ?? null;
    }

    /** Sets `importance`. */
    public function withImportance(?bool $value): self
    {
        return $this->put('importance', $value);
    }

    /** The `model` of an answer of `train`, or the bytes of a model file, in base64. */
    public function model(): ?string
    {
        return $this->fields['model'] ?? null;
    }

    /** Sets `model`. */
    public function withModel(?string $value): self
    {
        return $this->put('model', $value);
    }

    /** Ways through single trees to tell with each, those that moved most first. */
    public function paths(): int|float|null
    {
        return $this->fields['paths'] ?? null;
    }

    /** Sets `paths`. */
    public function withPaths(int|float|null $value): self
    {
        return $this->put('paths', $value);
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

/** The explanations. */
final class ExplainResponse extends Message
{
    /**
     * In the order of the queries.
     *
     * @return list<ExplainedPrediction>
     */
    public function explained(): array
    {
        return array_map(static fn ($item) => new ExplainedPrediction($item), $this->fields['explained'] ?? []);
    }

    /** Sets `explained`. */
    public function withExplained(array $value): self
    {
        return $this->put('explained', $value);
    }

    /** What the model relies on, where that was asked for: nothing is explained then. */
    public function importances(): ?Importances
    {
        return isset($this->fields['importances']) ? new Importances($this->fields['importances']) : null;
    }

    /** Sets `importances`. */
    public function withImportances(?Importances $value): self
    {
        return $this->put('importances', $value);
    }
}

/** One prediction with what moved it. */
final class ExplainedPrediction extends Message
{
    /** What moved it. */
    public function explanation(): ?Explanation
    {
        return isset($this->fields['explanation']) ? new Explanation($this->fields['explanation']) : null;
    }

    /** Sets `explanation`. */
    public function withExplanation(?Explanation $value): self
    {
        return $this->put('explanation', $value);
    }

    /**
     * Ways through single trees.
     *
     * @return list<DecisionPath>
     */
    public function paths(): array
    {
        return array_map(static fn ($item) => new DecisionPath($item), $this->fields['paths'] ?? []);
    }

    /** Sets `paths`. */
    public function withPaths(array $value): self
    {
        return $this->put('paths', $value);
    }

    /** What was said. */
    public function prediction(): ?ErrorPrediction
    {
        return isset($this->fields['prediction']) ? new ErrorPrediction($this->fields['prediction']) : null;
    }

    /** Sets `prediction`. */
    public function withPrediction(?ErrorPrediction $value): self
    {
        return $this->put('prediction', $value);
    }
}
