<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** How good the model was on the validation rows, fitted on the training rows alone. */
final class SeverityMetrics extends Message
{
    /** The same for the balanced class. */
    public function balanced(): ?Confusion
    {
        return isset($this->fields['balanced']) ? new Confusion($this->fields['balanced']) : null;
    }

    /** Sets `balanced`. */
    public function withBalanced(?Confusion $value): self
    {
        return $this->put('balanced', $value);
    }

    /** Log loss of the frequencies of the training rows. */
    public function baseLogLoss(): ?float
    {
        return isset($this->fields['base_log_loss']) ? (float) $this->fields['base_log_loss'] : null;
    }

    /** Sets `base_log_loss`. */
    public function withBaseLogLoss(float|null $value): self
    {
        return $this->put('base_log_loss', $value);
    }

    /**
     * The calibration map of each step that was fitted: class from which it is crossed, name.
     *
     * @return list<mixed>
     */
    public function calibrations(): array
    {
        return $this->fields['calibrations'] ?? [];
    }

    /** Sets `calibrations`. */
    public function withCalibrations(array $value): self
    {
        return $this->put('calibrations', $value);
    }

    /** What came (rows) against the likeliest class (columns); absent without validation rows. */
    public function likeliest(): ?Confusion
    {
        return isset($this->fields['likeliest']) ? new Confusion($this->fields['likeliest']) : null;
    }

    /** Sets `likeliest`. */
    public function withLikeliest(?Confusion $value): self
    {
        return $this->put('likeliest', $value);
    }

    /** The same as it is served: calibrated (the map was chosen forward in time and then fitted on these rows) and following outcomes. */
    public function logLoss(): ?float
    {
        return isset($this->fields['log_loss']) ? (float) $this->fields['log_loss'] : null;
    }

    /** Sets `log_loss`. */
    public function withLogLoss(float|null $value): self
    {
        return $this->put('log_loss', $value);
    }

    /** Rows fitted on. */
    public function nFit(): int|float|null
    {
        return $this->fields['n_fit'] ?? null;
    }

    /** Sets `n_fit`. */
    public function withNFit(int|float|null $value): self
    {
        return $this->put('n_fit', $value);
    }

    /** Rows that chose. */
    public function nValidation(): int|float|null
    {
        return $this->fields['n_validation'] ?? null;
    }

    /** Sets `n_validation`. */
    public function withNValidation(int|float|null $value): self
    {
        return $this->put('n_validation', $value);
    }

    /** Log loss of the method on all validation rows, before calibration. */
    public function rawLogLoss(): ?float
    {
        return isset($this->fields['raw_log_loss']) ? (float) $this->fields['raw_log_loss'] : null;
    }

    /** Sets `raw_log_loss`. */
    public function withRawLogLoss(float|null $value): self
    {
        return $this->put('raw_log_loss', $value);
    }

    /**
     * Log loss of each method that was tried, by name, on a sample of the rows and before calibration.
     *
     * @return list<mixed>
     */
    public function tried(): array
    {
        return $this->fields['tried'] ?? [];
    }

    /** Sets `tried`. */
    public function withTried(array $value): self
    {
        return $this->put('tried', $value);
    }
}

/** An answer. */
final class SeverityPrediction extends Message
{
    /** Place of the class that gained most on how often it comes. */
    public function balanced(): int|float|null
    {
        return $this->fields['balanced'] ?? null;
    }

    /** Sets `balanced`. */
    public function withBalanced(int|float|null $value): self
    {
        return $this->put('balanced', $value);
    }

    /** Place of the likeliest class in [`CLASSES`]. */
    public function likeliest(): int|float|null
    {
        return $this->fields['likeliest'] ?? null;
    }

    /** Sets `likeliest`. */
    public function withLikeliest(int|float|null $value): self
    {
        return $this->put('likeliest', $value);
    }

    /**
     * Probability of each class.
     *
     * @return list<float>
     */
    public function probabilities(): array
    {
        return array_map(static fn ($item) => (float) $item, $this->fields['probabilities'] ?? []);
    }

    /** Sets `probabilities`. */
    public function withProbabilities(array $value): self
    {
        return $this->put('probabilities', $value);
    }

    /**
     * The same before calibration and without outcomes: what the method says.
     *
     * @return list<float>
     */
    public function raw(): array
    {
        return array_map(static fn ($item) => (float) $item, $this->fields['raw'] ?? []);
    }

    /** Sets `raw`. */
    public function withRaw(array $value): self
    {
        return $this->put('raw', $value);
    }
}

/** What to map. */
final class SeverityRequest extends Message
{
    /** A level name, in any case: `WARN`, `err`, `Fatal error`. */
    public function level(): ?string
    {
        return $this->fields['level'] ?? null;
    }

    /** Sets `level`. */
    public function withLevel(?string $value): self
    {
        return $this->put('level', $value);
    }
}

/** Where it falls. */
final class SeverityResponse extends Message
{
    /** The place on the scale. */
    public function severity(): ?string
    {
        return $this->fields['severity'] ?? null;
    }

    /** Sets `severity`. */
    public function withSeverity(?string $value): self
    {
        return $this->put('severity', $value);
    }
}

/** What an incident looked like, as numbers by name. */
final class Signature extends Message
{
}

/** Texts to add. */
final class SimilarAddRequest extends Message
{
    /**
     * Oldest first.
     *
     * @return list<SimilarAddedText>
     */
    public function texts(): array
    {
        return array_map(static fn ($item) => new SimilarAddedText($item), $this->fields['texts'] ?? []);
    }

    /** Sets `texts`. */
    public function withTexts(array $value): self
    {
        return $this->put('texts', $value);
    }
}

/** How many there are. */
final class SimilarAddResponse extends Message
{
    /** Texts in the index. */
    public function nTexts(): int|float|null
    {
        return $this->fields['n_texts'] ?? null;
    }

    /** Sets `n_texts`. */
    public function withNTexts(int|float|null $value): self
    {
        return $this->put('n_texts', $value);
    }
}

/** One text. */
final class SimilarAddedText extends Message
{
    /** What it is called in answers. */
    public function id(): ?string
    {
        return $this->fields['id'] ?? null;
    }

    /** Sets `id`. */
    public function withId(?string $value): self
    {
        return $this->put('id', $value);
    }

    /** What must not be mixed: a project, a tenant. */
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

/** An earlier case that looked alike. */
final class SimilarCase extends Message
{
    /** How alike, 0 to 1. */
    public function cosine(): ?float
    {
        return isset($this->fields['cosine']) ? (float) $this->fields['cosine'] : null;
    }

    /** Sets `cosine`. */
    public function withCosine(float|null $value): self
    {
        return $this->put('cosine', $value);
    }

    /** Whether that helped. */
    public function helped(): ?bool
    {
        return $this->fields['helped'] ?? null;
    }

    /** Sets `helped`. */
    public function withHelped(?bool $value): self
    {
        return $this->put('helped', $value);
    }

    /** Its id. */
    public function id(): ?string
    {
        return $this->fields['id'] ?? null;
    }

    /** Sets `id`. */
    public function withId(?string $value): self
    {
        return $this->put('id', $value);
    }

    /** What it was. */
    public function kind(): ?string
    {
        return $this->fields['kind'] ?? null;
    }

    /** Sets `kind`. */
    public function withKind(?string $value): self
    {
        return $this->put('kind', $value);
    }

    /** What was done, in words. */
    public function resolution(): ?string
    {
        return $this->fields['resolution'] ?? null;
    }

    /** Sets `resolution`. */
    public function withResolution(?string $value): self
    {
        return $this->put('resolution', $value);
    }
}
