<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** Kinds of unusual things in a history. */
final class NoteKind
{
    /** Values that were missing and were filled in for fitting. */
    public const GAP = 'gap';
    /** Single values far outside the range of those around them. */
    public const OUTLIER = 'outlier';
    /** The level moved and stayed moved. */
    public const LEVEL_SHIFT = 'level_shift';
    /** A running total fell back to near zero, as counters do at a restart. */
    public const RESET = 'reset';
    /** All values are the same. */
    public const CONSTANT = 'constant';
    /** Too few values for the wanted seasons. */
    public const SHORT = 'short';
    /** The clock of the zone was put forward or back. */
    public const CLOCK_CHANGE = 'clock_change';
    /** Dates of a holiday. */
    public const HOLIDAY = 'holiday';
}

/** How soon an action matters. */
final class Priority
{
    /** When there is time. */
    public const LOW = 'low';
    /** This week. */
    public const MEDIUM = 'medium';
    /** Today. */
    public const HIGH = 'high';
    /** Now. */
    public const CRITICAL = 'critical';
}

/** Why a line, or one value in it, could not be used. */
final class Reason
{
    /** Not the format the file is read as. */
    public const FORMAT = 'format';
    /** Cut off: the file ends inside it. */
    public const TRUNCATED = 'truncated';
    /** Longer than the limit. */
    public const TOO_LONG = 'too_long';
    /** Nested deeper than the limit. */
    public const TOO_DEEP = 'too_deep';
    /** Bytes that are not UTF-8. */
    public const INVALID_UTF8 = 'invalid_utf8';
    /** A NUL byte outside a quoted text. */
    public const NUL = 'nul';
    /** Another number of columns than the header. */
    public const COLUMNS = 'columns';
    /** No timestamp. */
    public const MISSING_TIMESTAMP = 'missing_timestamp';
    /** No service, and none was given by option. */
    public const MISSING_SERVICE = 'missing_service';
    /** A timestamp in a form that is not read. */
    public const BAD_TIMESTAMP = 'bad_timestamp';
    /** A timestamp without a year, and none was given. */
    public const NO_YEAR = 'no_year';
    /** A time before 0001-01-01 or after 9999-12-30 22:00 UTC, or one that does not exist. */
    public const TIME_RANGE = 'time_range';
    /** A time years before those around it. */
    public const STRAY_TIME = 'stray_time';
    /** A level name that is not in the table, or a number out of its range. */
    public const BAD_SEVERITY = 'bad_severity';
    /** A level that is a number of an unstated scale. */
    public const LEVEL_NUMBER = 'level_number';
    /** A kind other than error, request and deployment. */
    public const BAD_KIND = 'bad_kind';
    /** A value that should be a number (finite, at least 0), a status, or text, and is not. */
    public const BAD_VALUE = 'bad_value';
}

/** Whether an action can be taken back. */
final class Reversibility
{
    /** Yes. */
    public const YES = 'yes';
    /** Yes, and it ends by itself after a stated time. */
    public const TIME_BOXED = 'time_boxed';
    /** Only a part of it. */
    public const PARTLY = 'partly';
    /** By reverting the change in the code. */
    public const BY_REVERT = 'by_revert';
    /** No. */
    public const NO = 'no';
    /** It changes nothing that could be taken back. */
    public const NOTHING_TO_REVERT = 'nothing_to_revert';
}

/** The scale in which contributions add up. */
final class Scale
{
    /** Expected + Σ contributions = log-odds. */
    public const LOG_ODDS = 'log_odds';
    /** Expected + Σ contributions = probability (random forest: a mean of class shares). */
    public const PROBABILITY = 'probability';
}

/** Which features a method sees. */
final class Selection
{
    /** All of them. */
    public const ALL = 'all';
    /** None that counts a single type, a class of types or a severity in a window. */
    public const GENERAL = 'general';
}

/** How bad an event or a finding is. */
final class Severity
{
    /** Context: trace, debug, info. */
    public const INFO = 'info';
    /** Context worth a note: notice. */
    public const LOW = 'low';
    /** An error from here up: warning. */
    public const MEDIUM = 'medium';
    /** error. */
    public const HIGH = 'high';
    /** critical, fatal, alert, emergency. */
    public const CRITICAL = 'critical';
}

/** What is foreseen. */
final class Target
{
    /** At least one event of severity `critical`. */
    public const CRITICAL = 'critical';
    /** A burst of errors. */
    public const BURST = 'burst';
    /** A burst of failed requests (status 500 to 599). */
    public const FAILED_REQUESTS = 'failed_requests';
    /** A burst of slow requests. */
    public const SLOW_REQUESTS = 'slow_requests';
}

/** Direction of a trend. */
final class TrendDirection
{
    /** Upwards: with a confidence of at least 0.9, or it has been climbing for days and is forecast to go on, with the confidence that stands beside it. */
    public const RISING = 'rising';
    /** Downwards, in the same way. */
    public const FALLING = 'falling';
    /** Neither for sure. */
    public const STABLE = 'stable';
}

/** Whether an action may run without a person. */
final class Unattended
{
    /** It may run by itself. */
    public const YES = 'yes';
    /** It may run by itself once a person has approved it. */
    public const AFTER_APPROVAL = 'after_approval';
    /** A person approves it and a person does it. */
    public const NO = 'no';
}

/** A day of the week. */
final class Weekday
{
    /** Monday. */
    public const MONDAY = 'monday';
    /** Tuesday. */
    public const TUESDAY = 'tuesday';
    /** Wednesday. */
    public const WEDNESDAY = 'wednesday';
    /** Thursday. */
    public const THURSDAY = 'thursday';
    /** Friday. */
    public const FRIDAY = 'friday';
    /** Saturday. */
    public const SATURDAY = 'saturday';
    /** Sunday. */
    public const SUNDAY = 'sunday';
}

/** How well forecasts did in a backtest; absent where nothing could be measured. */
final class Accuracy extends Message
{
    /** Share of actual values inside the interval, on origins that the interval was not calibrated on. */
    public function coverage(): ?float
    {
        return isset($this->fields['coverage']) ? (float) $this->fields['coverage'] : null;
    }

    /** Sets `coverage`. */
    public function withCoverage(float|null $value): self
    {
        return $this->put('coverage', $value);
    }

    /** Mean absolute error. */
    public function mae(): ?float
    {
        return isset($this->fields['mae']) ? (float) $this->fields['mae'] : null;
    }

    /** Sets `mae`. */
    public function withMae(float|null $value): self
    {
        return $this->put('mae', $value);
    }

    /** Mean of |error / actual| over actual values that are not 0, as a share (0.1 is 10 %). */
    public function mape(): ?float
    {
        return isset($this->fields['mape']) ? (float) $this->fields['mape'] : null;
    }

    /** Sets `mape`. */
    public function withMape(float|null $value): self
    {
        return $this->put('mape', $value);
    }

    /** Mean absolute error over that of the seasonal naive forecast one season ahead within the history. */
    public function mase(): ?float
    {
        return isset($this->fields['mase']) ? (float) $this->fields['mase'] : null;
    }

    /** Sets `mase`. */
    public function withMase(float|null $value): self
    {
        return $this->put('mase', $value);
    }

    /** Origins forecast from. */
    public function origins(): int|float|null
    {
        return $this->fields['origins'] ?? null;
    }

    /** Sets `origins`. */
    public function withOrigins(int|float|null $value): self
    {
        return $this->put('origins', $value);
    }

    /** Root of the mean squared error. */
    public function rmse(): ?float
    {
        return isset($this->fields['rmse']) ? (float) $this->fields['rmse'] : null;
    }

    /** Sets `rmse`. */
    public function withRmse(float|null $value): self
    {
        return $this->put('rmse', $value);
    }
}

/** The action and the steps to take, one after the other. */
final class ActionRequest extends Message
{
    /** An action as an earlier answer gave it. */
    public function action(): ?Lifecycle
    {
        return isset($this->fields['action']) ? new Lifecycle($this->fields['action']) : null;
    }

    /** Sets `action`. */
    public function withAction(?Lifecycle $value): self
    {
        return $this->put('action', $value);
    }

    /** The type of a new action; either this or `action`. */
    public function actionType(): ?string
    {
        return $this->fields['action_type'] ?? null;
    }

    /** Sets `action_type`. */
    public function withActionType(?string $value): self
    {
        return $this->put('action_type', $value);
    }

    /**
     * The steps, oldest first.
     *
     * @return list<Asked>
     */
    public function steps(): array
    {
        return array_map(static fn ($item) => new Asked($item), $this->fields['steps'] ?? []);
    }

    /** Sets `steps`. */
    public function withSteps(array $value): self
    {
        return $this->put('steps', $value);
    }
}
