<?php

// A running program watches itself, and asks whenever there is time for a question.

require getenv('ERRPREDICT_AUTOLOAD') ?: 'vendor/autoload.php';

$monitor = Errpredict\Monitor::open();
for ($order = 0; $order < 300; $order++) {
    try {
        throw new RuntimeException("order $order was not paid for");
    } catch (RuntimeException $e) {
        $monitor->observe(['timestamp' => gmdate(DATE_ATOM), 'service' => 'shop', 'severity' => 'high', 'error_type' => $e::class, 'message' => $e->getMessage()]);
    }
}

$found = $monitor->analyze(new DateTimeImmutable('+1 minute'));
$service = $found->services()[0];
echo "{$service->service()} had {$service->events()} events\n";
