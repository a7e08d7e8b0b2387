<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** Nothing to ask: the other rollup, or monitor, is given along and stays as it is. */
final class RollupMergeRequest extends Message
{
}

/** What to analyse and how to call it. */
final class RollupReportRequest extends Message
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

    /** Earlier incidents, actions and decisions; those known at the time count. */
    public function history(): ?History
    {
        return isset($this->fields['history']) ? new History($this->fields['history']) : null;
    }

    /** Sets `history`. */
    public function withHistory(?History $value): self
    {
        return $this->put('history', $value);
    }

    /** Tell as well what the words used for probabilities were worth before. */
    public function past(): ?bool
    {
        return $this->fields['past'] ?? null;
    }

    /** Sets `past`. */
    public function withPast(?bool $value): self
    {
        return $this->put('past', $value);
    }

    /** The heading of the page. */
    public function title(): ?string
    {
        return $this->fields['title'] ?? null;
    }

    /** Sets `title`. */
    public function withTitle(?string $value): self
    {
        return $this->put('title', $value);
    }
}

/** How it counts. */
final class RollupSettings extends Message
{
    /** Caps and retention. */
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

/** The question, and the times to learn from. */
final class RollupTrainRequest extends Message
{
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

    /** The heading of a page about the model, which then is in the answer. */
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

    /**
     * Times to learn from; those the log asks itself when absent.
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

/** Why errors of a service may have risen. */
final class RootCauseAnalysis extends Message
{
    /** When it was asked: nothing after that was known. */
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
     * Keys of the anomalies it explains; empty where it was asked for a window alone.
     *
     * @return list<string>
     */
    public function because(): array
    {
        return $this->fields['because'] ?? [];
    }

    /** Sets `because`. */
    public function withBecause(array $value): self
    {
        return $this->put('because', $value);
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
     * The error groups that make it up, the largest first: what the trouble looks like, not why it came.
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

    /** Errors above the usual in the window. */
    public function excessErrors(): ?float
    {
        return isset($this->fields['excess_errors']) ? (float) $this->fields['excess_errors'] : null;
    }

    /** Sets `excess_errors`. */
    public function withExcessErrors(float|null $value): self
    {
        return $this->put('excess_errors', $value);
    }

    /** Stable identity: the same service and the same begin of the window have the same key, whenever it is asked. */
    public function key(): ?string
    {
        return $this->fields['key'] ?? null;
    }

    /** Sets `key`. */
    public function withKey(?string $value): self
    {
        return $this->put('key', $value);
    }

    /**
     * Records that were missing and would have helped.
     *
     * @return list<string>
     */
    public function lacked(): array
    {
        return $this->fields['lacked'] ?? [];
    }

    /** Sets `lacked`. */
    public function withLacked(array $value): self
    {
        return $this->put('lacked', $value);
    }

    /** What earlier incidents say about this one. */
    public function lessons(): ?Lessons
    {
        return isset($this->fields['lessons']) ? new Lessons($this->fields['lessons']) : null;
    }

    /** Sets `lessons`. */
    public function withLessons(?Lessons $value): self
    {
        return $this->put('lessons', $value);
    }

    /** The share of "none of these". */
    public function noneOfThese(): ?float
    {
        return isset($this->fields['none_of_these']) ? (float) $this->fields['none_of_these'] : null;
    }

    /** Sets `none_of_these`. */
    public function withNoneOfThese(float|null $value): self
    {
        return $this->put('none_of_these', $value);
    }

    /** When the rise began, to the minute, if there is one in the window. */
    public function onset(): ?string
    {
        return $this->fields['onset'] ?? null;
    }

    /** Sets `onset`. */
    public function withOnset(?string $value): self
    {
        return $this->put('onset', $value);
    }

    /** How much of what would tell causes apart was recorded, 0 to 1. It is no chance of being right. */
    public function recorded(): ?float
    {
        return isset($this->fields['recorded']) ? (float) $this->fields['recorded'] : null;
    }

    /** Sets `recorded`. */
    public function withRecorded(float|null $value): self
    {
        return $this->put('recorded', $value);
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

    /**
     * What happened around the onset, oldest first: deployments, rises of other services, new error groups.
     *
     * @return list<Moment>
     */
    public function timeline(): array
    {
        return array_map(static fn ($item) => new Moment($item), $this->fields['timeline'] ?? []);
    }

    /** Sets `timeline`. */
    public function withTimeline(array $value): self
    {
        return $this->put('timeline', $value);
    }
}

/** One service, or all services together. */
final class Scope extends Message
{
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
}

/** Settings of the threshold. */
final class ScoreThreshold extends Message
{
    /** Flag this share of the calibration rows instead. */
    public function contamination(): ?float
    {
        return isset($this->fields['contamination']) ? (float) $this->fields['contamination'] : null;
    }

    /** Sets `contamination`. */
    public function withContamination(float|null $value): self
    {
        return $this->put('contamination', $value);
    }

    /** Normal rows in 1,000 that may be flagged. */
    public function falseAlarmsPer1000(): ?float
    {
        return isset($this->fields['false_alarms_per_1000']) ? (float) $this->fields['false_alarms_per_1000'] : null;
    }

    /** Sets `false_alarms_per_1000`. */
    public function withFalseAlarmsPer1000(float|null $value): self
    {
        return $this->put('false_alarms_per_1000', $value);
    }
}
