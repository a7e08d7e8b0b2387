<?php

declare(strict_types=1);

use Illuminate\Support\Facades\Log;
use Illuminate\Support\Facades\Route;

Route::get('/orders/{id}', static fn ($id) => "order $id");
Route::get('/broken', static function (): void {
    throw new RuntimeException('no basket');
});
Route::get('/logs', static function () {
    Log::warning('the stock of soap is low');
    Log::error('the order failed', ['exception' => new InvalidArgumentException('no address')]);

    return 'logged';
});
Route::get('/queue', static function () {
    dispatch(new FailingJob());
    dispatch(new GoodJob());

    return 'queued';
});
Route::get('/nested', static function () {
    dispatch(new OuterJob());

    return 'queued';
});
// Calls the library inside a web process.
Route::get('/severity/{level}', static fn ($level) => Errpredict\Errpredict::call('severity', ['level' => $level])['severity']);

final class GoodJob implements Illuminate\Contracts\Queue\ShouldQueue
{
    public function handle(): void
    {
    }
}

final class FailingJob implements Illuminate\Contracts\Queue\ShouldQueue
{
    public int $tries = 1;

    public function handle(): void
    {
        throw new DomainException('the mail could not be sent');
    }
}

/** Runs in the process that dispatches it. */
final class InnerJob implements Illuminate\Contracts\Queue\ShouldQueue
{
    use Illuminate\Bus\Queueable;

    public function handle(): void
    {
        usleep(2_000);
    }
}

final class OuterJob implements Illuminate\Contracts\Queue\ShouldQueue
{
    public function handle(): void
    {
        dispatch((new InnerJob())->onConnection('sync'));
        usleep(2_000);
    }
}
