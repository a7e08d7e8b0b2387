<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** Why a model says what it says about one row. */
final class Explanation extends Message
{
    /** Output before anything is known of the row; with all contributions it sums to `output`. */
    public function expected(): ?float
    {
        return isset($this->fields['expected']) ? (float) $this->fields['expected'] : null;
    }

    /** Sets `expected`. */
    public function withExpected(float|null $value): self
    {
        return $this->put('expected', $value);
    }

    /**
     * What moved it, largest first; factors that moved nothing are left out.
     *
     * @return list<Factor>
     */
    public function factors(): array
    {
        return array_map(static fn ($item) => new Factor($item), $this->fields['factors'] ?? []);
    }

    /** Sets `factors`. */
    public function withFactors(array $value): self
    {
        return $this->put('factors', $value);
    }

    /** Output for the row, before calibration. */
    public function output(): ?float
    {
        return isset($this->fields['output']) ? (float) $this->fields['output'] : null;
    }

    /** Sets `output`. */
    public function withOutput(float|null $value): self
    {
        return $this->put('output', $value);
    }

    /** The scale in which contributions add up. */
    public function scale(): ?string
    {
        return $this->fields['scale'] ?? null;
    }

    /** Sets `scale`. */
    public function withScale(?string $value): self
    {
        return $this->put('scale', $value);
    }
}

/** A highest or lowest point. */
final class Extreme extends Message
{
    /** End of the step it falls into. */
    public function time(): ?string
    {
        return $this->fields['time'] ?? null;
    }

    /** Sets `time`. */
    public function withTime(?string $value): self
    {
        return $this->put('time', $value);
    }

    /** Its value. */
    public function value(): ?float
    {
        return isset($this->fields['value']) ? (float) $this->fields['value'] : null;
    }

    /** Sets `value`. */
    public function withValue(float|null $value): self
    {
        return $this->put('value', $value);
    }
}

/** A contributing factor: features that tell of the same, with the sum of their parts. */
final class Factor extends Message
{
    /** What they add together. */
    public function contribution(): ?float
    {
        return isset($this->fields['contribution']) ? (float) $this->fields['contribution'] : null;
    }

    /** Sets `contribution`. */
    public function withContribution(float|null $value): self
    {
        return $this->put('contribution', $value);
    }

    /** What its features tell of. */
    public function factor(): ?string
    {
        return $this->fields['factor'] ?? null;
    }

    /** Sets `factor`. */
    public function withFactor(?string $value): self
    {
        return $this->put('factor', $value);
    }

    /**
     * The features, those that add or take most first.
     *
     * @return list<FeaturePart>
     */
    public function features(): array
    {
        return array_map(static fn ($item) => new FeaturePart($item), $this->fields['features'] ?? []);
    }

    /** Sets `features`. */
    public function withFeatures(array $value): self
    {
        return $this->put('features', $value);
    }

    /** What the one of them says that moved most in that direction, in plain words: `2.8 h since the last info event`. */
    public function words(): ?string
    {
        return $this->fields['words'] ?? null;
    }

    /** Sets `words`. */
    public function withWords(?string $value): self
    {
        return $this->put('words', $value);
    }
}

/** An interval of some level at every step. */
final class FanBand extends Message
{
    /** Share of future values that it should hold. */
    public function level(): ?float
    {
        return isset($this->fields['level']) ? (float) $this->fields['level'] : null;
    }

    /** Sets `level`. */
    public function withLevel(float|null $value): self
    {
        return $this->put('level', $value);
    }

    /**
     * Lower end, nearest step first.
     *
     * @return list<float>
     */
    public function lower(): array
    {
        return array_map(static fn ($item) => (float) $item, $this->fields['lower'] ?? []);
    }

    /** Sets `lower`. */
    public function withLower(array $value): self
    {
        return $this->put('lower', $value);
    }

    /**
     * Upper end.
     *
     * @return list<float>
     */
    public function upper(): array
    {
        return array_map(static fn ($item) => (float) $item, $this->fields['upper'] ?? []);
    }

    /** Sets `upper`. */
    public function withUpper(array $value): self
    {
        return $this->put('upper', $value);
    }
}

/** One feature's part in a prediction. */
final class FeaturePart extends Message
{
    /** What it adds. */
    public function contribution(): ?float
    {
        return isset($this->fields['contribution']) ? (float) $this->fields['contribution'] : null;
    }

    /** Sets `contribution`. */
    public function withContribution(float|null $value): self
    {
        return $this->put('contribution', $value);
    }

    /** Name of the feature. */
    public function feature(): ?string
    {
        return $this->fields['feature'] ?? null;
    }

    /** Sets `feature`. */
    public function withFeature(?string $value): self
    {
        return $this->put('feature', $value);
    }

    /** Its value, absent where it is missing. */
    public function value(): ?float
    {
        return isset($this->fields['value']) ? (float) $this->fields['value'] : null;
    }

    /** Sets `value`. */
    public function withValue(float|null $value): self
    {
        return $this->put('value', $value);
    }
}

/** The events, the service and the time. */
final class FeaturesRequest extends Message
{
    /** The time; nothing after it is read. */
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

    /** Count the commonest error types up to this time; up to `at` when absent. */
    public function typesUntil(): ?string
    {
        return $this->fields['types_until'] ?? null;
    }

    /** Sets `types_until`. */
    public function withTypesUntil(?string $value): self
    {
        return $this->put('types_until', $value);
    }
}

/** One row. */
final class FeaturesResponse extends Message
{
    /** The time the row speaks of: the asked one, floored to a whole minute. */
    public function effectiveAt(): ?string
    {
        return $this->fields['effective_at'] ?? null;
    }

    /** Sets `effective_at`. */
    public function withEffectiveAt(?string $value): self
    {
        return $this->put('effective_at', $value);
    }

    /**
     * The row by name; null is missing.
     *
     * @return array<string, float|null>
     */
    public function features(): array
    {
        return array_map(static fn ($item) => $item === null ? null : (float) $item, (array) ($this->fields['features'] ?? []));
    }

    /** Sets `features`. */
    public function withFeatures(array $value): self
    {
        return $this->put('features', $value === [] ? new \stdClass() : $value);
    }

    /**
     * The names of the columns, in the order a model is trained on.
     *
     * @return list<string>
     */
    public function names(): array
    {
        return $this->fields['names'] ?? [];
    }

    /** Sets `names`. */
    public function withNames(array $value): self
    {
        return $this->put('names', $value);
    }

    /** Version of the feature set. */
    public function version(): int|float|null
    {
        return $this->fields['version'] ?? null;
    }

    /** Sets `version`. */
    public function withVersion(int|float|null $value): self
    {
        return $this->put('version', $value);
    }
}
