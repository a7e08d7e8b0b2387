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

/** What a threshold raises. */
final class AlarmCounts extends Message
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

/** A threshold with what it did on rows the model was not fitted on. */
final class AlertRule extends Message
{
    /** What it raised on the validation rows, expected lead time included. */
    public function expected(): ?AlarmCounts
    {
        return isset($this->fields['expected']) ? new AlarmCounts($this->fields['expected']) : null;
    }

    /** Sets `expected`. */
    public function withExpected(?AlarmCounts $value): self
    {
        return $this->put('expected', $value);
    }

    /** Mean of what was held against the threshold on the validation rows: where its floor starts. */
    public function mean(): ?float
    {
        return isset($this->fields['mean']) ? (float) $this->fields['mean'] : null;
    }

    /** Sets `mean`. */
    public function withMean(float|null $value): self
    {
        return $this->put('mean', $value);
    }

    /** Where the threshold comes from. */
    public function policy(): ?AlertPolicy
    {
        return isset($this->fields['policy']) ? new AlertPolicy($this->fields['policy']) : null;
    }

    /** Sets `policy`. */
    public function withPolicy(?AlertPolicy $value): self
    {
        return $this->put('policy', $value);
    }

    /** What is at or above it raises an alarm: a probability, under a budget one of something new; absent where no threshold keeps the budget with a right alarm on the validation rows. */
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
