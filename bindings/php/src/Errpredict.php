<?php

declare(strict_types=1);

namespace Errpredict;

/** The door for everything: an operation by its name. `Operations` has them with types. */
final class Errpredict
{
    /**
     * Runs an operation on a request (a message, an array, or JSON) and gives the fields of the answer; `docs/wire.md` lists them.
     *
     * @return array<string, mixed>
     */
    public static function call(string $operation, mixed $request = new \stdClass()): array
    {
        return json_decode(self::callJson($operation, Library::json($request)), true, 512, JSON_THROW_ON_ERROR);
    }

    /** Runs an operation on a JSON request and gives the JSON answer. */
    public static function callJson(string $operation, string $request): string
    {
        $library = Library::get();

        return $library->taken($library->ffi->errpredict_call(
            $operation,
            strlen($operation),
            $request,
            strlen($request),
            $library->bytes(),
            $library->error(),
        ));
    }

    /** The version of errpredict. */
    public static function version(): string
    {
        return Library::get()->ffi->errpredict_version();
    }
}
