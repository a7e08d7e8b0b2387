<?php

// `opcache.preload` of php.ini: with ffi.enable=preload, PHP's default, only classes that were preloaded may call the library.
// The library itself comes by `ffi.preload`; FFI::load in a script like this one fails where opcache.preload_user is set.

declare(strict_types=1);

foreach (['Library', 'ErrpredictException', 'Errpredict', 'Message', 'Handle', 'Counting', 'Monitor', 'Rollup', 'Model', 'Templates',
    'Similar', 'Fitted', 'Detector', 'Predictor', 'Numbers'] as $class) {
    require_once __DIR__ . "/src/$class.php";
}
foreach (glob(__DIR__ . '/src/Wire/*.php') as $messages) {
    opcache_compile_file($messages);
}
