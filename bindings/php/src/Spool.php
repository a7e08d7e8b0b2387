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

    /** @return resource|false */
    private function created(string $path)
    {
        if (!is_dir($this->folder) && !@mkdir($this->folder, 0770, true) && !is_dir($this->folder)) {
            return false;
        }

        return @fopen($path, 'ab');
    }

    /** Takes away what was written until now; gives the files that wait to be folded, oldest first. */
    public function taken(): array
    {
        $path = $this->folder . '/' . self::FILE;
        clearstatcache(true, $path);
        if (is_file($path) && filesize($path) > 0) {
            $waiting = sprintf('%s/events-%s-%d.ndjson', $this->folder, number_format(microtime(true), 6, '', ''), getmypid());
            rename($path, $waiting);
            // Whoever writes to it at the moment holds the lock.
            $file = fopen($waiting, 'rb');
            flock($file, LOCK_EX);
            fclose($file);
        }
        $found = glob($this->folder . '/events-*.ndjson') ?: [];
        sort($found);

        return $found;
    }
}
