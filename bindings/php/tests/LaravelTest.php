<?php

declare(strict_types=1);

use Errpredict\Monitor;
use PHPUnit\Framework\TestCase;

/** A real Laravel application, asked over HTTP and by artisan. */
final class LaravelTest extends TestCase
{
    private string $base;

    protected function setUp(): void
    {
        $this->base = sys_get_temp_dir() . '/errpredict-laravel-' . getmypid() . '-' . uniqid();
        shell_exec(sprintf('cp -r %s %s', escapeshellarg(__DIR__ . '/laravel'), escapeshellarg($this->base)));
        foreach (['bootstrap/cache', 'storage/logs', 'storage/framework/cache', 'storage/framework/views', 'resources/views'] as $folder) {
            mkdir("$this->base/$folder", 0777, true);
        }
        touch("$this->base/storage/database.sqlite");
        (new PDO("sqlite:$this->base/storage/database.sqlite"))->exec('create table jobs (id integer primary key autoincrement, queue text,
            payload text, attempts integer, reserved_at integer, available_at integer, created_at integer)');
    }

    protected function tearDown(): void
    {
        if (isset($this->base)) {
            shell_exec('rm -rf ' . escapeshellarg($this->base));
        }
    }

    private function artisan(string $command): string
    {
        exec(PHP_BINARY . " $this->base/artisan $command 2>&1", $lines, $status);
        self::assertSame(0, $status, implode("\n", $lines));

        return implode("\n", $lines) . "\n";
    }

    /** @return list<array<string, mixed>> */
    private function waiting(): array
    {
        $lines = @file("$this->base/storage/errpredict/events.ndjson") ?: [];

        return array_map(static fn ($line) => json_decode($line, true, 512, JSON_THROW_ON_ERROR), $lines);
    }

    public function testRequestsErrorsJobsAndLinesAreCountedAndFolded(): void
    {
        $server = new WebServer("$this->base/public", []);
        self::assertSame([200, 'order 7'], $server->get('/orders/7'));
        self::assertSame(500, $server->get('/broken')[0]);
        self::assertSame([200, 'logged'], $server->get('/logs'));
        self::assertSame(404, $server->get('/nowhere')[0]);
        self::assertSame([200, 'queued'], $server->get('/queue'));
        $server->stop();
        $this->artisan('queue:work --once --quiet');
        $this->artisan('queue:work --once --quiet');

        $events = $this->waiting();
        $requests = array_values(array_filter($events, static fn ($one) => ($one['kind'] ?? '') === 'request'));
        self::assertSame(
            [['/orders/{id}', 200], ['/broken', 500], ['/logs', 200], [null, 404], ['/queue', 200], ['job:FailingJob', null], ['job:GoodJob', null]],
            array_map(static fn ($one) => [$one['endpoint'] ?? null, $one['status_code'] ?? null], $requests),
        );
        foreach ($requests as $one) {
            self::assertTrue($one['response_time_ms'] > 0 && $one['response_time_ms'] < 5000);
            self::assertSame(['shop', 'production'], [$one['service'], $one['environment']]);
        }
        // Each error once, however many ways it is told.
        $errors = array_values(array_filter($events, static fn ($one) => isset($one['error_type'])));
        self::assertSame(
            [['RuntimeException', 'no basket'], ['InvalidArgumentException', 'the order failed'], ['DomainException', 'the mail could not be sent']],
            array_map(static fn ($one) => [$one['error_type'], $one['message']], $errors),
        );
        self::assertStringContainsString('Stack trace:', $errors[0]['stack_trace']);
        self::assertContains(['medium', 'the stock of soap is low'], array_map(static fn ($one) => [$one['severity'] ?? '', $one['message'] ?? ''], $events));

        self::assertStringStartsWith(count($events) . " events\n", $this->artisan('errpredict:fold'));
        self::assertSame([], $this->waiting());
        self::assertStringStartsWith("0 events\n", $this->artisan('errpredict:fold'));
        $found = json_decode($this->artisan('errpredict:analyze --json --at=' . gmdate('Y-m-d\TH:i:s\Z', time() + 120)), true);
        self::assertSame(count($events), $found['events']);
        self::assertSame('shop', $found['services'][0]['service']);
        self::assertSame(1, $found['services'][0]['failed_requests']);
        self::assertStringContainsString('shop: ' . count($events) . ' events', $this->artisan('errpredict:analyze --at=' . gmdate('Y-m-d\TH:i:s\Z', time() + 120)));
    }

    public function testAJobInsideOfAJobIsCountedBesideIt(): void
    {
        $server = new WebServer("$this->base/public", []);
        self::assertSame([200, 'queued'], $server->get('/nested'));
        $server->stop();
        $this->artisan('queue:work --once --quiet');
        $jobs = array_values(array_filter($this->waiting(), static fn ($one) => str_starts_with($one['endpoint'] ?? '', 'job:')));
        self::assertSame(['job:InnerJob', 'job:OuterJob'], array_column($jobs, 'endpoint'));
        self::assertGreaterThan($jobs[0]['response_time_ms'], $jobs[1]['response_time_ms']);
    }

    public function testSwitchedOffNothingIsCountedAndTheChannelIsStillThere(): void
    {
        putenv('ERRPREDICT_ENABLED=false');
        try {
            $server = new WebServer("$this->base/public", []);
            self::assertSame([200, 'logged'], $server->get('/logs'));
            self::assertSame(500, $server->get('/broken')[0]);
            $server->stop();
        } finally {
            putenv('ERRPREDICT_ENABLED');
        }
        self::assertSame([], $this->waiting());
        $log = (string) file_get_contents("$this->base/storage/logs/laravel.log");
        self::assertStringContainsString('the stock of soap is low', $log);
        self::assertStringNotContainsString('emergency', $log);
    }

    public function testAChannelOfTheApplicationsOwnStays(): void
    {
        $path = "$this->base/config/logging.php";
        file_put_contents($path, str_replace(
            "'channels' => [\n        'stack'",
            "'channels' => [\n        'errpredict' => ['driver' => 'single', 'path' => storage_path('logs/own.log')],\n        'stack'",
            (string) file_get_contents($path),
        ));
        $server = new WebServer("$this->base/public", []);
        self::assertSame([200, 'logged'], $server->get('/logs'));
        $server->stop();
        self::assertStringContainsString('the stock of soap is low', (string) file_get_contents("$this->base/storage/logs/own.log"));
    }

    public function testAnIncidentIsToldByTheFold(): void
    {
        $now = intdiv(time(), 3600) * 3600;
        mkdir("$this->base/storage/errpredict");
        $lines = '';
        for ($hour = -72; $hour < 0; $hour++) {
            for ($i = 1; $i <= ($hour === -1 ? 200 : 2); $i++) {
                $lines .= json_encode(['timestamp' => gmdate(DATE_ATOM, $now + $hour * 3600 + $i * 10), 'service' => 'shop', 'severity' => 'high', 'error_type' => 'TimeoutError']) . "\n";
            }
        }
        file_put_contents("$this->base/storage/errpredict/events.ndjson", $lines);
        self::assertMatchesRegularExpression("/^342 events\n(low|medium|high|critical) spike since /", $this->artisan('errpredict:fold'));
    }

    public function testCommandsAndSchedule(): void
    {
        self::assertStringContainsString('Laravel Framework ' . (getenv('ERRPREDICT_LARAVEL') ?: ''), $this->artisan('--version'));
        $told = $this->artisan('errpredict:doctor');
        self::assertStringContainsString('version ' . Errpredict\Errpredict::version(), $told);
        self::assertStringContainsString('errpredict: can be written', $told);
        $listed = $this->artisan('schedule:list');
        self::assertStringContainsString('errpredict:fold', $listed);
        self::assertStringNotContainsString('train_error_prediction_models', $listed);
        putenv('ERRPREDICT_JOBS_COMMAND=errpredict work --once --job {job}');
        try {
            $listed = $this->artisan('schedule:list');
        } finally {
            putenv('ERRPREDICT_JOBS_COMMAND');
        }
        self::assertCount(8, Errpredict\Laravel\ErrpredictServiceProvider::JOBS);
        foreach (array_keys(Errpredict\Laravel\ErrpredictServiceProvider::JOBS) as $job) {
            self::assertStringContainsString("errpredict work --once --job $job", $listed);
        }
    }

    public function testAWebProcessCallsThePreloadedLibrary(): void
    {
        exec(PHP_BINARY . ' ' . dirname((string) getenv('ERRPREDICT_AUTOLOAD'), 2) . "/bin/errpredict-setup $this->base", $lines, $status);
        self::assertSame(0, $status);
        // PHP preloads nothing as root unless it is told to; another user could not read what lies below root's home.
        $user = posix_getuid() === 0 ? ['opcache.preload_user=root'] : [];
        $preloaded = new WebServer("$this->base/public", ['ffi.enable=preload', 'opcache.enable_cli=1', ...$user, ...$lines]);
        self::assertSame([200, 'medium'], $preloaded->get('/severity/WARN'), $preloaded->log());
        self::assertSame(500, $preloaded->get('/severity/loud')[0]);
        self::assertStringNotContainsString('Warning', $preloaded->log());
        $preloaded->stop();
    }
}
