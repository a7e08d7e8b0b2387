<?php

declare(strict_types=1);

namespace Errpredict;

/** A fitted predictor of rows. */
final class Predictor extends Fitted
{
    protected static function kind(): string
    {
        return 'predictor';
    }

    /**
     * Fits a predictor to rows with labels (0: no error came, 1: it came), oldest first.
     *
     * @param string|array<string, mixed> $settings its name, or settings with `method`
     * @param list<float> $numbers row after row
     * @param list<int> $labels one a row
     * @param list<float>|null $weights one a row
     */
    public static function fit(string|array $settings, array $numbers, array $labels, int $columns, ?array $weights = null, int $seed = 0): self
    {
        $rows = intdiv(count($numbers), max(1, $columns));
        if (count($labels) !== $rows || $weights !== null && count($weights) !== $rows) {
            throw new \InvalidArgumentException("expected a label and a weight for each of $rows rows");
        }
        $weighed = $weights === null ? null : Numbers::packed($weights);

        return self::fitted($settings, $numbers, $columns, [pack('C*', ...$labels), $weighed, $seed]);
    }

    /**
     * Probability of the error, one a row, before calibration.
     *
     * @param list<float> $numbers
     *
     * @return list<float>
     */
    public function probability(array $numbers): array
    {
        return $this->scored('errpredict_predictor_probability', $numbers);
    }
}
