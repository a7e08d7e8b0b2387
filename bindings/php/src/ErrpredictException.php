<?php

declare(strict_types=1);

namespace Errpredict;

/** What went wrong: `errorCode()` is the core's, the same in every language; `getCode()` is its number in C. */
final class ErrpredictException extends \RuntimeException
{
    /** @param array<string, string> $context where: file, path in the request, line, field and the like */
    public function __construct(
        private readonly string $errorCode,
        string $message,
        private readonly array $context = [],
        private readonly bool $retryable = false,
        int $status = 0,
        private readonly string $json = '',
    ) {
        parent::__construct($message, $status);
    }

    /** The exception for an error of the core, given as it stands under `error` in messages. */
    public static function of(string $json, int $status): self
    {
        $told = json_decode($json, true, 512, JSON_THROW_ON_ERROR);

        return new self($told['code'], $told['message'], $told['context'] ?? [], $told['retryable'] ?? false, $status, $json);
    }

    /** The stable code, such as `not_enough_data`. */
    public function errorCode(): string
    {
        return $this->errorCode;
    }

    /**
     * Where: file, path in the request, line, field and the like.
     *
     * @return array<string, string>
     */
    public function context(): array
    {
        return $this->context;
    }

    /** The whole error as the core wrote it: the JSON that stands under `error` in messages. */
    public function json(): string
    {
        return $this->json;
    }

    /** Whether the very same call may succeed when it is made again later. */
    public function isRetryable(): bool
    {
        return $this->retryable;
    }
}
