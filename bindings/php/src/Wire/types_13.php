<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** What the settings are, for the schema; they are read by what `method` names. */
final class DetectorSettings extends Message
{
    /** Hours a new level must last to become the normal one. */
    public function adoptAfterHours(): ?float
    {
        return isset($this->fields['adopt_after_hours']) ? (float) $this->fields['adopt_after_hours'] : null;
    }

    /** Sets `adopt_after_hours`. */
    public function withAdoptAfterHours(float|null $value): self
    {
        return $this->put('adopt_after_hours', $value);
    }

    /** Halvings from the root to a leaf. */
    public function height(): int|float|null
    {
        return $this->fields['height'] ?? null;
    }

    /** Sets `height`. */
    public function withHeight(int|float|null $value): self
    {
        return $this->put('height', $value);
    }

    /**
     * Days that are like Sundays.
     *
     * @return list<string>
     */
    public function holidays(): array
    {
        return $this->fields['holidays'] ?? [];
    }

    /** Sets `holidays`. */
    public function withHolidays(array $value): self
    {
        return $this->put('holidays', $value);
    }

    /** Which neighbour's distance is the score. */
    public function k(): int|float|null
    {
        return $this->fields['k'] ?? null;
    }

    /** Sets `k`. */
    public function withK(int|float|null $value): self
    {
        return $this->put('k', $value);
    }

    /** Values in a row. */
    public function lags(): int|float|null
    {
        return $this->fields['lags'] ?? null;
    }

    /** Sets `lags`. */
    public function withLags(int|float|null $value): self
    {
        return $this->put('lags', $value);
    }

    /** Expected length of a stretch, in values. */
    public function meanLength(): ?float
    {
        return isset($this->fields['mean_length']) ? (float) $this->fields['mean_length'] : null;
    }

    /** Sets `mean_length`. */
    public function withMeanLength(float|null $value): self
    {
        return $this->put('mean_length', $value);
    }

    /**
     * The methods, with their weights.
     *
     * @return list<Member>
     */
    public function members(): array
    {
        return array_map(static fn ($item) => new Member($item), $this->fields['members'] ?? []);
    }

    /** Sets `members`. */
    public function withMembers(array $value): self
    {
        return $this->put('members', $value);
    }

    /** Hours after which a value weighs 1/e. */
    public function memoryHours(): ?float
    {
        return isset($this->fields['memory_hours']) ? (float) $this->fields['memory_hours'] : null;
    }

    /** Sets `memory_hours`. */
    public function withMemoryHours(float|null $value): self
    {
        return $this->put('memory_hours', $value);
    }

    /** Nothing more is to be said of it. */
    public function method(): ?string
    {
        return $this->fields['method'] ?? null;
    }

    /** Sets `method`. */
    public function withMethod(?string $value): self
    {
        return $this->put('method', $value);
    }

    /** Bins a column; 0 chooses by the number of rows. */
    public function nBins(): int|float|null
    {
        return $this->fields['n_bins'] ?? null;
    }

    /** Sets `n_bins`. */
    public function withNBins(int|float|null $value): self
    {
        return $this->put('n_bins', $value);
    }

    /** Fitted rows kept, drawn at random; 0 keeps all. */
    public function nReferences(): int|float|null
    {
        return $this->fields['n_references'] ?? null;
    }

    /** Sets `n_references`. */
    public function withNReferences(int|float|null $value): self
    {
        return $this->put('n_references', $value);
    }

    /** Number of trees. */
    public function nTrees(): int|float|null
    {
        return $this->fields['n_trees'] ?? null;
    }

    /** Sets `n_trees`. */
    public function withNTrees(int|float|null $value): self
    {
        return $this->put('n_trees', $value);
    }

    /** Added to the diagonal, relative to its mean. */
    public function ridge(): ?float
    {
        return isset($this->fields['ridge']) ? (float) $this->fields['ridge'] : null;
    }

    /** Sets `ridge`. */
    public function withRidge(float|null $value): self
    {
        return $this->put('ridge', $value);
    }

    /** Rows per tree. */
    public function sampleSize(): int|float|null
    {
        return $this->fields['sample_size'] ?? null;
    }

    /** Sets `sample_size`. */
    public function withSampleSize(int|float|null $value): self
    {
        return $this->put('sample_size', $value);
    }

    /** Scale columns to [0, 1] over the fitted rows. */
    public function scale(): ?bool
    {
        return $this->fields['scale'] ?? null;
    }

    /** Sets `scale`. */
    public function withScale(?bool $value): self
    {
        return $this->put('scale', $value);
    }

    /** Learn hours of day and week. */
    public function seasonal(): ?bool
    {
        return $this->fields['seasonal'] ?? null;
    }

    /** Sets `seasonal`. */
    public function withSeasonal(?bool $value): self
    {
        return $this->put('seasonal', $value);
    }

    /** Share of rows that give centre and shape. */
    public function share(): ?float
    {
        return isset($this->fields['share']) ? (float) $this->fields['share'] : null;
    }

    /** Sets `share`. */
    public function withShare(float|null $value): self
    {
        return $this->put('share', $value);
    }

    /** The trees. */
    public function trees(): ?HalfSpaceTrees
    {
        return isset($this->fields['trees']) ? new HalfSpaceTrees($this->fields['trees']) : null;
    }

    /** Sets `trees`. */
    public function withTrees(?HalfSpaceTrees $value): self
    {
        return $this->put('trees', $value);
    }

    /** Share of the variance that counts as normal directions. */
    public function variance(): ?float
    {
        return isset($this->fields['variance']) ? (float) $this->fields['variance'] : null;
    }

    /** Sets `variance`. */
    public function withVariance(float|null $value): self
    {
        return $this->put('variance', $value);
    }

    /** Values that are learned before any is scored above 0. */
    public function warmUp(): int|float|null
    {
        return $this->fields['warm_up'] ?? null;
    }

    /** Sets `warm_up`. */
    public function withWarmUp(int|float|null $value): self
    {
        return $this->put('warm_up', $value);
    }

    /** Rows after which the reference is renewed. */
    public function window(): int|float|null
    {
        return $this->fields['window'] ?? null;
    }

    /** Sets `window`. */
    public function withWindow(int|float|null $value): self
    {
        return $this->put('window', $value);
    }
}

/** The measured effect of one type. */
final class Effect extends Message
{
    /** Upper end of the 95 % interval. */
    public function high(): ?float
    {
        return isset($this->fields['high']) ? (float) $this->fields['high'] : null;
    }

    /** Sets `high`. */
    public function withHigh(float|null $value): self
    {
        return $this->put('high', $value);
    }

    /** Lower end of the 95 % interval. */
    public function low(): ?float
    {
        return isset($this->fields['low']) ? (float) $this->fields['low'] : null;
    }

    /** Sets `low`. */
    public function withLow(float|null $value): self
    {
        return $this->put('low', $value);
    }

    /** Number of outcomes behind it. */
    public function outcomes(): int|float|null
    {
        return $this->fields['outcomes'] ?? null;
    }

    /** Sets `outcomes`. */
    public function withOutcomes(int|float|null $value): self
    {
        return $this->put('outcomes', $value);
    }

    /** Share of the forecast errors that did not happen; below 0 when there were more than forecast. */
    public function reduction(): ?float
    {
        return isset($this->fields['reduction']) ? (float) $this->fields['reduction'] : null;
    }

    /** Sets `reduction`. */
    public function withReduction(float|null $value): self
    {
        return $this->put('reduction', $value);
    }
}

/** What a person decided about two error groups. */
final class ErrorDecision extends Message
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

    /** One fingerprint, 16 hexadecimal digits. */
    public function one(): ?string
    {
        return $this->fields['one'] ?? null;
    }

    /** Sets `one`. */
    public function withOne(?string $value): self
    {
        return $this->put('one', $value);
    }

    /** The other. */
    public function other(): ?string
    {
        return $this->fields['other'] ?? null;
    }

    /** Sets `other`. */
    public function withOther(?string $value): self
    {
        return $this->put('other', $value);
    }

    /** Whether they are the same error. */
    public function same(): ?bool
    {
        return $this->fields['same'] ?? null;
    }

    /** Sets `same`. */
    public function withSame(?bool $value): self
    {
        return $this->put('same', $value);
    }
}

/** An error as it crosses a border: the code is stable and the same in every language. */
final class ErrorMessage extends Message
{
    /** The stable code, such as `not_enough_data`. */
    public function code(): ?string
    {
        return $this->fields['code'] ?? null;
    }

    /** Sets `code`. */
    public function withCode(?string $value): self
    {
        return $this->put('code', $value);
    }

    /**
     * Where: file, path in the request, line, column, field and the like.
     *
     * @return array<string, string>
     */
    public function context(): array
    {
        return (array) ($this->fields['context'] ?? []);
    }

    /** Sets `context`. */
    public function withContext(array $value): self
    {
        return $this->put('context', $value === [] ? new \stdClass() : $value);
    }

    /** What went wrong, with the numbers, for people. */
    public function message(): ?string
    {
        return $this->fields['message'] ?? null;
    }

    /** Sets `message`. */
    public function withMessage(?string $value): self
    {
        return $this->put('message', $value);
    }

    /** Whether the very same call may succeed when it is made again later; false when absent. */
    public function retryable(): ?bool
    {
        return $this->fields['retryable'] ?? null;
    }

    /** Sets `retryable`. */
    public function withRetryable(?bool $value): self
    {
        return $this->put('retryable', $value);
    }
}
