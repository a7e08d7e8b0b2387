<?php

declare(strict_types=1);

namespace Errpredict;

use FFI;
use FFI\CData;

/** What was fitted to rows of numbers, which lie one after the other in a list; a gap is NAN. */
abstract class Fitted
{
    private ?CData $pointer;

    final protected function __construct(CData $pointer)
    {
        $this->pointer = $pointer;
    }

    /** `detector` or `predictor`, as the functions of the library are called. */
    abstract protected static function kind(): string;

    public function __destruct()
    {
        if ($this->pointer !== null) {
            Library::get()->ffi->{'errpredict_' . static::kind() . '_free'}($this->pointer);
            $this->pointer = null;
        }
    }

    /** A copy would be freed twice. */
    private function __clone()
    {
    }

    /**
     * Fits to rows; more is what the function takes beside them.
     *
     * @param list<float> $numbers
     */
    final protected static function fitted(string|array $settings, array $numbers, int $columns, array $more): static
    {
        $library = Library::get();
        $text = is_string($settings) ? $settings : Library::json($settings);
        $place = $library->ffi->new('errpredict_' . static::kind() . ' *[1]');
        [$rows, $memory] = self::rows($numbers, $columns);
        $library->check($library->ffi->{'errpredict_' . static::kind() . '_fit'}(
            $text,
            strlen($text),
            FFI::addr($rows),
            ...[...$more, $place, $library->error()],
        ));
        unset($memory);

        return new static($place[0]);
    }

    /** Goes on where `save` was called. */
    final public static function load(string $saved): static
    {
        $library = Library::get();
        $place = $library->ffi->new('errpredict_' . static::kind() . ' *[1]');
        $library->check($library->ffi->{'errpredict_' . static::kind() . '_load'}($saved, strlen($saved), $place, $library->error()));

        return new static($place[0]);
    }

    /** Its state as bytes, for `load`. */
    final public function save(): string
    {
        $library = Library::get();

        return $library->taken(
            $library->ffi->{'errpredict_' . static::kind() . '_save'}($this->pointer, $library->bytes(), $library->error()),
        );
    }

    /** How many columns it was fitted to. */
    final public function columns(): int
    {
        return Library::get()->ffi->{'errpredict_' . static::kind() . '_n_features'}($this->pointer);
    }

    /**
     * One number a row, by the function of this name.
     *
     * @param list<float> $numbers
     *
     * @return list<float>
     */
    final protected function scored(string $function, array $numbers): array
    {
        $library = Library::get();
        [$rows, $memory] = self::rows($numbers, $this->columns());
        $n = $rows->rows;
        $scores = $library->ffi->new('double[' . max(1, $n) . ']');
        $library->check($library->ffi->$function($this->pointer, FFI::addr($rows), $scores, $n, $library->error()));
        unset($memory);

        return Numbers::unpacked($scores, $n);
    }

    /**
     * The structure of rows, and the memory that it points to.
     *
     * @param list<float> $numbers
     *
     * @return array{CData, CData}
     */
    private static function rows(array $numbers, int $columns): array
    {
        if ($columns < 1 || count($numbers) % $columns !== 0) {
            throw new \InvalidArgumentException(count($numbers) . " numbers are no whole number of rows of $columns columns");
        }
        $ffi = Library::get()->ffi;
        $packed = Numbers::packed($numbers);
        $memory = $ffi->new('double[' . max(1, count($numbers)) . ']');
        FFI::memcpy($memory, $packed, strlen($packed));
        $rows = $ffi->new('errpredict_rows');
        $rows->data = FFI::addr($memory[0]);
        $rows->rows = intdiv(count($numbers), $columns);
        $rows->columns = $columns;
        $rows->row_stride = $columns;
        $rows->column_stride = 1;

        return [$rows, $memory];
    }
}
