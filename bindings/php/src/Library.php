<?php

declare(strict_types=1);

namespace Errpredict;

use FFI;
use FFI\CData;

/**
 * The C library. With PHP's default, `ffi.enable=preload`, a web process may use only what was loaded when it started: the header by
 * `ffi.preload`, this class by `opcache.preload`; `vendor/bin/errpredict-setup` writes both. On the command line nothing is needed.
 */
final class Library
{
    /** The version of the C interface that this package was written for. */
    public const ABI_VERSION = 0;

    private static ?self $loaded = null;

    private readonly CData $error;
    private readonly CData $errorAt;
    private readonly CData $bytes;
    private readonly CData $bytesAt;

    private function __construct(public readonly FFI $ffi)
    {
        self::refuseOthers($ffi);
        // One of each for all calls: a process of PHP makes one call at a time.
        $this->error = $ffi->new('errpredict_error');
        $this->errorAt = FFI::addr($this->error);
        $this->bytes = $ffi->new('errpredict_bytes');
        $this->bytesAt = FFI::addr($this->bytes);
    }

    /** The library, loaded once a process. */
    public static function get(): self
    {
        return self::$loaded ??= new self(self::load());
    }

    private static function refuseOthers(FFI $ffi): void
    {
        if (!$ffi->errpredict_abi_is_compatible(self::ABI_VERSION)) {
            throw new \RuntimeException(sprintf(
                'the library of errpredict has version %d of its interface, this package needs version %d',
                $ffi->errpredict_abi_version(),
                self::ABI_VERSION,
            ));
        }
    }

    private static function load(): FFI
    {
        try {
            return FFI::scope('ERRPREDICT');
        } catch (FFI\Exception) {
            // It was not preloaded.
        }
        try {
            // A library of another version may have none of the other functions.
            self::refuseOthers(FFI::cdef('uint32_t errpredict_abi_version(void); bool errpredict_abi_is_compatible(uint32_t);', self::path()));

            return FFI::cdef(self::header(), self::path());
        } catch (FFI\Exception $e) {
            throw new \RuntimeException(
                'the library of errpredict could not be loaded: ' . $e->getMessage() . '; in a web process of PHP it must be preloaded: '
                . 'run `errpredict-setup` of this package and put the two lines that it prints into php.ini',
                0,
                $e,
            );
        }
    }

    /** The declarations of the C library. */
    public static function header(): string
    {
        return (string) file_get_contents(__DIR__ . '/../errpredict.ffi.h');
    }

    /** Where the C library is: `ERRPREDICT_LIBRARY`, the package, else the name that the system's loader looks up. */
    public static function path(): string
    {
        $told = getenv('ERRPREDICT_LIBRARY');
        if (is_string($told) && $told !== '') {
            return $told;
        }
        $packed = sprintf('%s/../lib/%s-%s/liberrpredict.so', __DIR__, strtolower(PHP_OS_FAMILY), php_uname('m'));

        return is_file($packed) ? (string) realpath($packed) : 'liberrpredict.so.0';
    }

    /** Memory for bytes that the library gives. */
    public function bytes(): CData
    {
        return $this->bytesAt;
    }

    /** Memory for the error of a call. */
    public function error(): CData
    {
        return $this->errorAt;
    }

    /** The bytes that the last call gave. */
    public function taken(int $status): string
    {
        $this->check($status);
        $bytes = $this->bytes;
        $text = $bytes->len === 0 ? '' : FFI::string($bytes->data, $bytes->len);
        $this->ffi->errpredict_bytes_free($this->bytesAt);

        return $text;
    }

    /** Throws the error of the last call, unless it told that all went well. */
    public function check(int $status): void
    {
        if ($status !== 0) {
            $json = FFI::string($this->error->json->data, $this->error->json->len);
            $this->ffi->errpredict_error_free($this->errorAt);
            throw ErrpredictException::of($json, $status);
        }
    }

    /** A request as JSON, whose numbers come back to the last bit. */
    public static function json(mixed $request): string
    {
        return is_string($request) ? $request : json_encode(
            $request,
            JSON_THROW_ON_ERROR | JSON_PRESERVE_ZERO_FRACTION | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE,
        );
    }
}
