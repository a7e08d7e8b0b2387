<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** What it was worth. */
final class BacktestResponse extends Message
{
    /** Absent where no threshold keeps the budget of false alarms. */
    public function alarms(): ?BacktestAlarms
    {
        return isset($this->fields['alarms']) ? new BacktestAlarms($this->fields['alarms']) : null;
    }

    /** Sets `alarms`. */
    public function withAlarms(?BacktestAlarms $value): self
    {
        return $this->put('alarms', $value);
    }

    /**
     * Every time at which it would have alerted, the surest first; those within a horizon are one alarm.
     *
     * @return list<BacktestAlert>
     */
    public function alerts(): array
    {
        return array_map(static fn ($item) => new BacktestAlert($item), $this->fields['alerts'] ?? []);
    }

    /** Sets `alerts`. */
    public function withAlerts(array $value): self
    {
        return $this->put('alerts', $value);
    }

    /** Share of them after which it came. */
    public function baseRate(): ?float
    {
        return isset($this->fields['base_rate']) ? (float) $this->fields['base_rate'] : null;
    }

    /** Sets `base_rate`. */
    public function withBaseRate(float|null $value): self
    {
        return $this->put('base_rate', $value);
    }

    /** Mean squared error of the probability. */
    public function brier(): ?float
    {
        return isset($this->fields['brier']) ? (float) $this->fields['brier'] : null;
    }

    /** Sets `brier`. */
    public function withBrier(float|null $value): self
    {
        return $this->put('brier', $value);
    }

    /** What always saying the base rate would have scored. */
    public function brierOfBaseRate(): ?float
    {
        return isset($this->fields['brier_of_base_rate']) ? (float) $this->fields['brier_of_base_rate'] : null;
    }

    /** Sets `brier_of_base_rate`. */
    public function withBrierOfBaseRate(float|null $value): self
    {
        return $this->put('brier_of_base_rate', $value);
    }

    /** Expected calibration error, bins of equal width. */
    public function expectedCalibrationError(): ?float
    {
        return isset($this->fields['expected_calibration_error']) ? (float) $this->fields['expected_calibration_error'] : null;
    }

    /** Sets `expected_calibration_error`. */
    public function withExpectedCalibrationError(float|null $value): self
    {
        return $this->put('expected_calibration_error', $value);
    }

    /** The first time tested. */
    public function from(): ?string
    {
        return $this->fields['from'] ?? null;
    }

    /** Sets `from`. */
    public function withFrom(?string $value): self
    {
        return $this->put('from', $value);
    }

    /** Within how many hours. */
    public function horizonH(): ?float
    {
        return isset($this->fields['horizon_h']) ? (float) $this->fields['horizon_h'] : null;
    }

    /** Sets `horizon_h`. */
    public function withHorizonH(float|null $value): self
    {
        return $this->put('horizon_h', $value);
    }

    /** The page, where one was asked for: HTML with everything in it. */
    public function html(): ?string
    {
        return $this->fields['html'] ?? null;
    }

    /** Sets `html`. */
    public function withHtml(?string $value): self
    {
        return $this->put('html', $value);
    }

    /** The method that was chosen. */
    public function method(): ?string
    {
        return $this->fields['method'] ?? null;
    }

    /** Sets `method`. */
    public function withMethod(?string $value): self
    {
        return $this->put('method', $value);
    }

    /** Area below precision against recall; absent where it never or always came. */
    public function prAuc(): ?float
    {
        return isset($this->fields['pr_auc']) ? (float) $this->fields['pr_auc'] : null;
    }

    /** Sets `pr_auc`. */
    public function withPrAuc(float|null $value): self
    {
        return $this->put('pr_auc', $value);
    }

    /**
     * The tested times, service by service; absent unless asked for.
     *
     * @return list<TestedTime>
     */
    public function rows(): array
    {
        return array_map(static fn ($item) => new TestedTime($item), $this->fields['rows'] ?? []);
    }

    /** Sets `rows`. */
    public function withRows(array $value): self
    {
        return $this->put('rows', $value);
    }

    /** What was foreseen. */
    public function target(): ?string
    {
        return $this->fields['target'] ?? null;
    }

    /** Sets `target`. */
    public function withTarget(?string $value): self
    {
        return $this->put('target', $value);
    }

    /** Times tested, a service each. */
    public function times(): int|float|null
    {
        return $this->fields['times'] ?? null;
    }

    /** Sets `times`. */
    public function withTimes(int|float|null $value): self
    {
        return $this->put('times', $value);
    }

    /** The last time tested. */
    public function to(): ?string
    {
        return $this->fields['to'] ?? null;
    }

    /** Sets `to`. */
    public function withTo(?string $value): self
    {
        return $this->put('to', $value);
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
}

/** A line that was left out, or a value that was, with its place. */
final class BadLine extends Message
{
    /** The byte in the line, from 1; absent where there is no one place. */
    public function column(): int|float|null
    {
        return $this->fields['column'] ?? null;
    }

    /** Sets `column`. */
    public function withColumn(int|float|null $value): self
    {
        return $this->put('column', $value);
    }

    /** What was expected. */
    public function expected(): ?string
    {
        return $this->fields['expected'] ?? null;
    }

    /** Sets `expected`. */
    public function withExpected(?string $value): self
    {
        return $this->put('expected', $value);
    }

    /** The field it is about. */
    public function field(): ?string
    {
        return $this->fields['field'] ?? null;
    }

    /** Sets `field`. */
    public function withField(?string $value): self
    {
        return $this->put('field', $value);
    }

    /** The value that stood there, made safe to print. */
    public function found(): ?string
    {
        return $this->fields['found'] ?? null;
    }

    /** Sets `found`. */
    public function withFound(?string $value): self
    {
        return $this->put('found', $value);
    }

    /** The line, from 1. */
    public function line(): int|float|null
    {
        return $this->fields['line'] ?? null;
    }

    /** Sets `line`. */
    public function withLine(int|float|null $value): self
    {
        return $this->put('line', $value);
    }

    /** Why. */
    public function reason(): ?string
    {
        return $this->fields['reason'] ?? null;
    }

    /** Sets `reason`. */
    public function withReason(?string $value): self
    {
        return $this->put('reason', $value);
    }

    /** The beginning of the line, made safe to print. */
    public function sample(): ?string
    {
        return $this->fields['sample'] ?? null;
    }

    /** Sets `sample`. */
    public function withSample(?string $value): self
    {
        return $this->put('sample', $value);
    }

    /** The file, or `-`. */
    public function source(): ?string
    {
        return $this->fields['source'] ?? null;
    }

    /** Sets `source`. */
    public function withSource(?string $value): self
    {
        return $this->put('source', $value);
    }
}

/** A number before and now, per hour or as a level. */
final class BeforeAndNow extends Message
{
    /** Usual value. */
    public function before(): ?float
    {
        return isset($this->fields['before']) ? (float) $this->fields['before'] : null;
    }

    /** Sets `before`. */
    public function withBefore(float|null $value): self
    {
        return $this->put('before', $value);
    }

    /** Value now. */
    public function now(): ?float
    {
        return isset($this->fields['now']) ? (float) $this->fields['now'] : null;
    }

    /** Sets `now`. */
    public function withNow(float|null $value): self
    {
        return $this->put('now', $value);
    }
}

/** The belief in one kind of cause: what the feedback so far makes of the prior of one half. */
final class Belief extends Message
{
    /** Belief now. */
    public function belief(): ?float
    {
        return isset($this->fields['belief']) ? (float) $this->fields['belief'] : null;
    }

    /** Sets `belief`. */
    public function withBelief(float|null $value): self
    {
        return $this->put('belief', $value);
    }

    /** Weight of feedback that confirmed it when it was named. */
    public function confirmed(): ?float
    {
        return isset($this->fields['confirmed']) ? (float) $this->fields['confirmed'] : null;
    }

    /** Sets `confirmed`. */
    public function withConfirmed(float|null $value): self
    {
        return $this->put('confirmed', $value);
    }

    /** The kind. */
    public function kind(): ?string
    {
        return $this->fields['kind'] ?? null;
    }

    /** Sets `kind`. */
    public function withKind(?string $value): self
    {
        return $this->put('kind', $value);
    }

    /** Belief before any feedback. */
    public function prior(): ?float
    {
        return isset($this->fields['prior']) ? (float) $this->fields['prior'] : null;
    }

    /** Sets `prior`. */
    public function withPrior(float|null $value): self
    {
        return $this->put('prior', $value);
    }

    /** Weight of feedback that refuted it when it was named. */
    public function refuted(): ?float
    {
        return isset($this->fields['refuted']) ? (float) $this->fields['refuted'] : null;
    }

    /** Sets `refuted`. */
    public function withRefuted(float|null $value): self
    {
        return $this->put('refuted', $value);
    }
}
