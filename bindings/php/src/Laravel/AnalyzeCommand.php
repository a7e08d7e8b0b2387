<?php

declare(strict_types=1);

namespace Errpredict\Laravel;

use Errpredict\Keeper;
use Errpredict\Rollup;
use Illuminate\Console\Command;

/** Everything that is found in what was folded. */
final class AnalyzeCommand extends Command
{
    protected $signature = 'errpredict:analyze {--at= : the time to ask about, now when absent} {--json : the whole analysis} {--html= : write the report to this file}';

    protected $description = 'Tell what is wrong, how sure, where it is going and what to do';

    public function handle(Keeper $keeper): int
    {
        $at = $this->option('at') ?? new \DateTimeImmutable();
        $monitor = $keeper->monitor();
        $found = $monitor->analyze($at);
        if ($this->option('json')) {
            $this->line((string) json_encode($found, JSON_PRESERVE_ZERO_FRACTION | JSON_UNESCAPED_SLASHES));

            return self::SUCCESS;
        }
        if ($this->option('html') !== null) {
            $rollup = Rollup::open();
            $rollup->merge($monitor);
            $time = is_string($at) ? $at : $at->setTimezone(new \DateTimeZone('UTC'))->format('Y-m-d\TH:i:s\Z');
            file_put_contents($this->option('html'), $rollup->toHtml(['at' => $time]));
            $this->line("the report is in {$this->option('html')}");
        }
        $this->line((string) $found->headline()?->text());
        foreach ($found->services() as $service) {
            $this->line(sprintf('%s: %d events, %d errors, %d anomalies', $service->service(), $service->events(), $service->errors(), count($service->anomalies())));
        }

        return self::SUCCESS;
    }
}
