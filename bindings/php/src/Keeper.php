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
     * Folds everything that waits, and judges what is over. A file that cannot be read stays where it is, for the next fold; events that
     * could not be written are told of by an event.
     *
     * @return array{events: int, unread: int, lost: int, unreadable: list<string>, anomalies: list<AnomalyDetection>}
     */
    public function fold(\DateTimeInterface $at): array
    {
        $lock = $this->lock();
        [$events, $unread, $unreadable] = [0, 0, []];
        try {
            [$monitor, $folded] = $this->state();
            foreach ($this->spool->taken() as $path) {
                if (basename($path) !== $folded) {
                    $lines = @file_get_contents($path);
                    // Part of a file is no file: a read that fails in between gives what came before.
                    if ($lines === false || strlen($lines) !== filesize($path)) {
                        $unreadable[] = $path;
                        continue;
                    }
                    $report = $monitor->observeLines($lines, ['format' => 'ndjson', 'service' => $this->service]);
                    $events += $report['events'];
                    $unread += $report['bad'] ?? 0;
                    $this->keep($monitor, basename($path));
                }
                // The state names the one that was folded last and no other, so that the next is not begun before it is gone.
                if (!unlink($path)) {
                    throw new \RuntimeException("$path was folded and could not be removed");
                }
            }
            $lost = $this->spool->lost();
            if ($lost > 0) {
                $monitor->observe([
                    'timestamp' => gmdate('Y-m-d\TH:i:s\Z', $at->getTimestamp()),
                    'service' => $this->service,
                    'severity' => 'medium',
                    'error_type' => 'EventsDropped',
                    'message' => "$lost events could not be kept: too many waited to be folded, or the disk was full",
                ]);
            }
            $anomalies = $monitor->advance($at)->anomalies();
            $this->keep($monitor, '');
            if ($lost > 0) {
                $this->spool->told();
            }
        } finally {
            fclose($lock);
        }

        return ['events' => $events, 'unread' => $unread, 'lost' => $lost, 'unreadable' => $unreadable, 'anomalies' => $anomalies];
    }

    /** The monitor as it was kept last; a new one where none was. */
    public function monitor(): Monitor
    {
        return $this->state()[0];
    }

    /** @return resource */
    private function lock()
    {
        if (!is_dir($this->spool->folder) && !@mkdir($this->spool->folder, 0770, true) && !is_dir($this->spool->folder)) {
            throw new \RuntimeException("{$this->spool->folder} could not be made");
        }
        $lock = @fopen($this->spool->folder . '/lock', 'c');
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
        $path = $this->spool->folder . '/' . self::STATE;
        clearstatcache(true, $path);
        if (!file_exists($path)) {
            return [Monitor::open(), ''];
        }
        // What was learnt must not be overwritten by a monitor that knows nothing.
        $kept = @file_get_contents($path);
        $parts = $kept === false ? [] : explode("\n", $kept, 2);
        if (count($parts) !== 2) {
            throw new \RuntimeException("$path could not be read: move it away to begin anew");
        }

        return [Monitor::load($parts[1]), $parts[0]];
    }

    private function keep(Monitor $monitor, string $folded): void
    {
        $path = $this->spool->folder . '/' . self::STATE;
        $file = @fopen("$path.new", 'wb');
        $text = "$folded\n" . $monitor->save();
        if ($file === false || fwrite($file, $text) !== strlen($text) || !fflush($file) || !fsync($file) || !fclose($file)) {
            throw new \RuntimeException("$path.new could not be written");
        }
        if (!@rename("$path.new", $path)) {
            throw new \RuntimeException("$path.new could not be moved to $path");
        }
    }
}
