<?php

declare(strict_types=1);

// What is tested is the package as `build.sh` laid it out: ERRPREDICT_AUTOLOAD is its autoloader.
require getenv('ERRPREDICT_AUTOLOAD');
// Debian's Laravel and Monolog.
foreach (['Illuminate/autoload.php', 'Monolog/autoload.php'] as $file) {
    $found = stream_resolve_include_path($file);
    if ($found !== false) {
        require_once $found;
    }
}
require __DIR__ . '/Cases.php';
require __DIR__ . '/WebServer.php';
