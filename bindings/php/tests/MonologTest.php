<?php

declare(strict_types=1);

use Errpredict\Monolog\ErrpredictHandler;
use Errpredict\Operations;
use Errpredict\Recorder;
use Errpredict\Spool;
use Errpredict\Wire\SeverityRequest;
use PHPUnit\Framework\TestCase;

/** The handler, in a logger of the Monolog of the machine. */
final class MonologTest extends TestCase
{
    public function testLevelsAreThoseOfTheCore(): void
    {
        // Monolog 3 has an enum, 2 a function.
        $names = enum_exists(Monolog\Level::class) ? Monolog\Level::NAMES : array_keys(Monolog\Logger::getLevels());
        self::assertSame(array_keys(ErrpredictHandler::SEVERITIES), $names);
        foreach (ErrpredictHandler::SEVERITIES as $level => $severity) {
            self::assertSame($severity, Operations::severity((new SeverityRequest())->withLevel($level))->severity(), $level);
        }
    }

    public function testEveryLineIsAnEventAndEveryErrorOne(): void
    {
        $folder = sys_get_temp_dir() . '/errpredict-monolog-' . getmypid();
        $recorder = new Recorder(new Spool($folder), 'shop', 'staging', '2.1');
        $log = new Monolog\Logger('shop', [new ErrpredictHandler($recorder, 'info')]);
        $log->debug('unheard');
        $log->notice('the stock is low');
        $error = new LogicException('outer', 0, new RuntimeException('inner'));
        $log->error('it broke', ['exception' => $error]);
        $recorder->thrown($error->getPrevious());
        // Below a warning no error is counted: what is thrown after it still is.
        $retried = new RuntimeException('no answer');
        $log->info('another attempt', ['exception' => $retried]);
        $recorder->thrown($retried);
        $log->critical('gone', ['exception' => new RuntimeException('no disk')]);
        $events = array_map(static fn ($line) => json_decode($line, true), file("$folder/events.ndjson"));
        shell_exec('rm -rf ' . escapeshellarg($folder));
        self::assertCount(5, $events);
        self::assertSame(['low', 'the stock is low', 'shop', 'staging', '2.1'], array_map(static fn ($name) => $events[0][$name], ['severity', 'message', 'service', 'environment', 'release']));
        self::assertMatchesRegularExpression('/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/', $events[0]['timestamp']);
        self::assertSame(
            [
                ['high', 'LogicException', 'it broke'],
                ['info', 'RuntimeException', 'another attempt'],
                ['high', 'RuntimeException', 'no answer'],
                ['critical', 'RuntimeException', 'gone'],
            ],
            array_map(static fn ($event) => [$event['severity'], $event['error_type'], $event['message']], array_slice($events, 1)),
        );
        self::assertStringContainsString('LogicException: outer in ', $events[1]['stack_trace']);
    }
}
