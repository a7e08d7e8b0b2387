<?php

declare(strict_types=1);

namespace Errpredict\Laravel;

use Errpredict\Errpredict;
use Errpredict\Library;
use Errpredict\Spool;
use Illuminate\Console\Command;

/** What works and what does not, each with what would help. */
final class DoctorCommand extends Command
{
    protected $signature = 'errpredict:doctor';

    protected $description = 'Tell whether the library can be called and events can be written';

    public function handle(Spool $spool): int
    {
        $failed = 0;
        $checks = [
            'the library, ' . Library::path() => static fn () => 'version ' . Errpredict::version(),
            'events, in ' . $spool->folder => static function () use ($spool) {
                if (!is_dir($spool->folder) && !@mkdir($spool->folder, 0770, true) || !is_writable($spool->folder)) {
                    throw new \RuntimeException('nothing can be written there; `errpredict.folder` says where');
                }

                return 'can be written' . ($spool->lost() > 0 ? ", {$spool->lost()} could not be since the last fold" : '');
            },
        ];
        foreach ($checks as $what => $check) {
            try {
                $this->line("$what: " . $check());
            } catch (\Throwable $e) {
                $failed++;
                $this->error("$what: {$e->getMessage()}");
            }
        }
        $this->line('ffi.enable is "' . ini_get('ffi.enable') . '": ' . (ini_get('ffi.enable') === 'preload'
            ? 'web processes that call the library need it preloaded (vendor/bin/errpredict-setup); counting needs nothing'
            : 'web processes can call the library'));

        return $failed === 0 ? self::SUCCESS : self::FAILURE;
    }
}
