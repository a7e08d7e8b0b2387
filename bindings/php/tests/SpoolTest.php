<?php

declare(strict_types=1);

use Errpredict\Keeper;
use Errpredict\Recorder;
use Errpredict\Spool;
use PHPUnit\Framework\TestCase;

/** Events wait in a file and are counted once, whoever writes and whoever is killed. */
final class SpoolTest extends TestCase
{
    private string $folder;

    protected function setUp(): void
    {
        $this->folder = sys_get_temp_dir() . '/errpredict-spool-' . getmypid() . '-' . uniqid();
    }

    protected function tearDown(): void
    {
        shell_exec('rm -rf ' . escapeshellarg($this->folder));
    }

    private static function event(int $i = 0): array
    {
        return ['timestamp' => gmdate(DATE_ATOM, 1795132800 + $i), 'service' => 'shop', 'severity' => 'high', 'error_type' => 'E'];
    }

    private function counted(Keeper $keeper): int
    {
        return (int) $keeper->monitor()->analyze('2026-11-30T00:00:00Z')->events();
    }

    public function testWhatManyProcessesWriteWhileItIsFoldedIsCountedOnce(): void
    {
        $code = sprintf(
            'require %s; $spool = new Errpredict\Spool(%s); for ($i = 0; $i < 500; $i++) { $spool->add(["timestamp" => gmdate(DATE_ATOM, 1795132800 + $i),
            "service" => "shop", "message" => str_repeat("x", 100)]) || exit(1); usleep(50); }',
            var_export(getenv('ERRPREDICT_AUTOLOAD'), true),
            var_export($this->folder, true),
        );
        $writers = [];
        for ($i = 0; $i < 4; $i++) {
            $writers[] = proc_open([PHP_BINARY, '-r', $code], [], $pipes);
        }
        $keeper = new Keeper(new Spool($this->folder), 'shop');
        [$folded, $folds] = [0, 0];
        do {
            $going = array_filter($writers, static fn ($writer) => proc_get_status($writer)['running']);
            $folded += $keeper->fold(new DateTimeImmutable('2026-11-21'))['events'];
            $folds++;
            usleep(20_000);
        } while ($going !== []);
        $folded += $keeper->fold(new DateTimeImmutable('2026-11-21'))['events'];
        self::assertSame([2000, 2000], [$folded, $this->counted($keeper)]);
        self::assertGreaterThan(2, $folds);
    }

    public function testAKillBetweenKeepingAndClearingCountsNothingTwice(): void
    {
        $spool = new Spool($this->folder);
        $keeper = new Keeper($spool, 'shop');
        $spool->add(self::event(), self::event(1));
        [$waiting] = $spool->taken();
        $lines = file_get_contents($waiting);
        $keeper->fold(new DateTimeImmutable('2026-11-21'));
        self::assertSame(2, $this->counted($keeper));
        // As it is where the process was killed after the state was written: the file is named in it, and still there.
        file_put_contents($waiting, $lines);
        $state = explode("\n", file_get_contents("$this->folder/monitor.state"), 2)[1];
        file_put_contents("$this->folder/monitor.state", basename($waiting) . "\n$state");
        self::assertSame(0, $keeper->fold(new DateTimeImmutable('2026-11-21'))['events']);
        self::assertSame(2, $this->counted($keeper));
        self::assertFileDoesNotExist($waiting);
        // And where it was killed before: it is folded now.
        file_put_contents($waiting, $lines);
        self::assertSame(2, $keeper->fold(new DateTimeImmutable('2026-11-21'))['events']);
        self::assertSame(4, $this->counted($keeper));
    }

    public function testWhatCannotBeReadOrWrittenIsSaid(): void
    {
        $small = new Spool($this->folder, 50);
        self::assertTrue($small->add(self::event()));
        self::assertFalse($small->add(self::event()));
        $recorder = new Recorder($small, 'shop');
        $recorder->event(['message' => 'm']);
        self::assertSame(1, $recorder->lost());
        // The next fold tells of it, with an event and once.
        $keeper = new Keeper(new Spool($this->folder), 'shop');
        self::assertSame([1, 1], [$small->lost(), $keeper->fold(new DateTimeImmutable('2026-11-21'))['lost']]);
        $service = $keeper->monitor()->analyze('2026-11-22T00:00:00Z')->services()[0];
        self::assertSame([2, 2], [$service->events(), $service->errors()]);
        self::assertSame([0, 0], [$small->lost(), $keeper->fold(new DateTimeImmutable('2026-11-21'))['lost']]);
        // Where nothing can be written at all, PHP's own log has it, once.
        $log = "$this->folder/php.log";
        $before = ini_set('error_log', $log);
        $nowhere = new Recorder(new Spool('/proc/nothing'), 'shop');
        $nowhere->request('/pay', 200, 1.5);
        $nowhere->request('/pay', 200, 1.5);
        ini_set('error_log', (string) $before);
        self::assertSame(2, $nowhere->lost());
        self::assertSame(1, substr_count((string) file_get_contents($log), 'nothing is counted'));
        file_put_contents("$this->folder/events.ndjson", "{\"half\": \n" . json_encode(self::event()) . "\n");
        $told = (new Keeper(new Spool($this->folder), 'shop'))->fold(new DateTimeImmutable('2026-11-21'));
        self::assertSame([1, 1], [$told['events'], $told['unread']]);
    }

    public function testAFileThatCannotBeReadStays(): void
    {
        $keeper = new Keeper(new Spool($this->folder), 'shop');
        $keeper->fold(new DateTimeImmutable('2026-11-21'));
        // A folder by the name of a file of events is what nobody can read, root neither.
        mkdir("$this->folder/events-1.ndjson");
        file_put_contents("$this->folder/events-2.ndjson", json_encode(self::event()) . "\n");
        $told = $keeper->fold(new DateTimeImmutable('2026-11-21'));
        self::assertSame([1, ["$this->folder/events-1.ndjson"]], [$told['events'], $told['unreadable']]);
        self::assertFileExists("$this->folder/events-1.ndjson");
        self::assertFileDoesNotExist("$this->folder/events-2.ndjson");
    }

    public function testWhatWasLearntIsNeverOverwrittenByNothing(): void
    {
        $keeper = new Keeper(new Spool($this->folder), 'shop');
        (new Spool($this->folder))->add(self::event());
        $keeper->fold(new DateTimeImmutable('2026-11-21'));
        file_put_contents("$this->folder/monitor.state", 'cut off');
        try {
            $keeper->fold(new DateTimeImmutable('2026-11-21'));
            self::fail('a damaged state was taken for none');
        } catch (RuntimeException $e) {
            self::assertStringContainsString('move it away to begin anew', $e->getMessage());
        }
        self::assertSame('cut off', file_get_contents("$this->folder/monitor.state"));
        // And what cannot be moved into its place is told, not passed over.
        unlink("$this->folder/monitor.state");
        mkdir("$this->folder/monitor.state.new");
        $this->expectExceptionMessage('monitor.state.new could not be written');
        $keeper->fold(new DateTimeImmutable('2026-11-21'));
    }

    public function testBytesThatAreNoTextAreReplaced(): void
    {
        $spool = new Spool($this->folder);
        $spool->add(self::event() + ['message' => "bad \xff byte"]);
        self::assertSame("bad \u{fffd} byte", json_decode(file_get_contents("$this->folder/events.ndjson"))->message);
    }
}
