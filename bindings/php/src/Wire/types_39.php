<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** Another error group with nearly the same words. */
final class SimilarGroup extends Message
{
    /** Whether a person decided that the two are the same. */
    public function decided(): ?bool
    {
        return $this->fields['decided'] ?? null;
    }

    /** Sets `decided`. */
    public function withDecided(?bool $value): self
    {
        return $this->put('decided', $value);
    }

    /** Its type of error. */
    public function errorType(): ?string
    {
        return $this->fields['error_type'] ?? null;
    }

    /** Sets `error_type`. */
    public function withErrorType(?string $value): self
    {
        return $this->put('error_type', $value);
    }

    /** Its fingerprint. */
    public function fingerprint(): ?string
    {
        return $this->fields['fingerprint'] ?? null;
    }

    /** Sets `fingerprint`. */
    public function withFingerprint(?string $value): self
    {
        return $this->put('fingerprint', $value);
    }

    /** What it is called: its type, or what its messages have in common where it has none. */
    public function label(): ?string
    {
        return $this->fields['label'] ?? null;
    }

    /** Sets `label`. */
    public function withLabel(?string $value): self
    {
        return $this->put('label', $value);
    }

    /** Similarity of type and message, 0 to 1. */
    public function score(): ?float
    {
        return isset($this->fields['score']) ? (float) $this->fields['score'] : null;
    }

    /** Sets `score`. */
    public function withScore(float|null $value): self
    {
        return $this->put('score', $value);
    }

    /**
     * Its services, by name, at most 8.
     *
     * @return list<string>
     */
    public function services(): array
    {
        return $this->fields['services'] ?? [];
    }

    /** Sets `services`. */
    public function withServices(array $value): self
    {
        return $this->put('services', $value);
    }
}

/** One match. */
final class SimilarMatch extends Message
{
    /** The id it was added with. */
    public function id(): ?string
    {
        return $this->fields['id'] ?? null;
    }

    /** Sets `id`. */
    public function withId(?string $value): self
    {
        return $this->put('id', $value);
    }

    /** Similarity, 0 to 1. */
    public function score(): ?float
    {
        return isset($this->fields['score']) ? (float) $this->fields['score'] : null;
    }

    /** Sets `score`. */
    public function withScore(float|null $value): self
    {
        return $this->put('score', $value);
    }
}

/** A text to look for. */
final class SimilarNearestRequest extends Message
{
    /** Least similarity of a match, 0 to 1. */
    public function least(): ?float
    {
        return isset($this->fields['least']) ? (float) $this->fields['least'] : null;
    }

    /** Sets `least`. */
    public function withLeast(float|null $value): self
    {
        return $this->put('least', $value);
    }

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

    /** Most matches; 10 when absent, 1,000 at most. */
    public function top(): int|float|null
    {
        return $this->fields['top'] ?? null;
    }

    /** Sets `top`. */
    public function withTop(int|float|null $value): self
    {
        return $this->put('top', $value);
    }
}

/** The texts most like it. */
final class SimilarNearestResponse extends Message
{
    /**
     * Best first.
     *
     * @return list<SimilarMatch>
     */
    public function matches(): array
    {
        return array_map(static fn ($item) => new SimilarMatch($item), $this->fields['matches'] ?? []);
    }

    /** Sets `matches`. */
    public function withMatches(array $value): self
    {
        return $this->put('matches', $value);
    }
}

/** The texts and what is asked of them. */
final class SimilarRequest extends Message
{
    /**
     * What people decided, oldest first: of two decisions about the same pair the later counts.
     *
     * @return list<Decided>
     */
    public function decisions(): array
    {
        return array_map(static fn ($item) => new Decided($item), $this->fields['decisions'] ?? []);
    }

    /** Sets `decisions`. */
    public function withDecisions(array $value): self
    {
        return $this->put('decisions', $value);
    }

    /** Least similarity of a match, 0 to 1. */
    public function least(): ?float
    {
        return isset($this->fields['least']) ? (float) $this->fields['least'] : null;
    }

    /** Sets `least`. */
    public function withLeast(float|null $value): self
    {
        return $this->put('least', $value);
    }

    /**
     * Texts to look for; without any, every known text is compared with the others.
     *
     * @return list<Query>
     */
    public function queries(): array
    {
        return array_map(static fn ($item) => new Query($item), $this->fields['queries'] ?? []);
    }

    /** Sets `queries`. */
    public function withQueries(array $value): self
    {
        return $this->put('queries', $value);
    }

    /**
     * Known texts (messages, stack traces), oldest first.
     *
     * @return list<Text>
     */
    public function texts(): array
    {
        return array_map(static fn ($item) => new Text($item), $this->fields['texts'] ?? []);
    }

    /** Sets `texts`. */
    public function withTexts(array $value): self
    {
        return $this->put('texts', $value);
    }

    /** Similarity from which texts are one group, 0 to 1. */
    public function threshold(): ?float
    {
        return isset($this->fields['threshold']) ? (float) $this->fields['threshold'] : null;
    }

    /** Sets `threshold`. */
    public function withThreshold(float|null $value): self
    {
        return $this->put('threshold', $value);
    }

    /** Most matches for each; 10 when absent. All texts together have at most 100,000. */
    public function top(): int|float|null
    {
        return $this->fields['top'] ?? null;
    }

    /** Sets `top`. */
    public function withTop(int|float|null $value): self
    {
        return $this->put('top', $value);
    }
}

/** Matches and groups. */
final class SimilarResponse extends Message
{
    /**
     * Per known text the id of the oldest text of its group.
     *
     * @return list<string>
     */
    public function groups(): array
    {
        return $this->fields['groups'] ?? [];
    }

    /** Sets `groups`. */
    public function withGroups(array $value): self
    {
        return $this->put('groups', $value);
    }

    /**
     * For each query (or text), the most similar known texts, best first.
     *
     * @return list<list<Found>>
     */
    public function matches(): array
    {
        return array_map(static fn ($item) => array_map(static fn ($item) => new Found($item), $item), $this->fields['matches'] ?? []);
    }

    /** Sets `matches`. */
    public function withMatches(array $value): self
    {
        return $this->put('matches', $value);
    }
}

/** No settings. */
final class SimilarSettings extends Message
{
}
