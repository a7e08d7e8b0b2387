<?php

declare(strict_types=1);

namespace Errpredict;

/**
 * Where the processes of an application leave events, one JSON object a line: a process of PHP forgets everything when its request is
 * over. `Keeper` folds them into a monitor. Writing needs no library and no FFI.
 */
final class Spool
{
    /** Beyond so many bytes nothing more is written: something has stopped folding. */
    public const MAX_BYTES = 64 * 1024 * 1024;

    private const FILE = 'events.ndjson';

    /** A byte for every event that could not be written. */
    private const LOST = 'lost';

    public function __construct(public readonly string $folder, private readonly int $maxBytes = self::MAX_BYTES)
    {
    }

    /**
     * Adds events.
     *
     * @param array<string, mixed> ...$events
     *
     * @return bool whether they were written
     */
    public function add(array ...$events): bool
    {
        $lines = '';
        foreach ($events as $event) {
            $lines .= json_encode(
                $event,
                JSON_PRESERVE_ZERO_FRACTION | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_INVALID_UTF8_SUBSTITUTE
                | JSON_PARTIAL_OUTPUT_ON_ERROR,
            ) . "\n";
        }
        $path = $this->folder . '/' . self::FILE;
        for ($try = 0; $try < 3; $try++) {
            $file = @fopen($path, 'ab') ?: $this->created($path);
            if ($file === false) {
                return false;
            }
            try {
                flock($file, LOCK_EX);
                $opened = fstat($file);
                clearstatcache(true, $path);
                // Between the opening and the lock the file may have been taken away to be folded.
                if (@fileinode($path) !== $opened['ino']) {
                    continue;
                }

                return $opened['size'] < $this->maxBytes && fwrite($file, $lines) === strlen($lines);
            } finally {
                fclose($file);
            }
        }

        return false;
    }

    /** Counts an event that could not be written; whether at least that could be. */
    public function lose(): bool
    {
        return @file_put_contents($this->folder . '/' . self::LOST, '.', FILE_APPEND) === 1;
    }

    /** How many events could not be written, by all processes, since `told` was called last. */
    public function lost(): int
    {
        $path = $this->folder . '/' . self::LOST;
        clearstatcache(true, $path);

        return is_file($path) ? (int) filesize($path) : 0;
    }

    /** They were told of. */
    public function told(): void
    {
        $path = $this->folder . '/' . self::LOST;
        if (is_file($path) && !unlink($path)) {
            throw new \RuntimeException("$path could not be removed");
        }
    }

    /** @return resource|false */
    private function created(string $path)
    {
        if (!is_dir($this->folder) && !@mkdir($this->folder, 0770, true) && !is_dir($this->folder)) {
            return false;
        }

        return @fopen($path, 'ab');
    }

    /**
     * Takes away what was written until now; gives the files that wait to be folded, oldest first.
     *
     * @return list<string>
     */
    public function taken(): array
    {
        $path = $this->folder . '/' . self::FILE;
        clearstatcache(true, $path);
        if (is_file($path) && filesize($path) > 0) {
            $waiting = sprintf('%s/events-%s-%d.ndjson', $this->folder, number_format(microtime(true), 6, '', ''), getmypid());
            if (!@rename($path, $waiting)) {
                throw new \RuntimeException("$path could not be moved to $waiting");
            }
            // Whoever writes to it at the moment holds the lock. A file that cannot be opened cannot be folded either, which is told then.
            $file = @fopen($waiting, 'rb');
            if ($file !== false) {
                flock($file, LOCK_EX);
                fclose($file);
            }
        }
        $found = glob($this->folder . '/events-*.ndjson');
        if ($found === false) {
            throw new \RuntimeException("$this->folder could not be listed");
        }
        sort($found);

        return $found;
    }
}
