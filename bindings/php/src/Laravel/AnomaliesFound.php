<?php

declare(strict_types=1);

namespace Errpredict\Laravel;

use Errpredict\Wire\AnomalyDetection;

/** An event of the application: anomalies are under way or just ended, each with the same key however often it is told. */
final class AnomaliesFound
{
    /** @param list<AnomalyDetection> $anomalies */
    public function __construct(public readonly array $anomalies)
    {
    }
}
