<?php

declare(strict_types=1);

namespace Errpredict;

use Errpredict\Wire\ModelDescribeResponse;
use Errpredict\Wire\ModelOutcomeResponse;
use Errpredict\Wire\ModelPredictResponse;

/** A trained model that answers one question at a time and learns from outcomes. */
final class Model extends Handle
{
    public const KIND = 'model';

    /** Opens a model as `train` gave it. */
    public static function of(string $model): self
    {
        return self::open(['model' => $model]);
    }

    /** What the model is, how good it was and what alerts it. */
    public function describe(): ModelDescribeResponse
    {
        return new ModelDescribeResponse($this->call('describe'));
    }

    /** Predicts for services at a time, from the counts of a monitor or rollup. */
    public function predict(Counting $counts, \DateTimeInterface|string $at, array $more = []): ModelPredictResponse
    {
        return new ModelPredictResponse($this->call('predict', ['at' => self::moment($at)] + $more, $counts));
    }

    /** Tells what came of a prediction. */
    public function outcome(mixed $request): ModelOutcomeResponse
    {
        return new ModelOutcomeResponse($this->call('outcome', $request));
    }
}
