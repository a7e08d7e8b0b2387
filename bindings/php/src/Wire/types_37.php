<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** What was found about one service, or about all of them together. */
final class ServiceAnalysis extends Message
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

    /**
     * What is strange: ongoing, or ended recently; newest start last.
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

    /** The causes as a tree: where a cause is another service, its own causes hang below it. */
    public function causeTree(): ?CauseNode
    {
        return isset($this->fields['cause_tree']) ? new CauseNode($this->fields['cause_tree']) : null;
    }

    /** Sets `cause_tree`. */
    public function withCauseTree(?CauseNode $value): self
    {
        return $this->put('cause_tree', $value);
    }

    /** Its critical events among them. */
    public function critical(): int|float|null
    {
        return $this->fields['critical'] ?? null;
    }

    /** Sets `critical`. */
    public function withCritical(int|float|null $value): self
    {
        return $this->put('critical', $value);
    }

    /** Its errors among them. */
    public function errors(): int|float|null
    {
        return $this->fields['errors'] ?? null;
    }

    /** Sets `errors`. */
    public function withErrors(int|float|null $value): self
    {
        return $this->put('errors', $value);
    }

    /** Errors of the last 24 hours. */
    public function errorsLastDay(): int|float|null
    {
        return $this->fields['errors_last_day'] ?? null;
    }

    /** Sets `errors_last_day`. */
    public function withErrorsLastDay(int|float|null $value): self
    {
        return $this->put('errors_last_day', $value);
    }

    /** Errors of the last hour. */
    public function errorsLastHour(): int|float|null
    {
        return $this->fields['errors_last_hour'] ?? null;
    }

    /** Sets `errors_last_hour`. */
    public function withErrorsLastHour(int|float|null $value): self
    {
        return $this->put('errors_last_hour', $value);
    }

    /** Its events in the history looked at. */
    public function events(): int|float|null
    {
        return $this->fields['events'] ?? null;
    }

    /** Sets `events`. */
    public function withEvents(int|float|null $value): self
    {
        return $this->put('events', $value);
    }

    /** Its answers with a status of 500 to 599 in the history looked at, in events of any kind. */
    public function failedRequests(): int|float|null
    {
        return $this->fields['failed_requests'] ?? null;
    }

    /** Sets `failed_requests`. */
    public function withFailedRequests(int|float|null $value): self
    {
        return $this->put('failed_requests', $value);
    }

    /** Where the errors per hour are going. */
    public function forecast(): ?TimeSeriesForecast
    {
        return isset($this->fields['forecast']) ? new TimeSeriesForecast($this->fields['forecast']) : null;
    }

    /** Sets `forecast`. */
    public function withForecast(?TimeSeriesForecast $value): self
    {
        return $this->put('forecast', $value);
    }

    /**
     * The commonest error groups of the last 24 hours.
     *
     * @return list<GroupSummary>
     */
    public function groups(): array
    {
        return array_map(static fn ($item) => new GroupSummary($item), $this->fields['groups'] ?? []);
    }

    /** Sets `groups`. */
    public function withGroups(array $value): self
    {
        return $this->put('groups', $value);
    }

    /**
     * What it means.
     *
     * @return list<AiInsight>
     */
    public function insights(): array
    {
        return array_map(static fn ($item) => new AiInsight($item), $this->fields['insights'] ?? []);
    }

    /** Sets `insights`. */
    public function withInsights(array $value): self
    {
        return $this->put('insights', $value);
    }

    /** From how much the anomalies were judged, and how sure; absent where they could not be. */
    public function judged(): ?Judgement
    {
        return isset($this->fields['judged']) ? new Judgement($this->fields['judged']) : null;
    }

    /** Sets `judged`. */
    public function withJudged(?Judgement $value): self
    {
        return $this->put('judged', $value);
    }

    /** End of the minute of the newest error. */
    public function lastError(): ?string
    {
        return $this->fields['last_error'] ?? null;
    }

    /** Sets `last_error`. */
    public function withLastError(?string $value): self
    {
        return $this->put('last_error', $value);
    }

    /** End of the minute of the newest event. */
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
     * What could not be had, and why.
     *
     * @return list<Note>
     */
    public function notes(): array
    {
        return array_map(static fn ($item) => new Note($item), $this->fields['notes'] ?? []);
    }

    /** Sets `notes`. */
    public function withNotes(array $value): self
    {
        return $this->put('notes', $value);
    }

    /**
     * How likely trouble is.
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

    /** So many more errors or failed requests than before, where there is less than a day to compare with. */
    public function rise(): ?YoungRise
    {
        return isset($this->fields['rise']) ? new YoungRise($this->fields['rise']) : null;
    }

    /** Sets `rise`. */
    public function withRise(?YoungRise $value): self
    {
        return $this->put('rise', $value);
    }

    /** Why, for the oldest anomaly that is ongoing; absent where nothing is, and for all services together. */
    public function rootCauses(): ?RootCauseAnalysis
    {
        return isset($this->fields['root_causes']) ? new RootCauseAnalysis($this->fields['root_causes']) : null;
    }

    /** Sets `root_causes`. */
    public function withRootCauses(?RootCauseAnalysis $value): self
    {
        return $this->put('root_causes', $value);
    }

    /** Nothing more is to be said of it. */
    public function service(): ?string
    {
        return $this->fields['service'] ?? null;
    }

    /** Sets `service`. */
    public function withService(?string $value): self
    {
        return $this->put('service', $value);
    }

    /**
     * Error groups that are new, regressed, escalating or vanished.
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

    /** Nothing more is to be said of it. */
    public function system(): ?bool
    {
        return $this->fields['system'] ?? null;
    }

    /** Sets `system`. */
    public function withSystem(?bool $value): self
    {
        return $this->put('system', $value);
    }

    /** Errors per hour over the history before the last 24 hours; absent without such a history. */
    public function usualErrorsPerHour(): ?float
    {
        return isset($this->fields['usual_errors_per_hour']) ? (float) $this->fields['usual_errors_per_hour'] : null;
    }

    /** Sets `usual_errors_per_hour`. */
    public function withUsualErrorsPerHour(float|null $value): self
    {
        return $this->put('usual_errors_per_hour', $value);
    }

    /** Its events in the history looked at that state no level: whether they are errors is not known. */
    public function withoutLevel(): int|float|null
    {
        return $this->fields['without_level'] ?? null;
    }

    /** Sets `without_level`. */
    public function withWithoutLevel(int|float|null $value): self
    {
        return $this->put('without_level', $value);
    }
}
