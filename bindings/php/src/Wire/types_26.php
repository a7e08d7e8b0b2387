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

/** One incident and what became known of it. */
final class PastIncident extends Message
{
    /** When its cause became known; it teaches nothing about times before. */
    public function at(): ?string
    {
        return $this->fields['at'] ?? null;
    }

    /** Sets `at`. */
    public function withAt(?string $value): self
    {
        return $this->put('at', $value);
    }

    /** The kind of cause it really was; absent where only so much is known that it was not the one named. */
    public function cause(): ?string
    {
        return $this->fields['cause'] ?? null;
    }

    /** Sets `cause`. */
    public function withCause(?string $value): self
    {
        return $this->put('cause', $value);
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

    /** Its id, used once. */
    public function id(): ?string
    {
        return $this->fields['id'] ?? null;
    }

    /** Sets `id`. */
    public function withId(?string $value): self
    {
        return $this->put('id', $value);
    }

    /** The kind of cause that the answer named first. Whether that was right teaches how far to believe this kind. */
    public function named(): ?string
    {
        return $this->fields['named'] ?? null;
    }

    /** Sets `named`. */
    public function withNamed(?string $value): self
    {
        return $this->put('named', $value);
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

    /** The service it was about; kept for people, nothing depends on it. */
    public function service(): ?string
    {
        return $this->fields['service'] ?? null;
    }

    /** Sets `service`. */
    public function withService(?string $value): self
    {
        return $this->put('service', $value);
    }

    /** What it looked like: `lessons.signature` of the answer given then. Without it the incident is never alike. */
    public function signature(): ?Signature
    {
        return isset($this->fields['signature']) ? new Signature($this->fields['signature']) : null;
    }

    /** Sets `signature`. */
    public function withSignature(?Signature $value): self
    {
        return $this->put('signature', $value);
    }

    /** How sure the feedback is, above 0 and at most 1. */
    public function weight(): ?float
    {
        return isset($this->fields['weight']) ? (float) $this->fields['weight'] : null;
    }

    /** Sets `weight`. */
    public function withWeight(float|null $value): self
    {
        return $this->put('weight', $value);
    }
}

/** How often it came after such a probability was said, walked forward over the past. */
final class PastWords extends Message
{
    /** How often it came: a share. */
    public function came(): ?float
    {
        return isset($this->fields['came']) ? (float) $this->fields['came'] : null;
    }

    /** Sets `came`. */
    public function withCame(float|null $value): self
    {
        return $this->put('came', $value);
    }

    /** In how many cases. */
    public function cases(): int|float|null
    {
        return $this->fields['cases'] ?? null;
    }

    /** Sets `cases`. */
    public function withCases(int|float|null $value): self
    {
        return $this->put('cases', $value);
    }

    /** What was said, on average. */
    public function said(): ?float
    {
        return isset($this->fields['said']) ? (float) $this->fields['said'] : null;
    }

    /** Sets `said`. */
    public function withSaid(float|null $value): self
    {
        return $this->put('said', $value);
    }
}
