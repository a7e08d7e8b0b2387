<?php

declare(strict_types=1);

namespace Errpredict\Laravel;

use Errpredict\Keeper;
use Illuminate\Console\Command;

/** Folds what was counted and judges what is over; each finding is an event `AnomaliesFound` of the application. */
final class FoldCommand extends Command
{
    protected $signature = 'errpredict:fold';

    protected $description = 'Fold what was counted and judge what is over; the scheduler runs it every minute';

    public function handle(Keeper $keeper): int
    {
        $told = $keeper->fold(new \DateTimeImmutable());
        $this->line("{$told['events']} events" . ($told['unread'] > 0 ? ", {$told['unread']} lines could not be read" : ''));
        if ($told['lost'] > 0) {
            $this->error("{$told['lost']} events could not be kept: too many waited to be folded, or the disk was full");
        }
        foreach ($told['unreadable'] as $path) {
            $this->error("$path could not be read, its events wait there");
        }
        foreach ($told['anomalies'] as $anomaly) {
            $this->line(sprintf('%s %s since %s%s', $anomaly->severity(), $anomaly->type(), $anomaly->start(), $anomaly->ongoing() ? '' : ', over'));
        }
        if ($told['anomalies'] !== []) {
            $this->laravel['events']->dispatch(new AnomaliesFound($told['anomalies']));
        }

        return $told['unreadable'] === [] ? self::SUCCESS : self::FAILURE;
    }
}
