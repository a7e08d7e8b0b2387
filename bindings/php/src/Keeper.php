<?php

declare(strict_types=1);

namespace Errpredict;

use Errpredict\Wire\AnomalyDetection;

/** Folds what a spool holds into a monitor whose state is kept in a file, each event once even where it is killed in between. */
final class Keeper
{
    private const STATE = 'monitor.state';

    public function __construct(private readonly Spool $spool, private readonly string $service)
    {
    }

    /**
     * Folds everything that waits, and judges what is over.
     *
     * @return array{events: int, unread: int, anomalies: list<AnomalyDetection>}
     */
    public function fold(\DateTimeInterface $at): array
    {
        $lock = $this->lock();
        [$monitor, $folded] = $this->state();
        [$events, $unread] = [0, 0];
        try {
            foreach ($this->spool->taken() as $path) {
                if (basename($path) !== $folded) {
                    $report = $monitor->observeLines((string) file_get_contents($path), ['format' => 'ndjson', 'service' => $this->service]);
                    $events += $report['events'];
                    $unread += $report['bad'] ?? 0;
                    $this->keep($monitor, basename($path));
                }
                unlink($path);
            }
            $anomalies = $monitor->advance($at)->anomalies();
            $this->keep($monitor, '');
        } finally {
            fclose($lock);
        }

        return ['events' => $events, 'unread' => $unread, 'anomalies' => $anomalies];
    }

    /** The monitor as it was kept last; a new one where none was. */
    public function monitor(): Monitor
    {
        return $this->state()[0];
    }

    /** @return resource */
    private function lock()
    {
        if (!is_dir($this->spool->folder)) {
            mkdir($this->spool->folder, 0770, true);
        }
        $lock = fopen($this->spool->folder . '/lock', 'c');
        if ($lock === false || !flock($lock, LOCK_EX)) {
            throw new \RuntimeException("{$this->spool->folder}/lock could not be locked");
        }

        return $lock;
    }

    /**
     * The monitor, and the name of the file that was folded into it last and may not be gone yet.
     *
     * @return array{Monitor, string}
     */
    private function state(): array
    {
        $kept = @file_get_contents($this->spool->folder . '/' . self::STATE);
        if ($kept === false) {
            return [Monitor::open(), ''];
        }
        [$folded, $saved] = explode("\n", $kept, 2);

        return [Monitor::load($saved), $folded];
    }

    private function keep(Monitor $monitor, string $folded): void
    {
        $path = $this->spool->folder . '/' . self::STATE;
        $file = fopen("$path.new", 'wb');
        $text = "$folded\n" . $monitor->save();
        if ($file === false || fwrite($file, $text) !== strlen($text) || !fflush($file) || !fsync($file) || !fclose($file)) {
            throw new \RuntimeException("$path.new could not be written");
        }
        rename("$path.new", $path);
    }
}
