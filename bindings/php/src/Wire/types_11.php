<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** The way of a row through one tree. */
final class DecisionPath extends Message
{
    /** The method the tree belongs to. */
    public function method(): ?string
    {
        return $this->fields['method'] ?? null;
    }

    /** Sets `method`. */
    public function withMethod(?string $value): self
    {
        return $this->put('method', $value);
    }

    /** What the tree adds to the method's output (times the method's weight in an ensemble), less what it adds on average: how much this way moved the prediction. */
    public function moved(): ?float
    {
        return isset($this->fields['moved']) ? (float) $this->fields['moved'] : null;
    }

    /** Sets `moved`. */
    public function withMoved(float|null $value): self
    {
        return $this->put('moved', $value);
    }

    /**
     * The questions from the root to the leaf.
     *
     * @return list<DecisionStep>
     */
    public function steps(): array
    {
        return array_map(static fn ($item) => new DecisionStep($item), $this->fields['steps'] ?? []);
    }

    /** Sets `steps`. */
    public function withSteps(array $value): self
    {
        return $this->put('steps', $value);
    }

    /** Its place among the method's trees, from 0. */
    public function tree(): int|float|null
    {
        return $this->fields['tree'] ?? null;
    }

    /** Sets `tree`. */
    public function withTree(int|float|null $value): self
    {
        return $this->put('tree', $value);
    }
}

/** One question on the way through a tree. */
final class DecisionStep extends Message
{
    /** The feature asked. */
    public function feature(): ?string
    {
        return $this->fields['feature'] ?? null;
    }

    /** Sets `feature`. */
    public function withFeature(?string $value): self
    {
        return $this->put('feature', $value);
    }

    /** Whether the row went left. */
    public function left(): ?bool
    {
        return $this->fields['left'] ?? null;
    }

    /** Sets `left`. */
    public function withLeft(?bool $value): self
    {
        return $this->put('left', $value);
    }

    /** Values up to this one go left. */
    public function threshold(): ?float
    {
        return isset($this->fields['threshold']) ? (float) $this->fields['threshold'] : null;
    }

    /** Sets `threshold`. */
    public function withThreshold(float|null $value): self
    {
        return $this->put('threshold', $value);
    }

    /** Its value in the row, absent where it is missing. */
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

/** The series and how to test it. */
final class DetectCountsRequest extends Message
{
    /** Counts per step, oldest first; null is a gap. */
    public function series(): ?Series
    {
        return isset($this->fields['series']) ? new Series($this->fields['series']) : null;
    }

    /** Sets `series`. */
    public function withSeries(?Series $value): self
    {
        return $this->put('series', $value);
    }

    /** The false-alarm budget and the rest. */
    public function settings(): ?CountDetection
    {
        return isset($this->fields['settings']) ? new CountDetection($this->fields['settings']) : null;
    }

    /** Sets `settings`. */
    public function withSettings(?CountDetection $value): self
    {
        return $this->put('settings', $value);
    }

    /** What the series is about. */
    public function subject(): ?Subject
    {
        return isset($this->fields['subject']) ? new Subject($this->fields['subject']) : null;
    }

    /** Sets `subject`. */
    public function withSubject(?Subject $value): self
    {
        return $this->put('subject', $value);
    }
}

/** What is strange. */
final class DetectCountsResponse extends Message
{
    /**
     * Oldest first.
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

/** What to score and how to call it: either series or rows. */
final class DetectReportRequest extends Message
{
    /** Rows that have no order, as `detect_rows` takes them. */
    public function rows(): ?DetectRowsRequest
    {
        return isset($this->fields['rows']) ? new DetectRowsRequest($this->fields['rows']) : null;
    }

    /** Sets `rows`. */
    public function withRows(?DetectRowsRequest $value): self
    {
        return $this->put('rows', $value);
    }

    /** One or many series, as `detect_series` takes them. */
    public function series(): ?DetectSeriesRequest
    {
        return isset($this->fields['series']) ? new DetectSeriesRequest($this->fields['series']) : null;
    }

    /** Sets `series`. */
    public function withSeries(?DetectSeriesRequest $value): self
    {
        return $this->put('series', $value);
    }

    /** The heading of the page. */
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

/** The rows and how to score them. */
final class DetectRowsRequest extends Message
{
    /** Tell the columns that deviate most as well, for each stretch of rows (detectors `metrics` and `peers`). */
    public function causes(): ?bool
    {
        return $this->fields['causes'] ?? null;
    }

    /** Sets `causes`. */
    public function withCauses(?bool $value): self
    {
        return $this->put('causes', $value);
    }

    /** A detector of rows: its name, or its settings with `method`; the ensemble when absent. */
    public function detector(): mixed
    {
        return $this->fields['detector'] ?? null;
    }

    /** Sets `detector`. */
    public function withDetector(mixed $value): self
    {
        return $this->put('detector', $value);
    }

    /**
     * Rows to learn from; those to score when absent.
     *
     * @return list<list<float|null>>
     */
    public function history(): array
    {
        return array_map(static fn ($item) => array_map(static fn ($item) => $item === null ? null : (float) $item, $item), $this->fields['history'] ?? []);
    }

    /** Sets `history`. */
    public function withHistory(array $value): self
    {
        return $this->put('history', $value);
    }

    /**
     * The names of the columns.
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

    /**
     * Rows to score, one value a name; null is a gap.
     *
     * @return list<list<float|null>>
     */
    public function rows(): array
    {
        return array_map(static fn ($item) => array_map(static fn ($item) => $item === null ? null : (float) $item, $item), $this->fields['rows'] ?? []);
    }

    /** Sets `rows`. */
    public function withRows(array $value): self
    {
        return $this->put('rows', $value);
    }

    /** Seed of everything random. */
    public function seed(): int|float|null
    {
        return $this->fields['seed'] ?? null;
    }

    /** Sets `seed`. */
    public function withSeed(int|float|null $value): self
    {
        return $this->put('seed', $value);
    }

    /** Decide which rows are anomalies, within this budget. */
    public function threshold(): ?ScoreThreshold
    {
        return isset($this->fields['threshold']) ? new ScoreThreshold($this->fields['threshold']) : null;
    }

    /** Sets `threshold`. */
    public function withThreshold(?ScoreThreshold $value): self
    {
        return $this->put('threshold', $value);
    }
}
