<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** The alarms of a test on the past. */
final class BacktestAlarms extends Message
{
    /** Alarms raised. */
    public function alarms(): int|float|null
    {
        return $this->fields['alarms'] ?? null;
    }

    /** Sets `alarms`. */
    public function withAlarms(int|float|null $value): self
    {
        return $this->put('alarms', $value);
    }

    /** Alarms without the target in the horizon after them. */
    public function falseAlarms(): int|float|null
    {
        return $this->fields['false_alarms'] ?? null;
    }

    /** Sets `false_alarms`. */
    public function withFalseAlarms(int|float|null $value): self
    {
        return $this->put('false_alarms', $value);
    }

    /** False alarms per service and week; absent where nothing was watched. */
    public function falsePerServiceWeek(): ?float
    {
        return isset($this->fields['false_per_service_week']) ? (float) $this->fields['false_per_service_week'] : null;
    }

    /** Sets `false_per_service_week`. */
    public function withFalsePerServiceWeek(float|null $value): self
    {
        return $this->put('false_per_service_week', $value);
    }

    /** Median hours from a right alarm to the target; absent without one. */
    public function medianLeadH(): ?float
    {
        return isset($this->fields['median_lead_h']) ? (float) $this->fields['median_lead_h'] : null;
    }

    /** Sets `median_lead_h`. */
    public function withMedianLeadH(float|null $value): self
    {
        return $this->put('median_lead_h', $value);
    }

    /** Share of alarms that were right; absent without alarms. */
    public function precision(): ?float
    {
        return isset($this->fields['precision']) ? (float) $this->fields['precision'] : null;
    }

    /** Sets `precision`. */
    public function withPrecision(float|null $value): self
    {
        return $this->put('precision', $value);
    }

    /** Service-weeks watched. */
    public function serviceWeeks(): ?float
    {
        return isset($this->fields['service_weeks']) ? (float) $this->fields['service_weeks'] : null;
    }

    /** Sets `service_weeks`. */
    public function withServiceWeeks(float|null $value): self
    {
        return $this->put('service_weeks', $value);
    }

    /** Where the threshold stood at first; it follows the outcomes. */
    public function threshold(): ?float
    {
        return isset($this->fields['threshold']) ? (float) $this->fields['threshold'] : null;
    }

    /** Sets `threshold`. */
    public function withThreshold(float|null $value): self
    {
        return $this->put('threshold', $value);
    }
}

/** One time at which it would have alerted. */
final class BacktestAlert extends Message
{
    /** When it would have alerted. */
    public function at(): ?string
    {
        return $this->fields['at'] ?? null;
    }

    /** Sets `at`. */
    public function withAt(?string $value): self
    {
        return $this->put('at', $value);
    }

    /** When it came; absent where it did not within the horizon. */
    public function came(): ?string
    {
        return $this->fields['came'] ?? null;
    }

    /** Sets `came`. */
    public function withCame(?string $value): self
    {
        return $this->put('came', $value);
    }

    /** The probability. */
    public function probability(): ?float
    {
        return isset($this->fields['probability']) ? (float) $this->fields['probability'] : null;
    }

    /** Sets `probability`. */
    public function withProbability(float|null $value): self
    {
        return $this->put('probability', $value);
    }

    /** The service. */
    public function service(): ?string
    {
        return $this->fields['service'] ?? null;
    }

    /** Sets `service`. */
    public function withService(?string $value): self
    {
        return $this->put('service', $value);
    }
}

/** The log and the question. */
final class BacktestRequest extends Message
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

    /** The heading of a page about the model on the tested times, which then is in the answer. */
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

    /** Give every tested time with what was said and what came. */
    public function rows(): ?bool
    {
        return $this->fields['rows'] ?? null;
    }

    /** Sets `rows`. */
    public function withRows(?bool $value): self
    {
        return $this->put('rows', $value);
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
