<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** What to analyse and how. | Setting | Default | Meaning | Unit | Range | |---|---|---|---|---| | `depth` | deep | how far to go | | quick, full, deep | | `services` | all | the services to analyse | names | known ones | | `history_hours` | 720 | history looked at | hours | 1 to 87,600 | | `recent_hours` | 24 | how long an anomaly that has ended is reported | hours | any | | `horizons_minutes` | 30, 120, 1440 | how far ahead to predict | minutes | 1 to 43,200 each | | `foresight` | | how probabilities are learnt from the log's own past: [`Foresight`] | | | | `statics` | none | groups, dependencies and attributes of services: [`Statics`] | | | | `max_groups` | 5 | error groups listed per service | | any | | `max_full_forecasts` | 100 | services whose forecast weighs all candidates of `auto`, those with most errors first; of the others the better of `ses` and `seasonal_naive` is taken | | any | | `max_patterns` | 20 | patterns of messages listed for all services | | any | | `similar` | 0.5 | similarity from which another error group is told | | 0 to 1 | | `states` | | when a group is new, regressed, escalating, vanished: [`StatesConfig`] | | | | `limits` | none | errors or requests an hour that a service must not pass: [`Limits`] by name | per hour | above 0 | | `maintenance` | none | stretches of time that say nothing of what is usual, in which nothing is told: [`Window`] | | | | `detection` | | the false-alarm budget and the rest of [`CountDetection`] | | | | `forecast` | | horizon, level and backtest of [`ForecastSettings`] | | | */
final class AnalysisConfig extends Message
{
    /** How far to go. */
    public function depth(): ?string
    {
        return $this->fields['depth'] ?? null;
    }

    /** Sets `depth`. */
    public function withDepth(?string $value): self
    {
        return $this->put('depth', $value);
    }

    /** How anomalies are told from chance. */
    public function detection(): ?CountDetection
    {
        return isset($this->fields['detection']) ? new CountDetection($this->fields['detection']) : null;
    }

    /** Sets `detection`. */
    public function withDetection(?CountDetection $value): self
    {
        return $this->put('detection', $value);
    }

    /** How the errors per hour are forecast; its horizon is in hours. */
    public function forecast(): ?ForecastSettings
    {
        return isset($this->fields['forecast']) ? new ForecastSettings($this->fields['forecast']) : null;
    }

    /** Sets `forecast`. */
    public function withForecast(?ForecastSettings $value): self
    {
        return $this->put('forecast', $value);
    }

    /** How probabilities are learnt from the log's own past. */
    public function foresight(): ?Foresight
    {
        return isset($this->fields['foresight']) ? new Foresight($this->fields['foresight']) : null;
    }

    /** Sets `foresight`. */
    public function withForesight(?Foresight $value): self
    {
        return $this->put('foresight', $value);
    }

    /** Hours of history looked at. */
    public function historyHours(): int|float|null
    {
        return $this->fields['history_hours'] ?? null;
    }

    /** Sets `history_hours`. */
    public function withHistoryHours(int|float|null $value): self
    {
        return $this->put('history_hours', $value);
    }

    /**
     * How far ahead to predict, in minutes.
     *
     * @return list<int>
     */
    public function horizonsMinutes(): array
    {
        return $this->fields['horizons_minutes'] ?? [];
    }

    /** Sets `horizons_minutes`. */
    public function withHorizonsMinutes(array $value): self
    {
        return $this->put('horizons_minutes', $value);
    }

    /**
     * What a service can take, by its name; forecasts are held against it.
     *
     * @return array<string, Limits>
     */
    public function limits(): array
    {
        return array_map(static fn ($item) => new Limits($item), (array) ($this->fields['limits'] ?? []));
    }

    /** Sets `limits`. */
    public function withLimits(array $value): self
    {
        return $this->put('limits', $value === [] ? new \stdClass() : $value);
    }

    /**
     * When services are worked on: what such hours hold is no measure of what is usual, and what lies inside is not told.
     *
     * @return list<Window>
     */
    public function maintenance(): array
    {
        return array_map(static fn ($item) => new Window($item), $this->fields['maintenance'] ?? []);
    }

    /** Sets `maintenance`. */
    public function withMaintenance(array $value): self
    {
        return $this->put('maintenance', $value);
    }

    /** Services whose forecast weighs all candidates of `auto`, those with most errors first; of the others the better of `ses` and `seasonal_naive` is taken. Any other method is used for all. */
    public function maxFullForecasts(): int|float|null
    {
        return $this->fields['max_full_forecasts'] ?? null;
    }

    /** Sets `max_full_forecasts`. */
    public function withMaxFullForecasts(int|float|null $value): self
    {
        return $this->put('max_full_forecasts', $value);
    }

    /** Error groups listed per service, commonest first. */
    public function maxGroups(): int|float|null
    {
        return $this->fields['max_groups'] ?? null;
    }

    /** Sets `max_groups`. */
    public function withMaxGroups(int|float|null $value): self
    {
        return $this->put('max_groups', $value);
    }

    /** Patterns of messages listed for all services, commonest first. */
    public function maxPatterns(): int|float|null
    {
        return $this->fields['max_patterns'] ?? null;
    }

    /** Sets `max_patterns`. */
    public function withMaxPatterns(int|float|null $value): self
    {
        return $this->put('max_patterns', $value);
    }

    /** Hours for which an anomaly that has ended is still reported. */
    public function recentHours(): int|float|null
    {
        return $this->fields['recent_hours'] ?? null;
    }

    /** Sets `recent_hours`. */
    public function withRecentHours(int|float|null $value): self
    {
        return $this->put('recent_hours', $value);
    }

    /**
     * The services to analyse; empty for all.
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

    /** Similarity from which another error group is told. */
    public function similar(): ?float
    {
        return isset($this->fields['similar']) ? (float) $this->fields['similar'] : null;
    }

    /** Sets `similar`. */
    public function withSimilar(float|null $value): self
    {
        return $this->put('similar', $value);
    }

    /** When an error group is new, regressed, escalating or vanished. */
    public function states(): ?StatesConfig
    {
        return isset($this->fields['states']) ? new StatesConfig($this->fields['states']) : null;
    }

    /** Sets `states`. */
    public function withStates(?StatesConfig $value): self
    {
        return $this->put('states', $value);
    }

    /** What is known of the services beside the log. */
    public function statics(): ?Statics
    {
        return isset($this->fields['statics']) ? new Statics($this->fields['statics']) : null;
    }

    /** Sets `statics`. */
    public function withStatics(?Statics $value): self
    {
        return $this->put('statics', $value);
    }
}

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
