<?php

declare(strict_types=1);

namespace Errpredict;

/** A fitted detector of rows. */
final class Detector extends Fitted
{
    protected static function kind(): string
    {
        return 'detector';
    }

    /**
     * Fits a detector to rows, most of them normal.
     *
     * @param string|array<string, mixed> $settings its name, or settings with `method`
     * @param list<float> $numbers row after row
     */
    public static function fit(string|array $settings, array $numbers, int $columns, int $seed = 0): self
    {
        return self::fitted($settings, $numbers, $columns, [$seed]);
    }

    /**
     * One finite score a row; higher is stranger.
     *
     * @param list<float> $numbers
     *
     * @return list<float>
     */
    public function score(array $numbers): array
    {
        return $this->scored('errpredict_detector_score', $numbers);
    }

    /**
     * Scores the very rows that it was fitted to: a row is not its own neighbour.
     *
     * @param list<float> $numbers
     *
     * @return list<float>
     */
    public function scoreFitted(array $numbers): array
    {
        return $this->scored('errpredict_detector_score_fitted', $numbers);
    }
}
