<?php

// An application as Laravel's own skeleton makes it, with the framework of the machine.

declare(strict_types=1);

require getenv('ERRPREDICT_AUTOLOAD');
// A project of Composer (Laravel 10 and newer in `make test-long`) has its framework in its autoloader; Debian's is required by file.
if (!class_exists(Illuminate\Foundation\Application::class)) {
    require_once 'Illuminate/autoload.php';
}
require_once __DIR__ . '/RouteProvider.php';
error_reporting(E_ALL & ~E_DEPRECATED);

$app = new Illuminate\Foundation\Application(dirname(__DIR__));
// Since Laravel 11 the framework brings a configuration, which Debian's package leaves out.
if (method_exists($app, 'dontMergeFrameworkConfiguration')) {
    $app->dontMergeFrameworkConfiguration();
}
$app->singleton(Illuminate\Contracts\Http\Kernel::class, Illuminate\Foundation\Http\Kernel::class);
$app->singleton(Illuminate\Contracts\Console\Kernel::class, Illuminate\Foundation\Console\Kernel::class);
$app->singleton(Illuminate\Contracts\Debug\ExceptionHandler::class, Illuminate\Foundation\Exceptions\Handler::class);

return $app;
