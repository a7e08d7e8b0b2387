<?php

declare(strict_types=1);

namespace Errpredict\Laravel;

use Errpredict\Recorder;
use Illuminate\Contracts\Events\Dispatcher;
use Illuminate\Queue\Events\JobExceptionOccurred;
use Illuminate\Queue\Events\JobFailed;
use Illuminate\Queue\Events\JobProcessed;
use Illuminate\Queue\Events\JobProcessing;

/** Counts the work of queues: each job as a request with its class for a route, and the error it met. */
final class QueueListener
{
    /** @var \WeakMap<object, int> when each job that is being worked on began: one may run another inside of it */
    private \WeakMap $begun;

    public function __construct(private readonly Recorder $recorder)
    {
        $this->begun = new \WeakMap();
    }

    public function listen(Dispatcher $events): void
    {
        $events->listen(JobProcessing::class, function (JobProcessing $event): void {
            $this->begun[$event->job] = hrtime(true);
        });
        $events->listen(JobProcessed::class, fn (JobProcessed $event) => $this->told($event->job));
        $events->listen(JobExceptionOccurred::class, function (JobExceptionOccurred $event): void {
            $this->told($event->job);
            $this->recorder->thrown($event->exception, $this->name($event->job));
        });
        $events->listen(JobFailed::class, function (JobFailed $event): void {
            $this->recorder->thrown($event->exception, $this->name($event->job));
        });
    }

    private function told($job): void
    {
        $begin = $this->begun[$job] ?? null;
        if ($begin !== null) {
            unset($this->begun[$job]);
            $this->recorder->event(['kind' => 'request', 'endpoint' => $this->name($job), 'response_time_ms' => (hrtime(true) - $begin) / 1e6]);
        }
    }

    private function name($job): string
    {
        return 'job:' . $job->resolveName();
    }
}
