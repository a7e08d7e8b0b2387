<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** One action that is recommended. */
final class PreventiveAction extends Message
{
    /** What to do. */
    public function actionType(): ?string
    {
        return $this->fields['action_type'] ?? null;
    }

    /** Sets `action_type`. */
    public function withActionType(?string $value): self
    {
        return $this->put('action_type', $value);
    }

    /** When it was recommended: nothing after that was known. */
    public function at(): ?string
    {
        return $this->fields['at'] ?? null;
    }

    /** Sets `at`. */
    public function withAt(?string $value): self
    {
        return $this->put('at', $value);
    }

    /** Whether an executor could do it at all (everything but what only people do). */
    public function automatable(): ?bool
    {
        return $this->fields['automatable'] ?? null;
    }

    /** Sets `automatable`. */
    public function withAutomatable(?bool $value): self
    {
        return $this->put('automatable', $value);
    }

    /**
     * Keys of the anomalies, causes, predictions and forecasts that call for it.
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

    /** How often chance alone would bring the trouble that calls for it; absent where it rests on no anomaly. */
    public function chance(): ?Chance
    {
        return isset($this->fields['chance']) ? new Chance($this->fields['chance']) : null;
    }

    /** Sets `chance`. */
    public function withChance(?Chance $value): self
    {
        return $this->put('chance', $value);
    }

    /** How much work. */
    public function difficulty(): ?string
    {
        return $this->fields['difficulty'] ?? null;
    }

    /** Sets `difficulty`. */
    public function withDifficulty(?string $value): self
    {
        return $this->put('difficulty', $value);
    }

    /**
     * What its dry run shows.
     *
     * @return list<string>
     */
    public function dryRunShows(): array
    {
        return $this->fields['dry_run_shows'] ?? [];
    }

    /** Sets `dry_run_shows`. */
    public function withDryRunShows(array $value): self
    {
        return $this->put('dry_run_shows', $value);
    }

    /**
     * The lines that call for it.
     *
     * @return list<Evidence>
     */
    public function evidence(): array
    {
        return array_map(static fn ($item) => new Evidence($item), $this->fields['evidence'] ?? []);
    }

    /** Sets `evidence`. */
    public function withEvidence(array $value): self
    {
        return $this->put('evidence', $value);
    }

    /** What it could achieve, and how that is known. */
    public function impact(): ?Impact
    {
        return isset($this->fields['impact']) ? new Impact($this->fields['impact']) : null;
    }

    /** Sets `impact`. */
    public function withImpact(?Impact $value): self
    {
        return $this->put('impact', $value);
    }

    /** Stable identity: the same type for the same scope and target has the same key, whenever it is recommended. */
    public function key(): ?string
    {
        return $this->fields['key'] ?? null;
    }

    /** Sets `key`. */
    public function withKey(?string $value): self
    {
        return $this->put('key', $value);
    }

    /** How soon it matters. */
    public function priority(): ?string
    {
        return $this->fields['priority'] ?? null;
    }

    /** Sets `priority`. */
    public function withPriority(?string $value): self
    {
        return $this->put('priority', $value);
    }

    /** Whether it can be taken back. */
    public function reversibility(): ?string
    {
        return $this->fields['reversibility'] ?? null;
    }

    /** Sets `reversibility`. */
    public function withReversibility(?string $value): self
    {
        return $this->put('reversibility', $value);
    }

    /** Planning figure in seconds. */
    public function seconds(): int|float|null
    {
        return $this->fields['seconds'] ?? null;
    }

    /** Sets `seconds`. */
    public function withSeconds(int|float|null $value): self
    {
        return $this->put('seconds', $value);
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

    /** Where it stands: `recommended`, or `manual_review` for a type that only people do. */
    public function status(): ?string
    {
        return $this->fields['status'] ?? null;
    }

    /** Sets `status`. */
    public function withStatus(?string $value): self
    {
        return $this->put('status', $value);
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

    /** What it acts on: a release, a metric, another service, an error group. */
    public function target(): ?string
    {
        return $this->fields['target'] ?? null;
    }

    /** Sets `target`. */
    public function withTarget(?string $value): self
    {
        return $this->put('target', $value);
    }

    /** One sentence: what to do and why. */
    public function title(): ?string
    {
        return $this->fields['title'] ?? null;
    }

    /** Sets `title`. */
    public function withTitle(?string $value): self
    {
        return $this->put('title', $value);
    }

    /** Whether it may run without a person. */
    public function unattended(): ?string
    {
        return $this->fields['unattended'] ?? null;
    }

    /** Sets `unattended`. */
    public function withUnattended(?string $value): self
    {
        return $this->put('unattended', $value);
    }
}

/** One text to look for. */
final class Query extends Message
{
    /** The partition to look in. */
    public function partition(): ?string
    {
        return $this->fields['partition'] ?? null;
    }

    /** Sets `partition`. */
    public function withPartition(?string $value): self
    {
        return $this->put('partition', $value);
    }

    /** The text. */
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

/** One metric of a ranked service. */
final class RankedMetric extends Message
{
    /** The input's own column name. */
    public function column(): ?string
    {
        return $this->fields['column'] ?? null;
    }

    /** Sets `column`. */
    public function withColumn(?string $value): self
    {
        return $this->put('column', $value);
    }

    /** How far it moved, in usual spreads. */
    public function spreads(): ?float
    {
        return isset($this->fields['spreads']) ? (float) $this->fields['spreads'] : null;
    }

    /** Sets `spreads`. */
    public function withSpreads(float|null $value): self
    {
        return $this->put('spreads', $value);
    }
}

/** One service with everything that speaks against it. */
final class RankedService extends Message
{
    /**
     * Its possible causes, strongest first; their shares add up to the service's.
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
     * Its metrics, the one at fault first.
     *
     * @return list<RankedMetric>
     */
    public function metrics(): array
    {
        return array_map(static fn ($item) => new RankedMetric($item), $this->fields['metrics'] ?? []);
    }

    /** Sets `metrics`. */
    public function withMetrics(array $value): self
    {
        return $this->put('metrics', $value);
    }

    /** Weighted sum of the testimony. */
    public function score(): ?float
    {
        return isset($this->fields['score']) ? (float) $this->fields['score'] : null;
    }

    /** Sets `score`. */
    public function withScore(float|null $value): self
    {
        return $this->put('score', $value);
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

    /** How much of the evidence speaks for it, beside all services and "none of these": a rank, no probability. */
    public function share(): ?float
    {
        return isset($this->fields['share']) ? (float) $this->fields['share'] : null;
    }

    /** Sets `share`. */
    public function withShare(float|null $value): self
    {
        return $this->put('share', $value);
    }
}

/** The incident and what happened before. */
final class RcaRequest extends Message
{
    /** Earlier incidents and actions; those known by the onset count. */
    public function history(): ?History
    {
        return isset($this->fields['history']) ? new History($this->fields['history']) : null;
    }

    /** Sets `history`. */
    public function withHistory(?History $value): self
    {
        return $this->put('history', $value);
    }

    /** Everything recorded around the onset; what was not recorded is left out. */
    public function incident(): ?Incident
    {
        return isset($this->fields['incident']) ? new Incident($this->fields['incident']) : null;
    }

    /** Sets `incident`. */
    public function withIncident(?Incident $value): self
    {
        return $this->put('incident', $value);
    }
}
