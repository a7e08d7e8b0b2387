<?php

// What calls cost, in time of the processor, as one line of JSON: `benches/peers/languages.py` runs it, with the environment of the tests.

declare(strict_types=1);

require getenv('ERRPREDICT_AUTOLOAD');
require 'Illuminate/autoload.php';
error_reporting(E_ALL & ~E_DEPRECATED);

const CALLS = 300_000;

function least(int $rounds, callable $work): float
{
    $least = INF;
    for ($round = 0; $round < $rounds; $round++) {
        $before = getrusage();
        $work();
        $after = getrusage();
        $spent = 0.0;
        foreach (['ru_utime', 'ru_stime'] as $kind) {
            $spent += $after["$kind.tv_sec"] - $before["$kind.tv_sec"] + ($after["$kind.tv_usec"] - $before["$kind.tv_usec"]) / 1e6;
        }
        $least = min($least, $spent);
    }

    return $least / CALLS * 1e9;
}

$ffi = Errpredict\Library::get()->ffi;
$raw = least(5, static function () use ($ffi): void {
    for ($i = 0; $i < CALLS; $i++) {
        $ffi->errpredict_abi_is_compatible(0);
    }
});
$call = least(5, static function (): void {
    for ($i = 0; $i < CALLS; $i++) {
        Errpredict\Errpredict::callJson('severity', '{"level":"WARN"}');
    }
});
$monitor = Errpredict\Monitor::open();
$event = '{"timestamp":"2026-11-20T00:00:00Z","service":"shop","severity":"high","error_type":"E","message":"did not answer"}';
$json = least(5, static function () use ($monitor, $event): void {
    for ($i = 0; $i < CALLS; $i++) {
        $monitor->observe($event);
    }
});

// The middleware, as the kernel of Laravel calls it: before and after the response, which is made at once.
$folder = sys_get_temp_dir() . '/errpredict-costs-' . getmypid();
$middleware = new Errpredict\Laravel\CountRequests(new Errpredict\Recorder(new Errpredict\Spool($folder), 'shop', 'production', '2.1'));
$took = [];
for ($i = 0; $i < 20_000; $i++) {
    $request = Illuminate\Http\Request::create('/orders/7');
    $route = new Illuminate\Routing\Route('GET', '/orders/{id}', static fn () => 'ok');
    $request->setRouteResolver(static fn () => $route);
    $response = new Illuminate\Http\Response('ok');
    $begin = hrtime(true);
    $middleware->terminate($request, $middleware->handle($request, static fn () => $response));
    $took[] = hrtime(true) - $begin;
}
exec('rm -rf ' . escapeshellarg($folder));
sort($took);
$middleware = $took[10_000] / 1e3;

// A real request to a real application over HTTP, with the package and without it, in turns. The connection is closed by the server, so
// that what is done after the response is in the time as well.
require __DIR__ . '/WebServer.php';
const ASKED = 400;
$base = "$folder-laravel";
exec(sprintf('cp -r %s %s', escapeshellarg(__DIR__ . '/laravel'), escapeshellarg($base)));
foreach (['bootstrap/cache', 'storage/logs', 'storage/framework/cache', 'storage/framework/views', 'resources/views'] as $needed) {
    mkdir("$base/$needed", 0777, true);
}
$servers = [];
foreach (['true', 'false'] as $enabled) {
    putenv("ERRPREDICT_ENABLED=$enabled");
    $servers[] = new WebServer("$base/public", ['opcache.enable_cli=1']);
}
$requests = [[], []];
for ($i = 0; $i < 2 * ASKED; $i++) {
    foreach ($i % 2 === 0 ? [0, 1] : [1, 0] as $which) {
        $begin = hrtime(true);
        [$status, $body] = $servers[$which]->get('/orders/7');
        $took = hrtime(true) - $begin;
        if ([$status, $body] !== [200, 'order 7']) {
            throw new RuntimeException("$status $body");
        }
        // The first half fills the caches.
        if ($i >= ASKED) {
            $requests[$which][] = $took / 1e3;
        }
    }
}
array_map(static fn ($server) => $server->stop(), $servers);
$counted = count(file("$base/storage/errpredict/events.ndjson"));
exec('rm -rf ' . escapeshellarg($base));
if ($counted !== 2 * ASKED) {
    throw new RuntimeException("$counted requests were counted, what was measured is not what was meant");
}
array_walk($requests, static fn (&$times) => sort($times));
printf(
    "{\"raw_ns\": %f, \"call_ns\": %f, \"json_ns\": %f, \"middleware_us\": %f, \"with_us\": %f, \"without_us\": %f}\n",
    $raw,
    $call,
    $json,
    $middleware,
    $requests[0][ASKED / 2],
    $requests[1][ASKED / 2],
);
