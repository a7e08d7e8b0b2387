<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** What to analyse. */
final class AnalyzeRequest extends Message
{
    /** The time to analyse; nothing after it is read. The end of the newest event's minute when absent. */
    public function at(): ?string
    {
        return $this->fields['at'] ?? null;
    }

    /** Sets `at`. */
    public function withAt(?string $value): self
    {
        return $this->put('at', $value);
    }

    /** How. */
    public function config(): ?AnalysisConfig
    {
        return isset($this->fields['config']) ? new AnalysisConfig($this->fields['config']) : null;
    }

    /** Sets `config`. */
    public function withConfig(?AnalysisConfig $value): self
    {
        return $this->put('config', $value);
    }

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

    /** Earlier incidents, actions and decisions; those known at the time analysed count. */
    public function history(): ?History
    {
        return isset($this->fields['history']) ? new History($this->fields['history']) : null;
    }

    /** Sets `history`. */
    public function withHistory(?History $value): self
    {
        return $this->put('history', $value);
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
}

/** One part of what makes up an anomaly: an error group, a type, a metric. */
final class AnomalyCause extends Message
{
    /** What was seen, in the same unit. */
    public function actual(): ?float
    {
        return isset($this->fields['actual']) ? (float) $this->fields['actual'] : null;
    }

    /** Sets `actual`. */
    public function withActual(float|null $value): self
    {
        return $this->put('actual', $value);
    }

    /** What was expected of it, in `unit`. */
    public function expected(): ?float
    {
        return isset($this->fields['expected']) ? (float) $this->fields['expected'] : null;
    }

    /** Sets `expected`. */
    public function withExpected(float|null $value): self
    {
        return $this->put('expected', $value);
    }

    /** Name of the group, type or metric. */
    public function name(): ?string
    {
        return $this->fields['name'] ?? null;
    }

    /** Sets `name`. */
    public function withName(?string $value): self
    {
        return $this->put('name', $value);
    }

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

    /** Its share of the deviation, 0 to 1. */
    public function share(): ?float
    {
        return isset($this->fields['share']) ? (float) $this->fields['share'] : null;
    }

    /** Sets `share`. */
    public function withShare(float|null $value): self
    {
        return $this->put('share', $value);
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
}
