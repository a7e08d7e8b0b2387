<?php

return [
    // Whether anything is counted at all.
    'enabled' => (bool) env('ERRPREDICT_ENABLED', true),

    // The name of the service; the application's (`app.name`) when absent.
    'service' => env('ERRPREDICT_SERVICE'),

    // development, staging or production; absent for any other name.
    'environment' => ['local' => 'development', 'development' => 'development', 'staging' => 'staging', 'production' => 'production'][env('APP_ENV', 'production')] ?? null,

    // The version of the service.
    'release' => env('ERRPREDICT_RELEASE'),

    // Where events wait and the monitor is kept.
    'folder' => env('ERRPREDICT_FOLDER', storage_path('errpredict')),

    // Whether requests and the work of queues are counted.
    'requests' => true,
    'queues' => true,

    // How often events are folded and judged, as a cron expression; null for never.
    'fold' => '* * * * *',

    // The jobs of a store: the command that works on what is due of one of them, with {job} for its name; null where something else runs
    // them. It is 'errpredict work --once --job {job} --config /etc/errpredict.toml', with the settings that the service has. The zone is
    // that of `jobs.zone` there.
    'jobs' => ['command' => env('ERRPREDICT_JOBS_COMMAND'), 'zone' => env('ERRPREDICT_JOBS_ZONE', 'UTC')],
];
