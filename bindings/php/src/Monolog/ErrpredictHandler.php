<?php

declare(strict_types=1);

namespace Errpredict\Monolog;

use Errpredict\Recorder;
use Monolog\Handler\AbstractProcessingHandler;

/** Counts what Monolog logs, of version 2 and 3: `$log->pushHandler(new ErrpredictHandler($recorder))`. */
final class ErrpredictHandler extends AbstractProcessingHandler
{
    /** Monolog's levels (RFC 5424) on the core's scale, as `errpredict severity` maps them; a test compares the two. */
    public const SEVERITIES = [
        'DEBUG' => 'info',
        'INFO' => 'info',
        'NOTICE' => 'low',
        'WARNING' => 'medium',
        'ERROR' => 'high',
        'CRITICAL' => 'critical',
        'ALERT' => 'critical',
        'EMERGENCY' => 'critical',
    ];

    /** From these on an event is an error. */
    private const ERRORS = ['medium', 'high', 'critical'];

    /** @param mixed $level the least level that is counted, as Monolog has it */
    public function __construct(private readonly Recorder $recorder, $level = 'debug', bool $bubble = true)
    {
        parent::__construct($level, $bubble);
    }

    /** @param array<string, mixed>|\Monolog\LogRecord $record an array in Monolog 2, an object that reads like one in 3 */
    protected function write($record): void
    {
        $severity = self::SEVERITIES[strtoupper($record['level_name'])] ?? null;
        $event = [
            'timestamp' => \DateTimeImmutable::createFromInterface($record['datetime'])->setTimezone(new \DateTimeZone('UTC'))->format('Y-m-d\TH:i:s.v\Z'),
            'severity' => $severity,
            'message' => $record['message'],
        ];
        $thrown = $record['context']['exception'] ?? null;
        if ($thrown instanceof \Throwable) {
            // A line below a warning counts no error: what is thrown after it is yet to be told.
            if (in_array($severity, self::ERRORS, true) && !$this->recorder->isNew($thrown)) {
                return;
            }
            $event += Recorder::described($thrown);
        }
        $this->recorder->event($event);
    }
}
