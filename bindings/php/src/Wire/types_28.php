<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** A stretch of every day in which so many errors of a service are normal. It silences a rise of errors that lies inside it and is no higher than was said, of the service and of all services together; anything longer, higher or of another kind is told as ever. */
final class NormalTime extends Message
{
    /** When it was said; analyses of earlier times do not know it. */
    public function at(): ?string
    {
        return $this->fields['at'] ?? null;
    }

    /** Sets `at`. */
    public function withAt(?string $value): self
    {
        return $this->put('at', $value);
    }

    /** Errors an hour that are normal then, beside the usual ones. */
    public function atMost(): ?float
    {
        return isset($this->fields['at_most']) ? (float) $this->fields['at_most'] : null;
    }

    /** Sets `at_most`. */
    public function withAtMost(float|null $value): self
    {
        return $this->put('at_most', $value);
    }

    /** The minute of the day in which it begins, 0 to 1439. */
    public function fromMinute(): int|float|null
    {
        return $this->fields['from_minute'] ?? null;
    }

    /** Sets `from_minute`. */
    public function withFromMinute(int|float|null $value): self
    {
        return $this->put('from_minute', $value);
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

    /** The minute of the day in which it ends, 0 to 1439; not after `from_minute` where it goes beyond midnight. */
    public function toMinute(): int|float|null
    {
        return $this->fields['to_minute'] ?? null;
    }

    /** Sets `to_minute`. */
    public function withToMinute(int|float|null $value): self
    {
        return $this->put('to_minute', $value);
    }

    /** Until when it holds; for good when absent. */
    public function until(): ?string
    {
        return $this->fields['until'] ?? null;
    }

    /** Sets `until`. */
    public function withUntil(?string $value): self
    {
        return $this->put('until', $value);
    }

    /** The zone of these minutes, such as `Europe/Paris`; UTC when absent. */
    public function zone(): ?string
    {
        return $this->fields['zone'] ?? null;
    }

    /** Sets `zone`. */
    public function withZone(?string $value): self
    {
        return $this->put('zone', $value);
    }
}

/** A part that could not be had. */
final class Note extends Message
{
    /** The error code, such as `not_enough_data`. */
    public function code(): ?string
    {
        return $this->fields['code'] ?? null;
    }

    /** Sets `code`. */
    public function withCode(?string $value): self
    {
        return $this->put('code', $value);
    }

    /** Why, with the numbers. */
    public function message(): ?string
    {
        return $this->fields['message'] ?? null;
    }

    /** Sets `message`. */
    public function withMessage(?string $value): self
    {
        return $this->put('message', $value);
    }

    /** The part: `anomalies`, `states`, `predictions`, `forecast`, `capacity`, `causes`. */
    public function part(): ?string
    {
        return $this->fields['part'] ?? null;
    }

    /** Sets `part`. */
    public function withPart(?string $value): self
    {
        return $this->put('part', $value);
    }
}

/** The log and the action. */
final class OutcomeRequest extends Message
{
    /**
     * The times by which other actions for it were over: hours right after them are not compared with.
     *
     * @return list<string>
     */
    public function acted(): array
    {
        return $this->fields['acted'] ?? [];
    }

    /** Sets `acted`. */
    public function withActed(array $value): self
    {
        return $this->put('acted', $value);
    }

    /** What was done. */
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
     * The events before and after it, in any order.
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

    /** When. */
    public function executedAt(): ?string
    {
        return $this->fields['executed_at'] ?? null;
    }

    /** Sets `executed_at`. */
    public function withExecutedAt(?string $value): self
    {
        return $this->put('executed_at', $value);
    }

    /** Hours after it that are compared. */
    public function hours(): int|float|null
    {
        return $this->fields['hours'] ?? null;
    }

    /** Sets `hours`. */
    public function withHours(int|float|null $value): self
    {
        return $this->put('hours', $value);
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

    /** The service it was for; absent for all of them together. */
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

/** What came of it, as `actions` of a history have it. */
final class OutcomeResponse extends Message
{
    /** What was done. */
    public function actionType(): ?string
    {
        return $this->fields['action_type'] ?? null;
    }

    /** Sets `action_type`. */
    public function withActionType(?string $value): self
    {
        return $this->put('action_type', $value);
    }

    /** The first less the second; below 0 where more came. */
    public function errorsPrevented(): ?float
    {
        return isset($this->fields['errors_prevented']) ? (float) $this->fields['errors_prevented'] : null;
    }

    /** Sets `errors_prevented`. */
    public function withErrorsPrevented(float|null $value): self
    {
        return $this->put('errors_prevented', $value);
    }

    /** Errors that came after earlier hours as bad, when nothing was done. */
    public function forecast(): ?float
    {
        return isset($this->fields['forecast']) ? (float) $this->fields['forecast'] : null;
    }

    /** Sets `forecast`. */
    public function withForecast(float|null $value): self
    {
        return $this->put('forecast', $value);
    }

    /** Errors seen. */
    public function seen(): ?float
    {
        return isset($this->fields['seen']) ? (float) $this->fields['seen'] : null;
    }

    /** Sets `seen`. */
    public function withSeen(float|null $value): self
    {
        return $this->put('seen', $value);
    }

    /** About how many users met no error because of it; absent where no error of the day before named a user. */
    public function usersSpared(): ?float
    {
        return isset($this->fields['users_spared']) ? (float) $this->fields['users_spared'] : null;
    }

    /** Sets `users_spared`. */
    public function withUsersSpared(float|null $value): self
    {
        return $this->put('users_spared', $value);
    }
}

/** One message. */
final class Parsed extends Message
{
    /**
     * What stands at the variables; null where the text of the template, made of many messages, is another.
     *
     * @return list<string>
     */
    public function parameters(): array
    {
        return $this->fields['parameters'] ?? [];
    }

    /** Sets `parameters`. */
    public function withParameters(array $value): self
    {
        return $this->put('parameters', $value);
    }

    /** Its template. */
    public function template(): int|float|null
    {
        return $this->fields['template'] ?? null;
    }

    /** Sets `template`. */
    public function withTemplate(int|float|null $value): self
    {
        return $this->put('template', $value);
    }
}

/** One action that was carried out, and what came of it. */
final class PastAction extends Message
{
    /** The type. */
    public function actionType(): ?string
    {
        return $this->fields['action_type'] ?? null;
    }

    /** Sets `action_type`. */
    public function withActionType(?string $value): self
    {
        return $this->put('action_type', $value);
    }

    /** When its outcome was known; it teaches nothing about times before. */
    public function at(): ?string
    {
        return $this->fields['at'] ?? null;
    }

    /** Sets `at`. */
    public function withAt(?string $value): self
    {
        return $this->put('at', $value);
    }

    /** Errors to expect in the time after it, had nothing been done: by earlier hours as bad in which nothing was. Absent where there was nothing to compare with: what was seen after it then teaches nothing of its effect. */
    public function forecast(): ?float
    {
        return isset($this->fields['forecast']) ? (float) $this->fields['forecast'] : null;
    }

    /** Sets `forecast`. */
    public function withForecast(float|null $value): self
    {
        return $this->put('forecast', $value);
    }

    /** Errors seen in that time. */
    public function seen(): ?float
    {
        return isset($this->fields['seen']) ? (float) $this->fields['seen'] : null;
    }

    /** Sets `seen`. */
    public function withSeen(float|null $value): self
    {
        return $this->put('seen', $value);
    }

    /** The service; kept for people, nothing depends on it. */
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
