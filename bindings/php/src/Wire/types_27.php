<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** What is asked; the counts are those of the monitor or rollup given along. */
final class ModelPredictRequest extends Message
{
    /** The time; it never goes back. */
    public function at(): ?string
    {
        return $this->fields['at'] ?? null;
    }

    /** Sets `at`. */
    public function withAt(?string $value): self
    {
        return $this->put('at', $value);
    }

    /** Factors named with each prediction. */
    public function nFactors(): int|float|null
    {
        return $this->fields['n_factors'] ?? null;
    }

    /** Sets `n_factors`. */
    public function withNFactors(int|float|null $value): self
    {
        return $this->put('n_factors', $value);
    }

    /**
     * The services; every one when absent.
     *
     * @return list<string>
     */
    public function only(): array
    {
        return $this->fields['only'] ?? [];
    }

    /** Sets `only`. */
    public function withOnly(array $value): self
    {
        return $this->put('only', $value);
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

/** The predictions. */
final class ModelPredictResponse extends Message
{
    /**
     * One a service.
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
}

/** A model as `train` gave it. */
final class ModelSettings extends Message
{
    /** The model: the `model` of an answer of `train`, or the bytes of a model file, in base64. */
    public function model(): ?string
    {
        return $this->fields['model'] ?? null;
    }

    /** Sets `model`. */
    public function withModel(?string $value): self
    {
        return $this->put('model', $value);
    }
}

/** One thing that happened at one time. */
final class Moment extends Message
{
    /** When; of a deployment without a release and of rises, to the minute. */
    public function at(): ?string
    {
        return $this->fields['at'] ?? null;
    }

    /** Sets `at`. */
    public function withAt(?string $value): self
    {
        return $this->put('at', $value);
    }

    /** What kind of thing. */
    public function kind(): ?string
    {
        return $this->fields['kind'] ?? null;
    }

    /** Sets `kind`. */
    public function withKind(?string $value): self
    {
        return $this->put('kind', $value);
    }

    /** The service it happened to. */
    public function service(): ?string
    {
        return $this->fields['service'] ?? null;
    }

    /** Sets `service`. */
    public function withService(?string $value): self
    {
        return $this->put('service', $value);
    }

    /** What exactly: the release, the error type of the group or its message. */
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

/** Up to when to judge. */
final class MonitorAdvanceRequest extends Message
{
    /** The time; it never goes back. */
    public function at(): ?string
    {
        return $this->fields['at'] ?? null;
    }

    /** Sets `at`. */
    public function withAt(?string $value): self
    {
        return $this->put('at', $value);
    }
}

/** What is under way or just ended. */
final class MonitorAdvanceResponse extends Message
{
    /**
     * One incident has one key, however often it is given.
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
}

/** A number of the process. */
final class MonitorMeasureRequest extends Message
{
    /** The end of the step it was measured over. */
    public function end(): ?string
    {
        return $this->fields['end'] ?? null;
    }

    /** Sets `end`. */
    public function withEnd(?string $value): self
    {
        return $this->put('end', $value);
    }

    /** What it is called. */
    public function name(): ?string
    {
        return $this->fields['name'] ?? null;
    }

    /** Sets `name`. */
    public function withName(?string $value): self
    {
        return $this->put('name', $value);
    }

    /** The value. */
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

/** Nothing to ask. */
final class MonitorMemoryRequest extends Message
{
}

/** What it costs. */
final class MonitorMemoryResponse extends Message
{
    /** Bytes of memory held. */
    public function bytes(): int|float|null
    {
        return $this->fields['bytes'] ?? null;
    }

    /** Sets `bytes`. */
    public function withBytes(int|float|null $value): self
    {
        return $this->put('bytes', $value);
    }
}

/** How it counts. */
final class MonitorSettings extends Message
{
    /** Caps and retention; those meant for a process when absent. */
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

/** The history of a service. */
final class NamedSeries extends Message
{
    /** Its history, oldest first; null is a gap. */
    public function history(): ?Series
    {
        return isset($this->fields['history']) ? new Series($this->fields['history']) : null;
    }

    /** Sets `history`. */
    public function withHistory(?Series $value): self
    {
        return $this->put('history', $value);
    }

    /** The service, for the answer. */
    public function service(): ?string
    {
        return $this->fields['service'] ?? null;
    }

    /** Sets `service`. */
    public function withService(?string $value): self
    {
        return $this->put('service', $value);
    }
}

/** Weights of a trained network, row by row, all layers and the output one after the other. A layer of `units` has a matrix of (inputs + units) × 4·`units` (gates in the order input, forget, cell, output) and 4·`units` offsets; the output has a matrix of `units` × `ahead` and `ahead` offsets. */
final class Network extends Message
{
    /** Steps that one window forecasts. */
    public function ahead(): int|float|null
    {
        return $this->fields['ahead'] ?? null;
    }

    /** Sets `ahead`. */
    public function withAhead(int|float|null $value): self
    {
        return $this->put('ahead', $value);
    }

    /** Layers, one above the other. */
    public function layers(): int|float|null
    {
        return $this->fields['layers'] ?? null;
    }

    /** Sets `layers`. */
    public function withLayers(int|float|null $value): self
    {
        return $this->put('layers', $value);
    }

    /** Steps of a window. */
    public function sequence(): int|float|null
    {
        return $this->fields['sequence'] ?? null;
    }

    /** Sets `sequence`. */
    public function withSequence(int|float|null $value): self
    {
        return $this->put('sequence', $value);
    }

    /** Units of each layer. */
    public function units(): int|float|null
    {
        return $this->fields['units'] ?? null;
    }

    /** Sets `units`. */
    public function withUnits(int|float|null $value): self
    {
        return $this->put('units', $value);
    }

    /**
     * The weights.
     *
     * @return list<float>
     */
    public function weights(): array
    {
        return array_map(static fn ($item) => (float) $item, $this->fields['weights'] ?? []);
    }

    /** Sets `weights`. */
    public function withWeights(array $value): self
    {
        return $this->put('weights', $value);
    }
}
