<?php

declare(strict_types=1);

namespace Errpredict;

use Errpredict\Wire\Analysis;

/** A handle that counts events. */
abstract class Counting extends Handle
{
    /**
     * Counts the events of a block of log lines; options are those of the operation `read`. Gives the report.
     *
     * @return array<string, mixed>
     */
    public function observeLines(string $lines, mixed $options = new \stdClass()): array
    {
        $library = Library::get();
        $json = Library::json($options);

        return json_decode($library->taken($library->ffi->errpredict_observe_lines(
            $this->pointer(),
            $lines,
            strlen($lines),
            $json,
            strlen($json),
            $library->bytes(),
            $library->error(),
        )), true, 512, JSON_THROW_ON_ERROR);
    }

    /** Finds everything about every service at a time; more is as in the request of the method `analyze`. */
    public function analyze(\DateTimeInterface|string $at, array $more = []): Analysis
    {
        return new Analysis($this->call('analyze', ['at' => self::moment($at)] + $more));
    }
}
