<?php

declare(strict_types=1);

namespace Errpredict;

use FFI;
use FFI\CData;

/** Series of numbers, oldest first; a gap is NAN. */
final class Numbers
{
    /** Numbers that are packed at once. */
    private const AT_ONCE = 100_000;

    /**
     * Scores every value of a series, with what came before it where that is given, else with the whole series in view.
     *
     * @param string|array<string, mixed> $detector its name, or its settings with `method`
     * @param list<float> $values
     * @param list<float> $history
     *
     * @return list<float>
     */
    public static function scoreSeries(string|array $detector, array $values, array $history = [], int $stepMs = 3_600_000, int $seed = 0): array
    {
        $library = Library::get();
        $text = is_string($detector) ? $detector : Library::json($detector);
        $n = count($values);
        $scores = $library->ffi->new('double[' . max(1, $n) . ']');
        $library->check($library->ffi->errpredict_score_series(
            $text,
            strlen($text),
            self::packed($values),
            $n,
            self::packed($history),
            count($history),
            $stepMs,
            $seed,
            $scores,
            $library->error(),
        ));

        return self::unpacked($scores, $n);
    }

    /**
     * Forecasts a series; settings are those of the operation `forecast`. An end of an interval that is not known is NAN.
     *
     * @param list<float> $values
     * @param array<string, mixed> $settings
     *
     * @return array{values: list<float>, lower: list<float>, upper: list<float>}
     */
    public static function forecast(array $values, array $settings = [], int $firstEndMs = 3_600_000, int $stepMs = 3_600_000): array
    {
        $library = Library::get();
        $horizon = $settings['horizon'] ?? 24;
        $json = Library::json((object) $settings);
        $out = [];
        foreach (['values', 'lower', 'upper'] as $name) {
            $out[$name] = $library->ffi->new("double[$horizon]");
        }
        $library->check($library->ffi->errpredict_forecast(
            $json,
            strlen($json),
            self::packed($values),
            count($values),
            $firstEndMs,
            $stepMs,
            $horizon,
            $out['values'],
            $out['lower'],
            $out['upper'],
            $library->error(),
        ));

        return array_map(static fn (CData $numbers) => self::unpacked($numbers, $horizon), $out);
    }

    /** Numbers as they lie in memory. */
    public static function packed(array $numbers): string
    {
        $packed = '';
        foreach (array_chunk($numbers, self::AT_ONCE) as $part) {
            $packed .= pack('d*', ...$part);
        }

        return $packed;
    }

    /** @return list<float> */
    public static function unpacked(CData $numbers, int $n): array
    {
        return $n === 0 ? [] : array_values(unpack('d*', FFI::string(Library::get()->ffi->cast('char *', FFI::addr($numbers)), 8 * $n)));
    }
}
