<?php

declare(strict_types=1);

namespace Errpredict;

/** Makes events of what an application meets, and leaves them in a spool. It never throws: what cannot be written is counted. */
final class Recorder
{
    /** @var \WeakMap<\Throwable, true> what was told already: an error is thrown, reported and logged, and is one error */
    private \WeakMap $seen;

    private int $lost = 0;

    private bool $isTold = false;

    public function __construct(
        private readonly Spool $spool,
        public readonly string $service,
        private readonly ?string $environment = null,
        private readonly ?string $release = null,
    ) {
        $this->seen = new \WeakMap();
    }

    /** Counts a request that was served; the endpoint is its route. */
    public function request(?string $endpoint, int $statusCode, float $responseTimeMs): void
    {
        $this->event(['kind' => 'request', 'endpoint' => $endpoint, 'status_code' => $statusCode, 'response_time_ms' => $responseTimeMs]);
    }

    /** Counts what was thrown, once. It has no status: its request has, and is one failed request. */
    public function thrown(\Throwable $thrown, ?string $endpoint = null): void
    {
        if ($this->isNew($thrown)) {
            $this->event(['severity' => 'high', 'message' => $thrown->getMessage(), 'endpoint' => $endpoint] + self::described($thrown));
        }
    }

    /**
     * What an event has of what was thrown: its type and its trace.
     *
     * @return array<string, string>
     */
    public static function described(\Throwable $thrown): array
    {
        return [
            'error_type' => $thrown::class,
            'stack_trace' => sprintf("%s: %s in %s:%d\nStack trace:\n%s", $thrown::class, $thrown->getMessage(), $thrown->getFile(), $thrown->getLine(), $thrown->getTraceAsString()),
        ];
    }

    /** Whether nothing in its chain was seen before; from now on it was. */
    public function isNew(\Throwable $thrown): bool
    {
        for ($one = $thrown; $one !== null; $one = $one->getPrevious()) {
            if (isset($this->seen[$one])) {
                return false;
            }
        }
        for ($one = $thrown; $one !== null; $one = $one->getPrevious()) {
            $this->seen[$one] = true;
        }

        return true;
    }

    /**
     * Counts an event; what is null is left out.
     *
     * @param array<string, mixed> $fields
     */
    public function event(array $fields): void
    {
        $now = microtime(true);
        $event = array_filter(
            $fields + [
                'timestamp' => gmdate('Y-m-d\TH:i:s', (int) $now) . sprintf('.%03dZ', (int) (($now - (int) $now) * 1000)),
                'service' => $this->service,
                'environment' => $this->environment,
                'release' => $this->release,
            ],
            static fn ($value) => $value !== null,
        );
        if (!$this->spool->add($event)) {
            $this->lost++;
            // The next fold tells of it. Where not even that can be written, the log of PHP is told, once a process.
            if (!$this->spool->lose() && !$this->isTold) {
                $this->isTold = true;
                error_log("errpredict: events cannot be written to {$this->spool->folder}: nothing is counted");
            }
        }
    }

    /** Events of this process that could not be written; a fold tells of those of all processes. */
    public function lost(): int
    {
        return $this->lost;
    }
}
