<?php

declare(strict_types=1);

use Errpredict\Detector;
use Errpredict\Errpredict;
use Errpredict\ErrpredictException;
use Errpredict\Library;
use Errpredict\Model;
use Errpredict\Monitor;
use Errpredict\Numbers;
use Errpredict\Operations;
use Errpredict\Predictor;
use Errpredict\Rollup;
use Errpredict\Similar;
use Errpredict\Templates;
use Errpredict\Wire\Event;
use Errpredict\Wire\Severity;
use Errpredict\Wire\SeverityRequest;
use PHPUnit\Framework\TestCase;

/** What a user does: a monitor that watches, logs, arrays, messages with types. */
final class UseTest extends TestCase
{
    private const SAMPLE = Cases::ROOT . '/samples/webmon.csv';

    private function code(callable $work): string
    {
        try {
            $work();
        } catch (ErrpredictException $e) {
            return $e->errorCode();
        }
        self::fail('nothing was refused');
    }

    public function testAMonitorWatchesIsSavedAndGoesOn(): void
    {
        $monitor = Monitor::open();
        $start = gmmktime(0, 0, 0, 11, 20, 2026);
        for ($hour = 0; $hour < 72; $hour++) {
            for ($i = 1; $i <= ($hour === 71 ? 200 : 2); $i++) {
                $monitor->observe([
                    'timestamp' => gmdate(DATE_ATOM, $start + $hour * 3600 + $i * 10), 'service' => 'checkout', 'severity' => Severity::HIGH,
                    'error_type' => 'TimeoutError', 'message' => 'did not answer',
                ]);
            }
        }
        $again = Monitor::load($monitor->save());
        $spike = $again->analyze(new DateTimeImmutable('2026-11-23T01:00:00+01:00'))->services()[0]->anomalies()[0];
        self::assertSame(['spike', true, 200.0], [$spike->type(), $spike->ongoing(), $spike->actual()]);
        self::assertGreaterThan(1000, $again->memoryBytes());
        $again->close();
        $this->expectExceptionMessage('this Errpredict\Monitor was closed');
        $again->memoryBytes();
    }

    public function testMessagesAreThoseOfArrays(): void
    {
        [$message, $array] = [Monitor::open(), Monitor::open()];
        $message->observe((new Event())->withTimestamp('2026-11-20T00:00:00Z')->withService('shop')->withSeverity('high')->withResponseTimeMs(1)->withAttributes(['pod' => 'a']));
        $array->observe(['timestamp' => '2026-11-20T00:00:00Z', 'service' => 'shop', 'severity' => 'high', 'response_time_ms' => 1.0, 'attributes' => ['pod' => 'a']]);
        self::assertSame($array->save(), $message->save());
        self::assertSame('{"attributes":{}}', Library::json((new Event())->withAttributes([])));
        self::assertSame('invalid_input', $this->code(fn () => $array->observe(['timestamp' => '2026-11-20T00:00:00Z', 'service' => ' '])));
    }

    public function testOperationsHaveTypes(): void
    {
        self::assertSame('medium', Operations::severity((new SeverityRequest())->withLevel('WARN'))->severity());
        self::assertSame('unknown_name', $this->code(fn () => Operations::severity((new SeverityRequest())->withLevel('loud'))));
        self::assertMatchesRegularExpression('/^\d+\.\d+\.\d+$/', Errpredict::version());
    }

    public function testALogIsReadAndAModelLearnsFromIt(): void
    {
        $rollup = Rollup::read([self::SAMPLE]);
        self::assertGreaterThan(8000, $rollup->report()['events']);
        self::assertStringContainsString('<svg', $rollup->toHtml(['title' => 'webmon']));
        $model = Model::of((string) $rollup->train(['plan' => ['task' => ['horizon_ms' => 86400000]], 'every_ms' => 86400000])->model());
        self::assertSame('critical', $model->describe()->target());
        self::assertSame('critical', $rollup->backtest(['plan' => ['task' => ['horizon_ms' => 86400000]], 'every_ms' => 86400000])->target());
        $predictions = $model->predict($rollup, (string) $rollup->describe()->now())->predictions();
        self::assertGreaterThan(5, count($predictions));
        foreach ($predictions as $one) {
            self::assertTrue($one->probability() >= 0 && $one->probability() <= 1);
        }
        self::assertSame('io', $this->code(fn () => Rollup::read(['/nowhere.log'])));
    }

    public function testTemplatesAndSimilarTexts(): void
    {
        $templates = Templates::open();
        $templates->observeMessages(['user ada logged in', 'user bob logged in']);
        self::assertSame(2, $templates->list()->nMessages());
        $similar = Similar::open();
        self::assertSame(2, $similar->add(['one' => 'payment gateway did not answer', 'two' => 'cart total']));
        self::assertSame('one', $similar->nearest('gateway did not answer', ['top' => 1])->matches()[0]->id());
    }

    public function testArraysGoInAndOut(): void
    {
        $numbers = [];
        for ($i = 0; $i < 600; $i++) {
            $numbers[] = $i === 598 ? 60.0 : (float) ($i % 7);
        }
        $settings = ['method' => 'isolation_forest', 'n_trees' => 50];
        $detector = Detector::fit($settings, $numbers, 2, 7);
        $scores = $detector->score($numbers);
        self::assertSame(299, array_search(max($scores), $scores, true));
        self::assertSame($scores, Detector::load($detector->save())->score($numbers));
        $core = Errpredict::call('detect_rows', ['names' => ['a', 'b'], 'rows' => array_chunk($numbers, 2), 'detector' => $settings, 'seed' => 7]);
        self::assertSame($core['scores'], $scores);
        self::assertSame([2, 300], [$detector->columns(), count($detector->scoreFitted($numbers))]);
        $labels = array_map(static fn ($row) => (int) ($row[0] > 3), array_chunk($numbers, 2));
        $predictor = Predictor::fit('logistic', $numbers, $labels, 2);
        $probabilities = $predictor->probability($numbers);
        self::assertTrue(min($probabilities) >= 0 && max($probabilities) <= 1 && count($probabilities) === 300);
        self::assertSame($probabilities, Predictor::load($predictor->save())->probability($numbers));
        self::assertSame('invalid_input', $this->code(fn () => Detector::load('nothing')));
        $this->expectException(InvalidArgumentException::class);
        $detector->score([1.0]);
    }

    public function testSeriesAreScoredAndForecast(): void
    {
        $series = array_map(static fn ($i) => 50.0 + 10 * ($i % 24), range(0, 503));
        $points = Numbers::forecast($series, ['horizon' => 12]);
        self::assertCount(12, $points['values']);
        self::assertTrue($points['lower'][0] <= $points['values'][0] && $points['values'][0] <= $points['upper'][0]);
        $series[400] = 900.0;
        $scores = Numbers::scoreSeries('seasonal_residual', $series);
        self::assertSame(400, array_search(max($scores), $scores, true));
    }

    public function testALibraryOfAnotherInterfaceIsRefused(): void
    {
        $code = sprintf('require %s; echo Errpredict\Errpredict::version();', var_export(getenv('ERRPREDICT_AUTOLOAD'), true));
        $process = proc_open([PHP_BINARY, '-r', $code], [1 => ['pipe', 'w'], 2 => ['pipe', 'w']], $pipes, null, ['ERRPREDICT_LIBRARY' => getenv('ERRPREDICT_OTHER')] + getenv());
        $said = stream_get_contents($pipes[1]) . stream_get_contents($pipes[2]);
        self::assertNotSame(0, proc_close($process));
        self::assertStringContainsString('has version 99 of its interface, this package needs version ' . Library::ABI_VERSION, $said);
    }

    public function testNothingIsCalledThatNewerVersionsOfPhpWarnOf(): void
    {
        foreach (glob(dirname(__DIR__) . '/{src,bin}/*', GLOB_BRACE) as $path) {
            // Since PHP 8.3 these are methods of an object.
            self::assertDoesNotMatchRegularExpression('/\bFFI::(cast|new|type)\(/', is_file($path) ? (string) file_get_contents($path) : '', $path);
        }
    }

    public function testTheQuickStartRunsAsWritten(): void
    {
        $path = __DIR__ . '/../examples/quick.php';
        self::assertSame("shop had 300 events\n", shell_exec(PHP_BINARY . ' ' . escapeshellarg($path)));
        self::assertStringContainsString("```php\n" . file_get_contents($path) . "```\n", (string) file_get_contents(__DIR__ . '/../README.md'));
    }
}
