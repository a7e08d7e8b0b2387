<?php

declare(strict_types=1);

use Errpredict\Errpredict;
use Errpredict\ErrpredictException;
use Errpredict\Handle;
use Errpredict\Library;
use Errpredict\Model;
use Errpredict\Monitor;
use Errpredict\Rollup;
use PHPUnit\Framework\TestCase;

/** `tests/cases`, the same that the core and every other language run: operations, and handles step by step. */
final class CasesTest extends TestCase
{
    /** The answer as messages have it, compared with what is expected and with the bytes that C gave. */
    private function told(callable $work, mixed $expected, string $place): void
    {
        try {
            $answer = $work();
        } catch (ErrpredictException $e) {
            $error = ['code' => $e->errorCode(), 'message' => $e->getMessage(), 'context' => (object) $e->context(), 'retryable' => $e->isRetryable()];
            Cases::holds($expected, (object) ['error' => (object) $error], $place);
            self::assertGreaterThan(0, $e->getCode());
            Cases::same($place, $e->json());

            return;
        }
        Cases::holds($expected, (object) ['ok' => $answer === null ? null : json_decode($answer)], $place);
        Cases::same($place, $answer ?? '');
    }

    /** A text that is a request is taken for JSON: where a case has one as a value it is written as such. */
    private static function request(mixed $value): string
    {
        return is_string($value) ? json_encode($value, JSON_THROW_ON_ERROR) : Library::json($value);
    }

    public function testOperations(): void
    {
        $n = 0;
        foreach (Cases::files('tests/cases') as $file) {
            foreach ($file->cases as $i => $case) {
                $this->told(fn () => Errpredict::callJson($file->operation, self::request($case->request)), $case->answer, "$file->operation/$i");
                $n++;
            }
        }
        self::assertGreaterThan(100, $n);
    }

    public function testHandles(): void
    {
        $n = 0;
        foreach (Cases::files('tests/cases/handles') as $file) {
            foreach ($file->cases as $i => $case) {
                $this->sequence($file->handle, $case->steps, "$file->handle/$i");
                $n++;
            }
        }
        self::assertGreaterThan(20, $n);
    }

    private function sequence(string $kind, array $steps, string $place): void
    {
        [$handles, $saved] = [[], []];
        foreach ($steps as $i => $step) {
            $at = "$place/$i";
            $keep = function (callable $open) use (&$handles, $step, $at): void {
                $this->told(function () use (&$handles, $step, $open): void {
                    $handles[$step->as] = $open();
                }, $step->answer, $at);
            };
            switch ($step->step) {
                case 'open':
                    $keep(fn () => Handle::openKind($kind, $step->settings));
                    break;
                case 'load':
                    $keep(fn () => Handle::loadKind($kind, isset($step->saved) ? $saved[$step->saved] : base64_decode($step->bytes)));
                    break;
                case 'train':
                    $handles[$step->as] = Model::of(Errpredict::call('train', $step->request)['model']);
                    break;
                case 'other':
                    $handles[$step->as] = $step->kind === 'monitor' ? Monitor::open() : Rollup::open();
                    array_map($handles[$step->as]->observe(...), $step->events);
                    break;
                case 'call':
                    $with = isset($step->with) ? $handles[$step->with] : null;
                    $this->told(fn () => $handles[$step->handle]->callJson($step->method, self::request($step->request), $with), $step->answer, $at);
                    break;
                case 'observe':
                    $this->told(fn () => $handles[$step->handle]->observe($step->event), $step->answer, $at);
                    break;
                case 'save':
                    $saved[$step->as] = $handles[$step->handle]->save();
                    Cases::same($at, $saved[$step->as]);
                    break;
                case 'close':
                    $handles[$step->handle]->close();
                    unset($handles[$step->handle]);
                    break;
                default:
                    self::fail($step->step);
            }
        }
    }
}
