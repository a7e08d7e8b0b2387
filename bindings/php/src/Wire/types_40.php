<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** What is known about one service at one time. Whatever is not known stays empty. */
final class Situation extends Message
{
    /**
     * What is strange now.
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

    /** The time it is looked at. */
    public function at(): ?string
    {
        return $this->fields['at'] ?? null;
    }

    /** Sets `at`. */
    public function withAt(?string $value): self
    {
        return $this->put('at', $value);
    }

    /**
     * What is forecast to reach a limit.
     *
     * @return list<CapacityForecast>
     */
    public function capacity(): array
    {
        return array_map(static fn ($item) => new CapacityForecast($item), $this->fields['capacity'] ?? []);
    }

    /** Sets `capacity`. */
    public function withCapacity(array $value): self
    {
        return $this->put('capacity', $value);
    }

    /**
     * Possible causes, strongest first.
     *
     * @return list<Cause>
     */
    public function causes(): array
    {
        return array_map(static fn ($item) => new Cause($item), $this->fields['causes'] ?? []);
    }

    /** Sets `causes`. */
    public function withCauses(array $value): self
    {
        return $this->put('causes', $value);
    }

    /**
     * Error groups that make up what is too many, largest first.
     *
     * @return list<RisenGroup>
     */
    public function errors(): array
    {
        return array_map(static fn ($item) => new RisenGroup($item), $this->fields['errors'] ?? []);
    }

    /** Sets `errors`. */
    public function withErrors(array $value): self
    {
        return $this->put('errors', $value);
    }

    /** Errors and failed requests per hour, against the most in the same hour of other days; absent where no other day is known. */
    public function failures(): ?BeforeAndNow
    {
        return isset($this->fields['failures']) ? new BeforeAndNow($this->fields['failures']) : null;
    }

    /** Sets `failures`. */
    public function withFailures(?BeforeAndNow $value): self
    {
        return $this->put('failures', $value);
    }

    /**
     * What is likely soon.
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

    /** Requests per hour, against the same hour of other days. */
    public function requests(): ?BeforeAndNow
    {
        return isset($this->fields['requests']) ? new BeforeAndNow($this->fields['requests']) : null;
    }

    /** Sets `requests`. */
    public function withRequests(?BeforeAndNow $value): self
    {
        return $this->put('requests', $value);
    }

    /** Response time (p95, ms), against the same hour of other days. */
    public function responseTime(): ?BeforeAndNow
    {
        return isset($this->fields['response_time']) ? new BeforeAndNow($this->fields['response_time']) : null;
    }

    /** Sets `response_time`. */
    public function withResponseTime(?BeforeAndNow $value): self
    {
        return $this->put('response_time', $value);
    }

    /** The service, or all of them together. */
    public function scope(): ?Scope
    {
        return isset($this->fields['scope']) ? new Scope($this->fields['scope']) : null;
    }

    /** Sets `scope`. */
    public function withScope(?Scope $value): self
    {
        return $this->put('scope', $value);
    }

    /**
     * Error groups that are new, back, rising or gone.
     *
     * @return list<GroupState>
     */
    public function states(): array
    {
        return array_map(static fn ($item) => new GroupState($item), $this->fields['states'] ?? []);
    }

    /** Sets `states`. */
    public function withStates(array $value): self
    {
        return $this->put('states', $value);
    }
}

/** What was read from one file. */
final class SourceReport extends Message
{
    /** Records left out. */
    public function bad(): int|float|null
    {
        return $this->fields['bad'] ?? null;
    }

    /** Sets `bad`. */
    public function withBad(int|float|null $value): self
    {
        return $this->put('bad', $value);
    }

    /** Bytes after unpacking. */
    public function bytes(): int|float|null
    {
        return $this->fields['bytes'] ?? null;
    }

    /** Sets `bytes`. */
    public function withBytes(int|float|null $value): self
    {
        return $this->put('bytes', $value);
    }

    /** Events found. */
    public function events(): int|float|null
    {
        return $this->fields['events'] ?? null;
    }

    /** Sets `events`. */
    public function withEvents(int|float|null $value): self
    {
        return $this->put('events', $value);
    }

    /** The format it was read as. */
    public function format(): ?string
    {
        return $this->fields['format'] ?? null;
    }

    /** Sets `format`. */
    public function withFormat(?string $value): self
    {
        return $this->put('format', $value);
    }

    /** Lines, the last one included where it has no line end. */
    public function lines(): int|float|null
    {
        return $this->fields['lines'] ?? null;
    }

    /** Sets `lines`. */
    public function withLines(int|float|null $value): self
    {
        return $this->put('lines', $value);
    }

    /** The file, or `-`. */
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
     * What was assumed about the file, and what happened to it, in sentences.
     *
     * @return list<string>
     */
    public function notes(): array
    {
        return $this->fields['notes'] ?? [];
    }

    /** Sets `notes`. */
    public function withNotes(array $value): self
    {
        return $this->put('notes', $value);
    }
}

/** Spans of one service in one bucket. */
final class SpanRow extends Message
{
    /** Start of the bucket. */
    public function bucket(): ?string
    {
        return $this->fields['bucket'] ?? null;
    }

    /** Sets `bucket`. */
    public function withBucket(?string $value): self
    {
        return $this->put('bucket', $value);
    }

    /** Mean time a span spent in the service itself, ms. */
    public function selfMs(): ?float
    {
        return isset($this->fields['self_ms']) ? (float) $this->fields['self_ms'] : null;
    }

    /** Sets `self_ms`. */
    public function withSelfMs(float|null $value): self
    {
        return $this->put('self_ms', $value);
    }

    /** Index into [`Incident::services`]. */
    public function service(): int|float|null
    {
        return $this->fields['service'] ?? null;
    }

    /** Sets `service`. */
    public function withService(int|float|null $value): self
    {
        return $this->put('service', $value);
    }

    /** Number of spans. */
    public function spans(): ?float
    {
        return isset($this->fields['spans']) ? (float) $this->fields['spans'] : null;
    }

    /** Sets `spans`. */
    public function withSpans(float|null $value): self
    {
        return $this->put('spans', $value);
    }
}

/** One place in the code (or one template) that writes log lines. */
final class Statement extends Message
{
    /** Index into [`Incident::services`]. */
    public function service(): int|float|null
    {
        return $this->fields['service'] ?? null;
    }

    /** Sets `service`. */
    public function withService(int|float|null $value): self
    {
        return $this->put('service', $value);
    }

    /** Severity it writes with. */
    public function severity(): ?string
    {
        return $this->fields['severity'] ?? null;
    }

    /** Sets `severity`. */
    public function withSeverity(?string $value): self
    {
        return $this->put('severity', $value);
    }

    /** Source place or template, for people. */
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

/** Settings of [`states`]; see the table in the [module](self). */
final class StatesConfig extends Message
{
    /** Chance of one false escalation or disappearance in a service. */
    public function alpha(): ?float
    {
        return isset($this->fields['alpha']) ? (float) $this->fields['alpha'] : null;
    }

    /** Sets `alpha`. */
    public function withAlpha(float|null $value): self
    {
        return $this->put('alpha', $value);
    }

    /** What it is compared with, in milliseconds. */
    public function baselineMs(): int|float|null
    {
        return $this->fields['baseline_ms'] ?? null;
    }

    /** Sets `baseline_ms`. */
    public function withBaselineMs(int|float|null $value): self
    {
        return $this->put('baseline_ms', $value);
    }

    /** Least history of the service before anything is called new, in milliseconds. */
    public function knownMs(): int|float|null
    {
        return $this->fields['known_ms'] ?? null;
    }

    /** Sets `known_ms`. */
    public function withKnownMs(int|float|null $value): self
    {
        return $this->put('known_ms', $value);
    }

    /** Silence after which an error counts as gone, in milliseconds. */
    public function quietMs(): int|float|null
    {
        return $this->fields['quiet_ms'] ?? null;
    }

    /** Sets `quiet_ms`. */
    public function withQuietMs(int|float|null $value): self
    {
        return $this->put('quiet_ms', $value);
    }

    /** What counts as now, in milliseconds. */
    public function recentMs(): int|float|null
    {
        return $this->fields['recent_ms'] ?? null;
    }

    /** Sets `recent_ms`. */
    public function withRecentMs(int|float|null $value): self
    {
        return $this->put('recent_ms', $value);
    }

    /** Least ratio of the rates of an escalating group. */
    public function rise(): ?float
    {
        return isset($this->fields['rise']) ? (float) $this->fields['rise'] : null;
    }

    /** Sets `rise`. */
    public function withRise(float|null $value): self
    {
        return $this->put('rise', $value);
    }
}
