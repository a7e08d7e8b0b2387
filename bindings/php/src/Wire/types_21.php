<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** How to foresee. | Setting | Default | Meaning | Unit | Range | |---|---|---|---|---| | `rows` | 14,000 | moments of the past to learn from | | at least 100 | | `seed` | 0 | which moments are drawn | | any | | `keep_minutes` | 1440 | how long what was learnt is kept, where it is kept at all | minutes | any | */
final class Foresight extends Message
{
    /** How long what was learnt is kept, in minutes, where it is kept at all. */
    public function keepMinutes(): int|float|null
    {
        return $this->fields['keep_minutes'] ?? null;
    }

    /** Sets `keep_minutes`. */
    public function withKeepMinutes(int|float|null $value): self
    {
        return $this->put('keep_minutes', $value);
    }

    /** Moments of the past to learn from. */
    public function rows(): int|float|null
    {
        return $this->fields['rows'] ?? null;
    }

    /** Sets `rows`. */
    public function withRows(int|float|null $value): self
    {
        return $this->put('rows', $value);
    }

    /** Which moments are drawn. */
    public function seed(): int|float|null
    {
        return $this->fields['seed'] ?? null;
    }

    /** Sets `seed`. */
    public function withSeed(int|float|null $value): self
    {
        return $this->put('seed', $value);
    }
}

/** One match. */
final class Found extends Message
{
    /** The id of the known text. */
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

/** One group in one of the four states, with the numbers that say so. */
final class GroupState extends Message
{
    /** Events in the baseline time. */
    public function baseline(): int|float|null
    {
        return $this->fields['baseline'] ?? null;
    }

    /** Sets `baseline`. */
    public function withBaseline(int|float|null $value): self
    {
        return $this->put('baseline', $value);
    }

    /** The type of error. */
    public function errorType(): ?string
    {
        return $this->fields['error_type'] ?? null;
    }

    /** Sets `error_type`. */
    public function withErrorType(?string $value): self
    {
        return $this->put('error_type', $value);
    }

    /** Events expected in the recent time at the baseline's rate. */
    public function expected(): ?float
    {
        return isset($this->fields['expected']) ? (float) $this->fields['expected'] : null;
    }

    /** Sets `expected`. */
    public function withExpected(float|null $value): self
    {
        return $this->put('expected', $value);
    }

    /** The error group, as 16 hexadecimal digits. */
    public function fingerprint(): ?string
    {
        return $this->fields['fingerprint'] ?? null;
    }

    /** Sets `fingerprint`. */
    public function withFingerprint(?string $value): self
    {
        return $this->put('fingerprint', $value);
    }

    /** What it is called: its type, or what its messages say where it has none; never empty. */
    public function label(): ?string
    {
        return $this->fields['label'] ?? null;
    }

    /** Sets `label`. */
    public function withLabel(?string $value): self
    {
        return $this->put('label', $value);
    }

    /** Chance of the observation if nothing had changed; absent where nothing is tested (new, regressed). */
    public function pValue(): ?float
    {
        return isset($this->fields['p_value']) ? (float) $this->fields['p_value'] : null;
    }

    /** Sets `p_value`. */
    public function withPValue(float|null $value): self
    {
        return $this->put('p_value', $value);
    }

    /** Events in the recent time. */
    public function recent(): int|float|null
    {
        return $this->fields['recent'] ?? null;
    }

    /** Sets `recent`. */
    public function withRecent(int|float|null $value): self
    {
        return $this->put('recent', $value);
    }

    /** Length of the recent time, over which `recent` and `expected` count. */
    public function recentMs(): int|float|null
    {
        return $this->fields['recent_ms'] ?? null;
    }

    /** Sets `recent_ms`. */
    public function withRecentMs(int|float|null $value): self
    {
        return $this->put('recent_ms', $value);
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

    /** For a regressed group: the end of the last bucket before the silence. */
    public function silentSince(): ?string
    {
        return $this->fields['silent_since'] ?? null;
    }

    /** Sets `silent_since`. */
    public function withSilentSince(?string $value): self
    {
        return $this->put('silent_since', $value);
    }

    /** For a new group: when it first came. */
    public function since(): ?string
    {
        return $this->fields['since'] ?? null;
    }

    /** Sets `since`. */
    public function withSince(?string $value): self
    {
        return $this->put('since', $value);
    }

    /** The state. */
    public function state(): ?string
    {
        return $this->fields['state'] ?? null;
    }

    /** Sets `state`. */
    public function withState(?string $value): self
    {
        return $this->put('state', $value);
    }
}

/** One error group in numbers. */
final class GroupSummary extends Message
{
    /** The type of error. */
    public function errorType(): ?string
    {
        return $this->fields['error_type'] ?? null;
    }

    /** Sets `error_type`. */
    public function withErrorType(?string $value): self
    {
        return $this->put('error_type', $value);
    }

    /** Errors in the history looked at. */
    public function errors(): int|float|null
    {
        return $this->fields['errors'] ?? null;
    }

    /** Sets `errors`. */
    public function withErrors(int|float|null $value): self
    {
        return $this->put('errors', $value);
    }

    /** Errors of the last 24 hours. */
    public function errorsLastDay(): int|float|null
    {
        return $this->fields['errors_last_day'] ?? null;
    }

    /** Sets `errors_last_day`. */
    public function withErrorsLastDay(int|float|null $value): self
    {
        return $this->put('errors_last_day', $value);
    }

    /** The fingerprint. */
    public function fingerprint(): ?string
    {
        return $this->fields['fingerprint'] ?? null;
    }

    /** Sets `fingerprint`. */
    public function withFingerprint(?string $value): self
    {
        return $this->put('fingerprint', $value);
    }

    /** When it was first seen. */
    public function firstSeen(): ?string
    {
        return $this->fields['first_seen'] ?? null;
    }

    /** Sets `first_seen`. */
    public function withFirstSeen(?string $value): self
    {
        return $this->put('first_seen', $value);
    }

    /** End of the minute it was last seen, up to the time analysed. */
    public function lastSeen(): ?string
    {
        return $this->fields['last_seen'] ?? null;
    }

    /** Sets `last_seen`. */
    public function withLastSeen(?string $value): self
    {
        return $this->put('last_seen', $value);
    }

    /** A message of the group, as logged. */
    public function sample(): ?string
    {
        return $this->fields['sample'] ?? null;
    }

    /** Sets `sample`. */
    public function withSample(?string $value): self
    {
        return $this->put('sample', $value);
    }

    /**
     * Other groups with nearly the same words, in any service.
     *
     * @return list<SimilarGroup>
     */
    public function similar(): array
    {
        return array_map(static fn ($item) => new SimilarGroup($item), $this->fields['similar'] ?? []);
    }

    /** Sets `similar`. */
    public function withSimilar(array $value): self
    {
        return $this->put('similar', $value);
    }

    /** What the message has in common with those of other groups, `<*>` for what varies; absent without a message and in a quick analysis. */
    public function template(): ?string
    {
        return $this->fields['template'] ?? null;
    }

    /** Sets `template`. */
    public function withTemplate(?string $value): self
    {
        return $this->put('template', $value);
    }
}

/** Settings of the half-space trees. ``` use errpredict::detect::{Fitted, HalfSpaceTrees, Method}; use errpredict::ndarray::Array2; // What came so far, then two new rows: one as before, one where nothing was. let seen = Array2::from_shape_fn((500, 2), |(i, j)| ((7 * i + 3 * j * (i / 10)) % 10) as f64); let trees = HalfSpaceTrees::default().fit(seen.view(), 0)?; let scores = trees.score(Array2::from_shape_fn((2, 2), |(i, _)| if i == 0 { 4.0 } else { 50.0 }).view())?; assert!(scores[0] < scores[1]); # Ok::<(), errpredict::Error>(()) ``` */
final class HalfSpaceTrees extends Message
{
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

/** What to find. */
final class HandleAnalyzeRequest extends Message
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
}
