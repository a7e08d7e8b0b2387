<?php

declare(strict_types=1);

/** A web server with PHP in it, for one folder: the built-in one, with these lines of php.ini. */
final class WebServer
{
    private $process;
    private int $port;
    private string $log;

    public function __construct(string $folder, array $ini)
    {
        $socket = stream_socket_server('tcp://127.0.0.1:0');
        $this->port = (int) substr(strrchr(stream_socket_get_name($socket, false), ':'), 1);
        fclose($socket);
        $this->log = tempnam(sys_get_temp_dir(), 'errpredict-web-');
        $command = [PHP_BINARY];
        foreach ($ini as $line) {
            array_push($command, '-d', $line);
        }
        array_push($command, '-S', "127.0.0.1:$this->port", '-t', $folder, "$folder/index.php");
        $this->process = proc_open($command, [1 => ['file', $this->log, 'a'], 2 => ['file', $this->log, 'a']], $pipes);
        for ($i = 0; $i < 100 && !@fsockopen('127.0.0.1', $this->port); $i++) {
            usleep(20_000);
        }
    }

    /** @return array{int, string} the status and the body */
    public function get(string $path): array
    {
        $body = file_get_contents("http://127.0.0.1:$this->port$path", false, stream_context_create(['http' => ['ignore_errors' => true]]));
        preg_match('#^HTTP/\S+ (\d+)#', $http_response_header[0], $found);

        return [(int) $found[1], (string) $body];
    }

    public function log(): string
    {
        return (string) file_get_contents($this->log);
    }

    public function stop(): void
    {
        if ($this->process !== null) {
            proc_terminate($this->process);
            proc_close($this->process);
            $this->process = null;
            unlink($this->log);
        }
    }

    public function __destruct()
    {
        $this->stop();
    }
}
