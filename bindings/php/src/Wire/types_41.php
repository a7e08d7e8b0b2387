<?php

// Written from schema/wire: do not edit, run `python3 bindings/generate/main.py`.

declare(strict_types=1);

namespace Errpredict\Wire;

use Errpredict\Message;

/** One service's group and attributes. */
final class StaticService extends Message
{
    /**
     * Its attributes, one a name; empty is missing.
     *
     * @return list<string>
     */
    public function attributes(): array
    {
        return $this->fields['attributes'] ?? [];
    }

    /** Sets `attributes`. */
    public function withAttributes(array $value): self
    {
        return $this->put('attributes', $value);
    }

    /**
     * The services it calls, sorted.
     *
     * @return list<string>
     */
    public function dependsOn(): array
    {
        return $this->fields['depends_on'] ?? [];
    }

    /** Sets `depends_on`. */
    public function withDependsOn(array $value): self
    {
        return $this->put('depends_on', $value);
    }

    /** The group it belongs to; empty where none is known. */
    public function group(): ?string
    {
        return $this->fields['group'] ?? null;
    }

    /** Sets `group`. */
    public function withGroup(?string $value): self
    {
        return $this->put('group', $value);
    }
}

/** Group, attributes and dependencies of services. A service that is not listed is in the group `""` with every attribute missing and depends on nothing known. */
final class Statics extends Message
{
    /**
     * Names of the attributes, in the order of their values.
     *
     * @return list<string>
     */
    public function attributeNames(): array
    {
        return $this->fields['attribute_names'] ?? [];
    }

    /** Sets `attribute_names`. */
    public function withAttributeNames(array $value): self
    {
        return $this->put('attribute_names', $value);
    }

    /**
     * What is known of each service, by name.
     *
     * @return array<string, StaticService>
     */
    public function services(): array
    {
        return array_map(static fn ($item) => new StaticService($item), (array) ($this->fields['services'] ?? []));
    }

    /** Sets `services`. */
    public function withServices(array $value): self
    {
        return $this->put('services', $value === [] ? new \stdClass() : $value);
    }

    /** Name of the zone (IANA) by whose clock the services are used; UTC where absent. */
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

/** What a series or a mix is about: its scope, its metric and, where it is one error group alone, which. */
final class Subject extends Message
{
    /** The error group, where it is one alone. */
    public function group(): ?string
    {
        return $this->fields['group'] ?? null;
    }

    /** Sets `group`. */
    public function withGroup(?string $value): self
    {
        return $this->put('group', $value);
    }

    /** What of it; errors where nothing is said. */
    public function metric(): mixed
    {
        return $this->fields['metric'] ?? null;
    }

    /** Sets `metric`. */
    public function withMetric(mixed $value): self
    {
        return $this->put('metric', $value);
    }

    /** The service, or all of them. */
    public function scope(): ?Scope
    {
        return isset($this->fields['scope']) ? new Scope($this->fields['scope']) : null;
    }

    /** Sets `scope`. */
    public function withScope(?Scope $value): self
    {
        return $this->put('scope', $value);
    }
}

/** What somebody complained about. */
final class Symptom extends Message
{
    /** The metric's name, which says whether it is slow or failing. */
    public function metric(): ?string
    {
        return $this->fields['metric'] ?? null;
    }

    /** Sets `metric`. */
    public function withMetric(?string $value): self
    {
        return $this->put('metric', $value);
    }

    /** Index into [`Incident::services`]. */
    public function service(): int|float|null
    {
        return $this->fields['service'] ?? null;
    }

    /** Sets `service`. */
    public function withService(int|float|null $value): self
    {
        return $this->put('service', $value);
    }
}

/** The question a model answers. | Name | Default | Meaning | |---|---|---| | `target` | `critical` | what is foreseen | | `horizon_ms` | 24 h | how far ahead, in whole minutes | | `fingerprint` | none | only this error group counts | | `burst` | see [`BurstRule`] | from how many events on it is a burst | */
final class Task extends Message
{
    /** From how many events on it is a burst. */
    public function burst(): ?BurstRule
    {
        return isset($this->fields['burst']) ? new BurstRule($this->fields['burst']) : null;
    }

    /** Sets `burst`. */
    public function withBurst(?BurstRule $value): self
    {
        return $this->put('burst', $value);
    }

    /** Only this error group counts. */
    public function fingerprint(): ?string
    {
        return $this->fields['fingerprint'] ?? null;
    }

    /** Sets `fingerprint`. */
    public function withFingerprint(?string $value): self
    {
        return $this->put('fingerprint', $value);
    }

    /** How far ahead, in milliseconds: whole minutes, at least one. */
    public function horizonMs(): int|float|null
    {
        return $this->fields['horizon_ms'] ?? null;
    }

    /** Sets `horizon_ms`. */
    public function withHorizonMs(int|float|null $value): self
    {
        return $this->put('horizon_ms', $value);
    }

    /** What is foreseen. */
    public function target(): ?string
    {
        return $this->fields['target'] ?? null;
    }

    /** Sets `target`. */
    public function withTarget(?string $value): self
    {
        return $this->put('target', $value);
    }
}

/** Settings of templates; the table of the module says what each does. */
final class TemplatesConfig extends Message
{
    /** The same after `=`, a quote or an opening bracket. */
    public function enclosedValues(): int|float|null
    {
        return $this->fields['enclosed_values'] ?? null;
    }

    /** Sets `enclosed_values`. */
    public function withEnclosedValues(int|float|null $value): self
    {
        return $this->put('enclosed_values', $value);
    }

    /** The same in the first chunk. */
    public function firstValues(): int|float|null
    {
        return $this->fields['first_values'] ?? null;
    }

    /** Sets `first_values`. */
    public function withFirstValues(int|float|null $value): self
    {
        return $this->put('first_values', $value);
    }

    /** Chunks with words needed elsewhere before the first may vary. */
    public function firstWords(): int|float|null
    {
        return $this->fields['first_words'] ?? null;
    }

    /** Sets `first_words`. */
    public function withFirstWords(int|float|null $value): self
    {
        return $this->put('first_words', $value);
    }

    /** A longer message is cut there, in bytes. */
    public function maxMessageBytes(): int|float|null
    {
        return $this->fields['max_message_bytes'] ?? null;
    }

    /** Sets `max_message_bytes`. */
    public function withMaxMessageBytes(int|float|null $value): self
    {
        return $this->put('max_message_bytes', $value);
    }

    /** Most forms kept; beyond, unknown messages count to one template `<*>`. */
    public function maxTemplates(): int|float|null
    {
        return $this->fields['max_templates'] ?? null;
    }

    /** Sets `max_templates`. */
    public function withMaxTemplates(int|float|null $value): self
    {
        return $this->put('max_templates', $value);
    }

    /** Different words at each of two places that make both variable, where never one alone differs. */
    public function pairedValues(): int|float|null
    {
        return $this->fields['paired_values'] ?? null;
    }

    /** Sets `paired_values`. */
    public function withPairedValues(int|float|null $value): self
    {
        return $this->put('paired_values', $value);
    }

    /** Different words that make a chunk a variable. */
    public function values(): int|float|null
    {
        return $this->fields['values'] ?? null;
    }

    /** Sets `values`. */
    public function withValues(int|float|null $value): self
    {
        return $this->put('values', $value);
    }
}

/** Nothing to ask. */
final class TemplatesListRequest extends Message
{
}

/** Every template. */
final class TemplatesListResponse extends Message
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

    /** Messages learnt from. */
    public function nMessages(): int|float|null
    {
        return $this->fields['n_messages'] ?? null;
    }

    /** Sets `n_messages`. */
    public function withNMessages(int|float|null $value): self
    {
        return $this->put('n_messages', $value);
    }

    /**
     * By id.
     *
     * @return list<ListedTemplate>
     */
    public function templates(): array
    {
        return array_map(static fn ($item) => new ListedTemplate($item), $this->fields['templates'] ?? []);
    }

    /** Sets `templates`. */
    public function withTemplates(array $value): self
    {
        return $this->put('templates', $value);
    }
}

/** Messages to learn from. */
final class TemplatesObserveRequest extends Message
{
    /**
     * Oldest first.
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
}

/** What they are. */
final class TemplatesObserveResponse extends Message
{
    /**
     * The template of each message, merges so far followed.
     *
     * @return list<int>
     */
    public function templates(): array
    {
        return $this->fields['templates'] ?? [];
    }

    /** Sets `templates`. */
    public function withTemplates(array $value): self
    {
        return $this->put('templates', $value);
    }
}
