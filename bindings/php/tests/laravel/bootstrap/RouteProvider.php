<?php

declare(strict_types=1);

final class RouteProvider extends Illuminate\Foundation\Support\Providers\RouteServiceProvider
{
    public function map(): void
    {
        Illuminate\Support\Facades\Route::group([], base_path('routes/web.php'));
    }
}
