<?php

declare(strict_types=1);

namespace Errpredict;

/** A message as the core reads and writes it: a view of the fields of a JSON object. Fields that this version does not name stay. */
abstract class Message implements \JsonSerializable
{
    /** @param array<string, mixed> $fields by their names on the wire */
    final public function __construct(protected array $fields = [])
    {
    }

    /**
     * The fields, by their names on the wire.
     *
     * @return array<string, mixed>
     */
    final public function toArray(): array
    {
        return $this->fields;
    }

    /** A message without fields is an object in JSON, not a list. */
    final public function jsonSerialize(): mixed
    {
        return $this->fields === [] ? new \stdClass() : $this->fields;
    }

    final protected function put(string $name, mixed $value): static
    {
        if ($value === null) {
            unset($this->fields[$name]);
        } else {
            $this->fields[$name] = self::plain($value);
        }

        return $this;
    }

    private static function plain(mixed $value): mixed
    {
        if ($value instanceof self) {
            return $value->jsonSerialize();
        }

        return is_array($value) ? array_map(self::plain(...), $value) : $value;
    }
}
