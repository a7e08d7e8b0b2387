<?php

declare(strict_types=1);

namespace Errpredict;

use FFI\CData;

/** What keeps state between calls: a monitor, a rollup, a model, templates, similar texts. It is freed with its object. */
class Handle
{
    /** The kind that a class opens. */
    public const KIND = '';

    private ?CData $pointer;

    private function __construct(public readonly string $kind, CData $pointer)
    {
        $this->pointer = $pointer;
    }

    /** Opens a handle of a kind with settings: a message, an array, or JSON. */
    public static function openKind(string $kind, mixed $settings = new \stdClass()): static
    {
        $library = Library::get();
        $json = Library::json($settings);
        $place = $library->ffi->new('errpredict_handle *[1]');
        $library->check($library->ffi->errpredict_handle_open($kind, strlen($kind), $json, strlen($json), $place, $library->error()));

        return new static($kind, $place[0]);
    }

    /** Opens a handle of the class's kind. */
    public static function open(mixed $settings = new \stdClass()): static
    {
        return static::openKind(static::KIND, $settings);
    }

    /** Goes on where `save` was called. */
    public static function loadKind(string $kind, string $saved): static
    {
        $library = Library::get();
        $place = $library->ffi->new('errpredict_handle *[1]');
        $library->check($library->ffi->errpredict_handle_load($kind, strlen($kind), $saved, strlen($saved), $place, $library->error()));

        return new static($kind, $place[0]);
    }

    /** Goes on where `save` was called. */
    public static function load(string $saved): static
    {
        return static::loadKind(static::KIND, $saved);
    }

    /** A handle over a pointer of the library. */
    protected static function over(CData $pointer): static
    {
        return new static(static::KIND, $pointer);
    }

    public function __destruct()
    {
        $this->close();
    }

    /** A copy would be freed twice. */
    private function __clone()
    {
    }

    /** Frees it now. */
    public function close(): void
    {
        if ($this->pointer !== null) {
            Library::get()->ffi->errpredict_handle_free($this->pointer);
            $this->pointer = null;
        }
    }

    final protected function pointer(): CData
    {
        return $this->pointer ?? throw new \LogicException('this ' . static::class . ' was closed');
    }

    /**
     * Calls a method with a request (a message, an array, or JSON) and gives the fields of the answer; `docs/wire.md` lists them.
     *
     * @return array<string, mixed>
     */
    public function call(string $method, mixed $request = new \stdClass(), ?Handle $with = null): array
    {
        return json_decode($this->callJson($method, Library::json($request), $with), true, 512, JSON_THROW_ON_ERROR) ?? [];
    }

    /** Calls a method with a JSON request and gives the JSON answer. */
    public function callJson(string $method, string $request, ?Handle $with = null): string
    {
        $library = Library::get();

        return $library->taken($library->ffi->errpredict_handle_call(
            $this->pointer(),
            $method,
            strlen($method),
            $request,
            strlen($request),
            $with?->pointer(),
            $library->bytes(),
            $library->error(),
        ));
    }

    /** Counts one event: a message, an array, or JSON. */
    public function observe(mixed $event): void
    {
        $library = Library::get();
        $json = Library::json($event);
        $library->check($library->ffi->errpredict_observe_json($this->pointer(), $json, strlen($json), $library->error()));
    }

    /** The state as bytes, for `load`. */
    public function save(): string
    {
        $library = Library::get();

        return $library->taken($library->ffi->errpredict_handle_save($this->pointer(), $library->bytes(), $library->error()));
    }

    /** A time as messages have it. */
    final protected static function moment(\DateTimeInterface|string $at): string
    {
        return is_string($at) ? $at : gmdate('Y-m-d\TH:i:s', $at->getTimestamp()) . sprintf('.%03dZ', intdiv((int) $at->format('u'), 1000));
    }
}
