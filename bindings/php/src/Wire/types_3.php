<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** One insight. */
final class AiInsight extends Message
{
    /**
     * What one could do.
     *
     * @return list<string>
     */
    public function actions(): array
    {
        return $this->fields['actions'] ?? [];
    }

    /** Sets `actions`. */
    public function withActions(array $value): self
    {
        return $this->put('actions', $value);
    }

    /** When it was found. */
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
     * Keys of the anomalies and forecasts it was derived from; empty where it was derived from counts alone.
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

    /** How often chance alone would bring it, all tests counted in; absent where nothing was tested: it is then a plain count or a forecast, whose interval stands in the evidence. */
    public function chance(): ?Chance
    {
        return isset($this->fields['chance']) ? new Chance($this->fields['chance']) : null;
    }

    /** Sets `chance`. */
    public function withChance(?Chance $value): self
    {
        return $this->put('chance', $value);
    }

    /** One sentence for someone who does not read logs. */
    public function description(): ?string
    {
        return $this->fields['description'] ?? null;
    }

    /** Sets `description`. */
    public function withDescription(?string $value): self
    {
        return $this->put('description', $value);
    }

    /** How much work the remedy is. */
    public function effort(): ?string
    {
        return $this->fields['effort'] ?? null;
    }

    /** Sets `effort`. */
    public function withEffort(?string $value): self
    {
        return $this->put('effort', $value);
    }

    /**
     * The numbers of the test behind it.
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

    /** When it no longer holds. */
    public function expires(): ?string
    {
        return $this->fields['expires'] ?? null;
    }

    /** Sets `expires`. */
    public function withExpires(?string $value): self
    {
        return $this->put('expires', $value);
    }

    /** What it costs or would save, in words with numbers. */
    public function impact(): ?string
    {
        return $this->fields['impact'] ?? null;
    }

    /** Sets `impact`. */
    public function withImpact(?string $value): self
    {
        return $this->put('impact', $value);
    }

    /** What kind. */
    public function insightType(): ?string
    {
        return $this->fields['insight_type'] ?? null;
    }

    /** Sets `insight_type`. */
    public function withInsightType(?string $value): self
    {
        return $this->put('insight_type', $value);
    }

    /** The same finding has the same key, whenever it is made: type, scope and subject, no numbers. */
    public function key(): ?string
    {
        return $this->fields['key'] ?? null;
    }

    /** Sets `key`. */
    public function withKey(?string $value): self
    {
        return $this->put('key', $value);
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

    /** How much it matters. */
    public function severity(): ?string
    {
        return $this->fields['severity'] ?? null;
    }

    /** Sets `severity`. */
    public function withSeverity(?string $value): self
    {
        return $this->put('severity', $value);
    }

    /** Where it stands. */
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

    /** A few words. */
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

/** When to raise an alarm. */
final class AlertPolicy extends Message
{
    /** Nothing more is to be said of it. */
    public function falseAlarms(): ?float
    {
        return isset($this->fields['false_alarms']) ? (float) $this->fields['false_alarms'] : null;
    }

    /** Sets `false_alarms`. */
    public function withFalseAlarms(float|null $value): self
    {
        return $this->put('false_alarms', $value);
    }

    /** Nothing more is to be said of it. */
    public function probability(): ?float
    {
        return isset($this->fields['probability']) ? (float) $this->fields['probability'] : null;
    }

    /** Sets `probability`. */
    public function withProbability(float|null $value): self
    {
        return $this->put('probability', $value);
    }
}

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

    /** The first event of the log. */
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
