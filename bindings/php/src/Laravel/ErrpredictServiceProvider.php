<?php

declare(strict_types=1);

namespace Errpredict\Laravel;

use Errpredict\Keeper;
use Errpredict\Monolog\ErrpredictHandler;
use Errpredict\Recorder;
use Errpredict\Spool;
use Illuminate\Console\Scheduling\Schedule;
use Illuminate\Contracts\Debug\ExceptionHandler;
use Illuminate\Contracts\Http\Kernel;
use Illuminate\Support\ServiceProvider;
use Monolog\Handler\NullHandler;

/** Counts requests, errors, jobs and log lines of an application, folds them every minute and tells what it finds. */
final class ErrpredictServiceProvider extends ServiceProvider
{
    /** The jobs of a store and when each is due, by the clock of the zone of `errpredict.jobs.zone`. */
    public const JOBS = [
        'train_error_prediction_models' => '0 2 * * *',
        'evaluate_model_performance' => '0 3 * * *',
        'cleanup_old_predictions' => '0 4 * * *',
        'predict_errors_batch' => '0 * * * *',
        'generate_ai_insights' => '*/30 * * * *',
        'detect_anomalies_background' => '*/15 * * * *',
        'alert_high_risk_predictions' => '*/5 * * * *',
        'track_model_performance' => '0 */6 * * *',
    ];

    public function register(): void
    {
        $this->mergeConfigFrom(__DIR__ . '/../../config/errpredict.php', 'errpredict');
        $this->app->singleton(Spool::class, static fn ($app) => new Spool($app['config']['errpredict.folder']));
        $this->app->singleton(Recorder::class, static function ($app) {
            $config = $app['config']['errpredict'];

            return new Recorder($app->make(Spool::class), self::service($app), $config['environment'], $config['release']);
        });
        $this->app->singleton(
            Keeper::class,
            static fn ($app) => new Keeper($app->make(Spool::class), self::service($app)),
        );
        // A channel of this name, for `LOG_STACK` or the stack in config/logging.php; one of the application's own stays. Where nothing is
        // counted it takes nothing in: a stack that names a channel that is not there breaks.
        if ($this->app['config']->get('logging.channels.errpredict') === null) {
            $handler = $this->app['config']['errpredict.enabled'] ? ErrpredictHandler::class : NullHandler::class;
            $this->app['config']->set('logging.channels.errpredict', ['driver' => 'monolog', 'handler' => $handler]);
        }
    }

    public function boot(): void
    {
        $this->publishes([__DIR__ . '/../../config/errpredict.php' => $this->app->configPath('errpredict.php')], 'errpredict-config');
        if ($this->app->runningInConsole()) {
            $this->commands([FoldCommand::class, AnalyzeCommand::class, DoctorCommand::class]);
        }
        if (!$this->app['config']['errpredict.enabled']) {
            return;
        }
        $this->errors();
        if ($this->app['config']['errpredict.requests'] && $this->app->bound(Kernel::class)) {
            $kernel = $this->app->make(Kernel::class);
            if (method_exists($kernel, 'prependMiddleware')) {
                $kernel->prependMiddleware(CountRequests::class);
            }
        }
        if ($this->app['config']['errpredict.queues']) {
            $this->app->make(QueueListener::class)->listen($this->app['events']);
        }
        $this->callAfterResolving(Schedule::class, fn (Schedule $schedule) => $this->schedule($schedule));
    }

    private static function service($app): string
    {
        return (string) ($app['config']['errpredict.service'] ?? $app['config']['app.name'] ?? 'laravel');
    }

    /** Every error that the application reports. */
    private function errors(): void
    {
        $this->callAfterResolving(ExceptionHandler::class, function ($handler): void {
            if (method_exists($handler, 'reportable')) {
                $handler->reportable(function (\Throwable $thrown): void {
                    $this->app->make(Recorder::class)->thrown($thrown);
                });
            }
        });
    }

    private function schedule(Schedule $schedule): void
    {
        $config = $this->app['config']['errpredict'];
        if ($config['fold'] !== null) {
            $schedule->command(FoldCommand::class)->cron($config['fold'])->withoutOverlapping(10);
        }
        $command = $config['jobs']['command'] ?? null;
        if ($command !== null) {
            foreach (self::JOBS as $job => $due) {
                $schedule->exec(str_replace('{job}', $job, $command))
                    ->cron($due)
                    ->timezone($config['jobs']['zone'] ?? 'UTC')
                    ->name("errpredict:$job")
                    ->withoutOverlapping(180);
            }
        }
    }
}
