<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** Events to count. */
final class HandleObserveRequest extends Message
{
    /**
     * In any order; late ones and repeated ones count like any other.
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
}

/** What was counted. */
final class HandleObserveResponse extends Message
{
    /** Events counted; those out of their ranges are told in `refused`. */
    public function counted(): int|float|null
    {
        return $this->fields['counted'] ?? null;
    }

    /** Sets `counted`. */
    public function withCounted(int|float|null $value): self
    {
        return $this->put('counted', $value);
    }

    /**
     * Events that were refused, by their place among those given.
     *
     * @return list<HandleRefusedEvent>
     */
    public function refused(): array
    {
        return array_map(static fn ($item) => new HandleRefusedEvent($item), $this->fields['refused'] ?? []);
    }

    /** Sets `refused`. */
    public function withRefused(array $value): self
    {
        return $this->put('refused', $value);
    }
}

/** One event that was refused. */
final class HandleRefusedEvent extends Message
{
    /** Why. */
    public function error(): ?ErrorMessage
    {
        return isset($this->fields['error']) ? new ErrorMessage($this->fields['error']) : null;
    }

    /** Sets `error`. */
    public function withError(?ErrorMessage $value): self
    {
        return $this->put('error', $value);
    }

    /** Its place among those given, from 0. */
    public function place(): int|float|null
    {
        return $this->fields['place'] ?? null;
    }

    /** Sets `place`. */
    public function withPlace(int|float|null $value): self
    {
        return $this->put('place', $value);
    }
}

/** The first sentence of a report, and what it is made of. */
final class Headline extends Message
{
    /** Key of the action to begin with. */
    public function action(): ?string
    {
        return $this->fields['action'] ?? null;
    }

    /** Sets `action`. */
    public function withAction(?string $value): self
    {
        return $this->put('action', $value);
    }

    /**
     * The services that follow.
     *
     * @return list<string>
     */
    public function followedBy(): array
    {
        return $this->fields['followed_by'] ?? [];
    }

    /** Sets `followed_by`. */
    public function withFollowedBy(array $value): self
    {
        return $this->put('followed_by', $value);
    }

    /** The release that was deployed before, where one is recorded. */
    public function release(): ?string
    {
        return $this->fields['release'] ?? null;
    }

    /** Sets `release`. */
    public function withRelease(?string $value): self
    {
        return $this->put('release', $value);
    }

    /** Where it began, or is worst; absent where nothing goes on. */
    public function scope(): ?Scope
    {
        return isset($this->fields['scope']) ? new Scope($this->fields['scope']) : null;
    }

    /** Sets `scope`. */
    public function withScope(?Scope $value): self
    {
        return $this->put('scope', $value);
    }

    /** Since when. */
    public function since(): ?string
    {
        return $this->fields['since'] ?? null;
    }

    /** Sets `since`. */
    public function withSince(?string $value): self
    {
        return $this->put('since', $value);
    }

    /** The sentence. */
    public function text(): ?string
    {
        return $this->fields['text'] ?? null;
    }

    /** Sets `text`. */
    public function withText(?string $value): self
    {
        return $this->put('text', $value);
    }

    /** Whether anything goes on now. */
    public function trouble(): ?bool
    {
        return $this->fields['trouble'] ?? null;
    }

    /** Sets `trouble`. */
    public function withTrouble(?bool $value): self
    {
        return $this->put('trouble', $value);
    }

    /** Whether most of a log could not be read, which the sentence says first: a calm that rests on little is none. Set by whoever read the log. */
    public function unread(): ?bool
    {
        return $this->fields['unread'] ?? null;
    }

    /** Sets `unread`. */
    public function withUnread(?bool $value): self
    {
        return $this->put('unread', $value);
    }
}

/** What happened before. */
final class History extends Message
{
    /**
     * Actions that were carried out, in any order.
     *
     * @return list<PastAction>
     */
    public function actions(): array
    {
        return array_map(static fn ($item) => new PastAction($item), $this->fields['actions'] ?? []);
    }

    /** Sets `actions`. */
    public function withActions(array $value): self
    {
        return $this->put('actions', $value);
    }

    /**
     * Which errors are the same; of two decisions about the same pair the later counts.
     *
     * @return list<ErrorDecision>
     */
    public function errors(): array
    {
        return array_map(static fn ($item) => new ErrorDecision($item), $this->fields['errors'] ?? []);
    }

    /** Sets `errors`. */
    public function withErrors(array $value): self
    {
        return $this->put('errors', $value);
    }

    /**
     * What was said of predictions; of two words about the same row the later counts.
     *
     * @return list<Feedback>
     */
    public function feedback(): array
    {
        return array_map(static fn ($item) => new Feedback($item), $this->fields['feedback'] ?? []);
    }

    /** Sets `feedback`. */
    public function withFeedback(array $value): self
    {
        return $this->put('feedback', $value);
    }

    /**
     * Incidents, in any order.
     *
     * @return list<PastIncident>
     */
    public function incidents(): array
    {
        return array_map(static fn ($item) => new PastIncident($item), $this->fields['incidents'] ?? []);
    }

    /** Sets `incidents`. */
    public function withIncidents(array $value): self
    {
        return $this->put('incidents', $value);
    }

    /**
     * Which insights were seen, solved or set aside; of two marks of the same insight the later counts.
     *
     * @return list<InsightMark>
     */
    public function insights(): array
    {
        return array_map(static fn ($item) => new InsightMark($item), $this->fields['insights'] ?? []);
    }

    /** Sets `insights`. */
    public function withInsights(array $value): self
    {
        return $this->put('insights', $value);
    }

    /**
     * Times of the day at which so many errors of a service are normal.
     *
     * @return list<NormalTime>
     */
    public function normal(): array
    {
        return array_map(static fn ($item) => new NormalTime($item), $this->fields['normal'] ?? []);
    }

    /** Sets `normal`. */
    public function withNormal(array $value): self
    {
        return $this->put('normal', $value);
    }

    /** Version of the file: 1. */
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

/** Special steps that share one effect. */
final class Holiday extends Message
{
    /** Its name. */
    public function name(): ?string
    {
        return $this->fields['name'] ?? null;
    }

    /** Sets `name`. */
    public function withName(?string $value): self
    {
        return $this->put('name', $value);
    }

    /**
     * Places of its steps, counted from the first value of the history (0); those ahead are forecast.
     *
     * @return list<int>
     */
    public function steps(): array
    {
        return $this->fields['steps'] ?? [];
    }

    /** Sets `steps`. */
    public function withSteps(array $value): self
    {
        return $this->put('steps', $value);
    }
}

/** A named day that is unlike others. */
final class HolidayDates extends Message
{
    /**
     * Its dates in local time, such as `2026-12-25`, past and ahead.
     *
     * @return list<string>
     */
    public function dates(): array
    {
        return $this->fields['dates'] ?? [];
    }

    /** Sets `dates`. */
    public function withDates(array $value): self
    {
        return $this->put('dates', $value);
    }

    /** Its name; dates of the same name share one effect. */
    public function name(): ?string
    {
        return $this->fields['name'] ?? null;
    }

    /** Sets `name`. */
    public function withName(?string $value): self
    {
        return $this->put('name', $value);
    }
}

/** What an action could achieve and how that is known. */
final class Impact extends Message
{
    /** What there is to win; absent where no more came than expected. */
    public function atStake(): ?AtStake
    {
        return isset($this->fields['at_stake']) ? new AtStake($this->fields['at_stake']) : null;
    }

    /** Sets `at_stake`. */
    public function withAtStake(?AtStake $value): self
    {
        return $this->put('at_stake', $value);
    }

    /** Measured effect of this type, where there is one. */
    public function effect(): ?Effect
    {
        return isset($this->fields['effect']) ? new Effect($this->fields['effect']) : null;
    }

    /** Sets `effect`. */
    public function withEffect(?Effect $value): self
    {
        return $this->put('effect', $value);
    }

    /** What it would save at most: what is at stake times the share of the cause that it removes, or times what this type is measured to spare. Absent where neither is known, and for what changes nothing by itself. */
    public function saves(): ?Level
    {
        return isset($this->fields['saves']) ? new Level($this->fields['saves']) : null;
    }

    /** Sets `saves`. */
    public function withSaves(?Level $value): self
    {
        return $this->put('saves', $value);
    }

    /** Where the estimate comes from. */
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
