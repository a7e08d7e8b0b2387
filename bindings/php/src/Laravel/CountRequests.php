<?php

declare(strict_types=1);

namespace Errpredict\Laravel;

use Closure;
use Errpredict\Recorder;

/** Counts every request once its response is sent: its route, its status, how long it took. */
final class CountRequests
{
    private const BEGIN = 'errpredict.begin';

    public function __construct(private readonly Recorder $recorder)
    {
    }

    public function handle($request, Closure $next)
    {
        $request->attributes->set(self::BEGIN, hrtime(true));
        $response = $next($request);
        $request->attributes->set(self::BEGIN . '.took', (hrtime(true) - $request->attributes->get(self::BEGIN)) / 1e6);

        return $response;
    }

    public function terminate($request, $response): void
    {
        $took = $request->attributes->get(self::BEGIN . '.took');
        if ($took !== null) {
            $route = $request->route();
            $endpoint = is_object($route) && method_exists($route, 'uri') ? '/' . ltrim($route->uri(), '/') : null;
            $this->recorder->request($endpoint, $response->getStatusCode(), $took);
        }
    }
}
