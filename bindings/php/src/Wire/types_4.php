<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** Everything found about every service at one time. */
final class Analysis extends Message
{
    /** How far the analysis went. */
    public function depth(): ?string
    {
        return $this->fields['depth'] ?? null;
    }

    /** Sets `depth`. */
    public function withDepth(?string $value): self
    {
        return $this->put('depth', $value);
    }

    /** The time analysed: the asked one, floored to a whole minute. Nothing after it was read. */
    public function effectiveAt(): ?string
    {
        return $this->fields['effective_at'] ?? null;
    }

    /** Sets `effective_at`. */
    public function withEffectiveAt(?string $value): self
    {
        return $this->put('effective_at', $value);
    }

    /** Errors among them: severity `medium` and above. */
    public function errors(): int|float|null
    {
        return $this->fields['errors'] ?? null;
    }

    /** Sets `errors`. */
    public function withErrors(int|float|null $value): self
    {
        return $this->put('errors', $value);
    }

    /** Events read up to `effective_at`. */
    public function events(): int|float|null
    {
        return $this->fields['events'] ?? null;
    }

    /** Sets `events`. */
    public function withEvents(int|float|null $value): self
    {
        return $this->put('events', $value);
    }

    /** The first event of the log, without one of a clock that was weeks wrong. */
    public function firstEvent(): ?string
    {
        return $this->fields['first_event'] ?? null;
    }

    /** Sets `first_event`. */
    public function withFirstEvent(?string $value): self
    {
        return $this->put('first_event', $value);
    }

    /** The first sentence. */
    public function headline(): ?Headline
    {
        return isset($this->fields['headline']) ? new Headline($this->fields['headline']) : null;
    }

    /** Sets `headline`. */
    public function withHeadline(?Headline $value): self
    {
        return $this->put('headline', $value);
    }

    /** The newest event of the log, which may lie after `effective_at`. */
    public function lastEvent(): ?string
    {
        return $this->fields['last_event'] ?? null;
    }

    /** Sets `last_event`. */
    public function withLastEvent(?string $value): self
    {
        return $this->put('last_event', $value);
    }

    /**
     * What the messages of all services have in common, commonest of the last 24 hours first.
     *
     * @return list<PatternSummary>
     */
    public function patterns(): array
    {
        return array_map(static fn ($item) => new PatternSummary($item), $this->fields['patterns'] ?? []);
    }

    /** Sets `patterns`. */
    public function withPatterns(array $value): self
    {
        return $this->put('patterns', $value);
    }

    /**
     * Each service, in name order.
     *
     * @return list<ServiceAnalysis>
     */
    public function services(): array
    {
        return array_map(static fn ($item) => new ServiceAnalysis($item), $this->fields['services'] ?? []);
    }

    /** Sets `services`. */
    public function withServices(array $value): self
    {
        return $this->put('services', $value);
    }

    /** All services together. */
    public function system(): ?ServiceAnalysis
    {
        return isset($this->fields['system']) ? new ServiceAnalysis($this->fields['system']) : null;
    }

    /** Sets `system`. */
    public function withSystem(?ServiceAnalysis $value): self
    {
        return $this->put('system', $value);
    }

    /** Version of this message. */
    public function version(): int|float|null
    {
        return $this->fields['version'] ?? null;
    }

    /** Sets `version`. */
    public function withVersion(int|float|null $value): self
    {
        return $this->put('version', $value);
    }

    /**
     * What to know of the log before any of it is believed: a wrong clock, that nothing arrived for days, lines that could not be read (by whoever read it).
     *
     * @return list<string>
     */
    public function warnings(): array
    {
        return $this->fields['warnings'] ?? [];
    }

    /** Sets `warnings`. */
    public function withWarnings(array $value): self
    {
        return $this->put('warnings', $value);
    }

    /** The zone by whose clock sentences tell times; UTC when absent. All other times are UTC. */
    public function zone(): ?string
    {
        return $this->fields['zone'] ?? null;
    }

    /** Sets `zone`. */
    public function withZone(?string $value): self
    {
        return $this->put('zone', $value);
    }
}

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
