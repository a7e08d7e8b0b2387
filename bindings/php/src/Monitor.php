<?php

declare(strict_types=1);

namespace Errpredict;

use Errpredict\Wire\MonitorAdvanceResponse;
use Errpredict\Wire\WatchPoint;

/** The fold of a running process: events one by one, everything found at any time, numbers that are watched. */
final class Monitor extends Counting
{
    public const KIND = 'monitor';

    /** Judges every step of every service that is over by now and was not judged yet. */
    public function advance(\DateTimeInterface|string $at): MonitorAdvanceResponse
    {
        return new MonitorAdvanceResponse($this->call('advance', ['at' => self::moment($at)]));
    }

    /** Judges the next value of a number that the process measures itself. */
    public function measure(string $name, \DateTimeInterface|string $end, float $value): WatchPoint
    {
        return new WatchPoint($this->call('measure', ['name' => $name, 'end' => self::moment($end), 'value' => $value]));
    }

    /** Bytes of memory it holds. */
    public function memoryBytes(): int
    {
        return $this->call('memory')['bytes'];
    }
}
