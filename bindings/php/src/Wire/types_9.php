<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** Two futures of a series whose history ends in an incident. */
final class Cases extends Message
{
    /**
     * Chance that it still goes on at each step ahead, or is back then.
     *
     * @return list<float>
     */
    public function goesOn(): array
    {
        return array_map(static fn ($item) => (float) $item, $this->fields['goes_on'] ?? []);
    }

    /** Sets `goes_on`. */
    public function withGoesOn(array $value): self
    {
        return $this->put('goes_on', $value);
    }

    /** Earlier incidents of the history that the chance was learnt from. */
    public function learntFrom(): int|float|null
    {
        return $this->fields['learnt_from'] ?? null;
    }

    /** Sets `learnt_from`. */
    public function withLearntFrom(int|float|null $value): self
    {
        return $this->put('learnt_from', $value);
    }

    /** A step while it goes on: the mean of its steps so far. */
    public function level(): ?float
    {
        return isset($this->fields['level']) ? (float) $this->fields['level'] : null;
    }

    /** Sets `level`. */
    public function withLevel(float|null $value): self
    {
        return $this->put('level', $value);
    }

    /** Whether the newest step still belongs to it; else it ended up to two steps before. */
    public function ongoing(): ?bool
    {
        return $this->fields['ongoing'] ?? null;
    }

    /** Sets `ongoing`. */
    public function withOngoing(?bool $value): self
    {
        return $this->put('ongoing', $value);
    }

    /** End of the incident's first step. */
    public function since(): ?string
    {
        return $this->fields['since'] ?? null;
    }

    /** Sets `since`. */
    public function withSince(?string $value): self
    {
        return $this->put('since', $value);
    }

    /** A step once it is over: the mean of the steps ahead. */
    public function usual(): ?float
    {
        return isset($this->fields['usual']) ? (float) $this->fields['usual'] : null;
    }

    /** Sets `usual`. */
    public function withUsual(float|null $value): self
    {
        return $this->put('usual', $value);
    }
}

/** One possible cause, with how much speaks for it among those considered, and why. */
final class Cause extends Message
{
    /** The class of error, where the cause is an error group. */
    public function class(): ?string
    {
        return $this->fields['class'] ?? null;
    }

    /** Sets `class`. */
    public function withClass(?string $value): self
    {
        return $this->put('class', $value);
    }

    /**
     * The lines that show it, strongest first.
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

    /** Stable identity within its analysis or ranking; absent before it is part of one. */
    public function key(): ?string
    {
        return $this->fields['key'] ?? null;
    }

    /** Sets `key`. */
    public function withKey(?string $value): self
    {
        return $this->put('key', $value);
    }

    /** What kind of cause. */
    public function kind(): ?string
    {
        return $this->fields['kind'] ?? null;
    }

    /** Sets `kind`. */
    public function withKind(?string $value): self
    {
        return $this->put('kind', $value);
    }

    /** The service at fault. */
    public function service(): ?string
    {
        return $this->fields['service'] ?? null;
    }

    /** Sets `service`. */
    public function withService(?string $value): self
    {
        return $this->put('service', $value);
    }

    /** How much of the evidence speaks for it, beside all that was considered and "none of these": all shares add up to 1. It ranks and is no probability: nothing says how often a cause with such a share was the right one. */
    public function share(): ?float
    {
        return isset($this->fields['share']) ? (float) $this->fields['share'] : null;
    }

    /** Sets `share`. */
    public function withShare(float|null $value): self
    {
        return $this->put('share', $value);
    }

    /** What exactly: a metric's own column name, a fingerprint, a release, another service. */
    public function subject(): ?string
    {
        return $this->fields['subject'] ?? null;
    }

    /** Sets `subject`. */
    public function withSubject(?string $value): self
    {
        return $this->put('subject', $value);
    }
}

/** A node of the tree: the trouble of a service at the root, a cause everywhere else. */
final class CauseNode extends Message
{
    /**
     * Its causes, strongest first.
     *
     * @return list<CauseNode>
     */
    public function because(): array
    {
        return array_map(static fn ($item) => new CauseNode($item), $this->fields['because'] ?? []);
    }

    /** Sets `because`. */
    public function withBecause(array $value): self
    {
        return $this->put('because', $value);
    }

    /** The kind of cause; absent at the root. */
    public function kind(): ?string
    {
        return $this->fields['kind'] ?? null;
    }

    /** Sets `kind`. */
    public function withKind(?string $value): self
    {
        return $this->put('kind', $value);
    }

    /** When the errors of the service rose, where they did. */
    public function onset(): ?string
    {
        return $this->fields['onset'] ?? null;
    }

    /** Sets `onset`. */
    public function withOnset(?string $value): self
    {
        return $this->put('onset', $value);
    }

    /** The service in trouble, or the service at fault. */
    public function service(): ?string
    {
        return $this->fields['service'] ?? null;
    }

    /** Sets `service`. */
    public function withService(?string $value): self
    {
        return $this->put('service', $value);
    }

    /** How much of the evidence says that it is why the node above is in trouble (see [`Cause::share`]); at the root, that one of the branches is. */
    public function share(): ?float
    {
        return isset($this->fields['share']) ? (float) $this->fields['share'] : null;
    }

    /** Sets `share`. */
    public function withShare(float|null $value): self
    {
        return $this->put('share', $value);
    }

    /** The strongest line of evidence. */
    public function statement(): ?string
    {
        return $this->fields['statement'] ?? null;
    }

    /** Sets `statement`. */
    public function withStatement(?string $value): self
    {
        return $this->put('statement', $value);
    }

    /** What exactly: a release, a fingerprint. */
    public function subject(): ?string
    {
        return $this->fields['subject'] ?? null;
    }

    /** Sets `subject`. */
    public function withSubject(?string $value): self
    {
        return $this->put('subject', $value);
    }
}

/** How often chance alone brings such a thing, all tests counted in. */
final class Chance extends Message
{
    /** Once in so many weeks on average; above 0, at most a million. */
    public function onceInWeeks(): ?float
    {
        return isset($this->fields['once_in_weeks']) ? (float) $this->fields['once_in_weeks'] : null;
    }

    /** Sets `once_in_weeks`. */
    public function withOnceInWeeks(float|null $value): self
    {
        return $this->put('once_in_weeks', $value);
    }
}

/** A recorded change: a deployment, a flag, a configuration. */
final class ChangeEvent extends Message
{
    /** When. */
    public function at(): ?string
    {
        return $this->fields['at'] ?? null;
    }

    /** Sets `at`. */
    public function withAt(?string $value): self
    {
        return $this->put('at', $value);
    }

    /** Whether it is a deployment. */
    public function deployment(): ?bool
    {
        return $this->fields['deployment'] ?? null;
    }

    /** Sets `deployment`. */
    public function withDeployment(?bool $value): self
    {
        return $this->put('deployment', $value);
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

    /** Release or description. */
    public function what(): ?string
    {
        return $this->fields['what'] ?? null;
    }

    /** Sets `what`. */
    public function withWhat(?string $value): self
    {
        return $this->put('what', $value);
    }
}

/** What the decision tree says. */
final class Classified extends Message
{
    /**
     * The questions on the way to the leaf, and how many cases lie there.
     *
     * @return list<Evidence>
     */
    public function path(): array
    {
        return array_map(static fn ($item) => new Evidence($item), $this->fields['path'] ?? []);
    }

    /** Sets `path`. */
    public function withPath(array $value): self
    {
        return $this->put('path', $value);
    }

    /**
     * Share of each kind among the cases in the leaf (one imagined case of every kind added).
     *
     * @return array<string, float>
     */
    public function shares(): array
    {
        return array_map(static fn ($item) => (float) $item, (array) ($this->fields['shares'] ?? []));
    }

    /** Sets `shares`. */
    public function withShares(array $value): self
    {
        return $this->put('shares', $value === [] ? new \stdClass() : $value);
    }
}
