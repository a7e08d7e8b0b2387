<?php

declare(strict_types=1);

namespace Errpredict\Laravel;

use Errpredict\Keeper;
use Illuminate\Console\Command;

/** Everything that is found in what was folded. */
final class AnalyzeCommand extends Command
{
    protected $signature = 'errpredict:analyze {--at= : the time to ask about, now when absent} {--json : the whole analysis}';

    protected $description = 'Tell what is wrong, how sure, where it is going and what to do';

    public function handle(Keeper $keeper): int
    {
        $at = $this->option('at') ?? new \DateTimeImmutable();
        $found = $keeper->monitor()->analyze($at);
        if ($this->option('json')) {
            $this->line((string) json_encode($found, JSON_PRESERVE_ZERO_FRACTION | JSON_UNESCAPED_SLASHES));

            return self::SUCCESS;
        }
        $this->line((string) $found->headline()?->text());
        foreach ($found->services() as $service) {
            $this->line(sprintf('%s: %d events, %d errors, %d anomalies', $service->service(), $service->events(), $service->errors(), count($service->anomalies())));
        }

        return self::SUCCESS;
    }
}
