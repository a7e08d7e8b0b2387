<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** The messages and what was learnt before. */
final class TemplatesRequest extends Message
{
    /** Settings; those of the state where one is given. */
    public function config(): ?TemplatesConfig
    {
        return isset($this->fields['config']) ? new TemplatesConfig($this->fields['config']) : null;
    }

    /** Sets `config`. */
    public function withConfig(?TemplatesConfig $value): self
    {
        return $this->put('config', $value);
    }

    /** Whether the answer carries the state to go on from. */
    public function keepState(): ?bool
    {
        return $this->fields['keep_state'] ?? null;
    }

    /** Sets `keep_state`. */
    public function withKeepState(?bool $value): self
    {
        return $this->put('keep_state', $value);
    }

    /**
     * Messages, oldest first.
     *
     * @return list<string>
     */
    public function messages(): array
    {
        return $this->fields['messages'] ?? [];
    }

    /** Sets `messages`. */
    public function withMessages(array $value): self
    {
        return $this->put('messages', $value);
    }

    /** The `state` of an earlier answer. */
    public function state(): mixed
    {
        return $this->fields['state'] ?? null;
    }

    /** Sets `state`. */
    public function withState(mixed $value): self
    {
        return $this->put('state', $value);
    }
}

/** What was found. */
final class TemplatesResponse extends Message
{
    /**
     * Every merge so far, oldest first; an id that was merged leads on to the one it is now.
     *
     * @return list<Merge>
     */
    public function merges(): array
    {
        return array_map(static fn ($item) => new Merge($item), $this->fields['merges'] ?? []);
    }

    /** Sets `merges`. */
    public function withMerges(array $value): self
    {
        return $this->put('merges', $value);
    }

    /**
     * Per message its template, merges followed, and what stands at its variables.
     *
     * @return list<Parsed>
     */
    public function messages(): array
    {
        return array_map(static fn ($item) => new Parsed($item), $this->fields['messages'] ?? []);
    }

    /** Sets `messages`. */
    public function withMessages(array $value): self
    {
        return $this->put('messages', $value);
    }

    /** What to send along to go on. */
    public function state(): mixed
    {
        return $this->fields['state'] ?? null;
    }

    /** Sets `state`. */
    public function withState(mixed $value): self
    {
        return $this->put('state', $value);
    }

    /**
     * Templates of those messages, by id.
     *
     * @return list<Known>
     */
    public function templates(): array
    {
        return array_map(static fn ($item) => new Known($item), $this->fields['templates'] ?? []);
    }

    /** Sets `templates`. */
    public function withTemplates(array $value): self
    {
        return $this->put('templates', $value);
    }
}

/** How templates are told apart. */
final class TemplatesSettings extends Message
{
    /** The settings of the method. */
    public function config(): ?TemplatesConfig
    {
        return isset($this->fields['config']) ? new TemplatesConfig($this->fields['config']) : null;
    }

    /** Sets `config`. */
    public function withConfig(?TemplatesConfig $value): self
    {
        return $this->put('config', $value);
    }
}

/** One tested time. */
final class TestedTime extends Message
{
    /** When it was asked. */
    public function at(): ?string
    {
        return $this->fields['at'] ?? null;
    }

    /** Sets `at`. */
    public function withAt(?string $value): self
    {
        return $this->put('at', $value);
    }

    /** When it came; absent where it did not within the horizon. */
    public function came(): ?string
    {
        return $this->fields['came'] ?? null;
    }

    /** Sets `came`. */
    public function withCame(?string $value): self
    {
        return $this->put('came', $value);
    }

    /** The probability that was said. */
    public function probability(): ?float
    {
        return isset($this->fields['probability']) ? (float) $this->fields['probability'] : null;
    }

    /** Sets `probability`. */
    public function withProbability(float|null $value): self
    {
        return $this->put('probability', $value);
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
}

/** One known text. */
final class Text extends Message
{
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

/** The chance to cross a threshold within the horizon, and when. */
final class ThresholdCrossing extends Message
{
    /**
     * Probability to have crossed it by the end of each step.
     *
     * @return list<float>
     */
    public function byStep(): array
    {
        return array_map(static fn ($item) => (float) $item, $this->fields['by_step'] ?? []);
    }

    /** Sets `by_step`. */
    public function withByStep(array $value): self
    {
        return $this->put('by_step', $value);
    }

    /** Whether the point forecast itself crosses it. */
    public function exceeds(): ?bool
    {
        return $this->fields['exceeds'] ?? null;
    }

    /** Sets `exceeds`. */
    public function withExceeds(?bool $value): self
    {
        return $this->put('exceeds', $value);
    }

    /** First step end by which crossing is at least as likely as not; absent if it stays unlikely. */
    public function medianTime(): ?string
    {
        return $this->fields['median_time'] ?? null;
    }

    /** Sets `median_time`. */
    public function withMedianTime(?string $value): self
    {
        return $this->put('median_time', $value);
    }

    /** Probability to cross it within the horizon, from the backtest's error paths; absent without any. */
    public function probability(): ?float
    {
        return isset($this->fields['probability']) ? (float) $this->fields['probability'] : null;
    }

    /** Sets `probability`. */
    public function withProbability(float|null $value): self
    {
        return $this->put('probability', $value);
    }

    /** The threshold. */
    public function threshold(): ?float
    {
        return isset($this->fields['threshold']) ? (float) $this->fields['threshold'] : null;
    }

    /** Sets `threshold`. */
    public function withThreshold(float|null $value): self
    {
        return $this->put('threshold', $value);
    }
}
