<?php

declare(strict_types=1);

namespace Errpredict;

use Errpredict\Wire\BacktestResponse;
use Errpredict\Wire\RollupDescribeResponse;
use Errpredict\Wire\TrainResponse;
use FFI;

/** Counts of a log, exact and without order, from which everything is found. */
final class Rollup extends Counting
{
    public const KIND = 'rollup';

    /** @var array<string, mixed> */
    private array $report = [];

    /**
     * Counts the events of log files, of whatever format, in parallel; options are those of the operation `read`.
     *
     * @param list<string> $paths
     */
    public static function read(array $paths, mixed $options = new \stdClass(), mixed $settings = new \stdClass()): self
    {
        $library = Library::get();
        $texts = $library->ffi->new('errpredict_text[' . max(1, count($paths)) . ']');
        $held = [];
        foreach (array_values($paths) as $i => $path) {
            $held[] = $text = $library->ffi->new('char[' . (strlen($path) + 1) . ']');
            FFI::memcpy($text, $path, strlen($path));
            $texts[$i]->data = FFI::addr($text[0]);
            $texts[$i]->len = strlen($path);
        }
        $place = $library->ffi->new('errpredict_handle *[1]');
        [$options, $settings] = [Library::json($options), Library::json($settings)];
        $report = $library->taken($library->ffi->errpredict_handle_read_files(
            $texts,
            count($paths),
            $options,
            strlen($options),
            $settings,
            strlen($settings),
            $place,
            $library->bytes(),
            $library->error(),
        ));
        $rollup = self::over($place[0]);
        $rollup->report = json_decode($report, true, 512, JSON_THROW_ON_ERROR);

        return $rollup;
    }

    /**
     * What `read` read, what it left out and why; empty where nothing was read.
     *
     * @return array<string, mixed>
     */
    public function report(): array
    {
        return $this->report;
    }

    /** Services, first and last time, how much was counted, and `now`, the time to analyse unless another is asked for. */
    public function describe(): RollupDescribeResponse
    {
        return new RollupDescribeResponse($this->call('describe'));
    }

    /** Adds the counts of another rollup or of a monitor. */
    public function merge(Counting $other): void
    {
        $this->call('merge', new \stdClass(), $other);
    }

    /** The report as one self-contained HTML page. */
    public function toHtml(mixed $request = new \stdClass()): string
    {
        return $this->call('report', $request)['html'];
    }

    /** Trains a model on the counts. */
    public function train(mixed $request = new \stdClass()): TrainResponse
    {
        return new TrainResponse($this->call('train', $request));
    }

    /** Tries a method on the past of the counts: what would have fired, and how often rightly. */
    public function backtest(mixed $request = new \stdClass()): BacktestResponse
    {
        return new BacktestResponse($this->call('backtest', $request));
    }
}
