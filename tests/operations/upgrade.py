"""Several `serve` and `work` on one database, and a rolling upgrade with a migration under load: no request and no event is lost.

`upgrade.py PROGRAM [SECONDS [PROGRAM_OF_BEFORE]]`. Where the program of before is not at hand, it is played by this one on the schema of
before its last step, with which it gets along. A small balancer stands before the processes, as a service of Kubernetes does: who is to end is taken out of it first.

1. Two `serve` and two `work` run on that schema; clients send events and read, all the time.
2. `errpredict migrate up` runs under that load.
3. One after the other, a new process starts, is ready, comes into the balancer, and an old one is taken out and ended (SIGTERM).

Then: every request was answered with success, every event that was acknowledged is stored once and counted once, and every slot of a
job was worked on once, whoever did.
"""

import http.client
import json
import os
import pathlib
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "bindings/python/tests_django"))
from cluster import Cluster  # noqa: E402

CLIENTS = 4
#: Events of a batch.
EVENTS = 20
#: How long somebody who is taken out is still sent what was on its way: as `preStop` waits.
DRAIN_S = 0.5


class Process:
    def __init__(self, program, cluster, *arguments):
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("ERRPREDICT")},
            "DATABASE_URL": cluster.url,
            "ERRPREDICT_AUTH_SECRET": "0123456789abcdef0123456789abcdef",
            "ERRPREDICT_LIMITS_PRINCIPAL_PER_MINUTE": "0",
            "ERRPREDICT_LIMITS_TENANT_PER_MINUTE": "0",
            "ERRPREDICT_LIMITS_ADDRESS_PER_MINUTE": "0",
            "ERRPREDICT_LOG_LEVEL": "warn",
        }
        self.log = open(cluster.folder / f"process-{time.monotonic_ns()}.log", "w+")
        self.process = subprocess.Popen([program, *arguments], env=environment, stdout=self.log, stderr=subprocess.STDOUT)

    def said(self):
        self.log.seek(0)
        return self.log.read()

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(60) == 0, self.said()


class Serve(Process):
    def __init__(self, program, cluster):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        super().__init__(program, cluster, "serve", "--address", f"127.0.0.1:{self.port}")

    def status(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        except OSError as error:
            return 0, str(error)
        finally:
            connection.close()

    def wait(self, path, wanted):
        end = time.monotonic() + 60
        while (found := self.status(path))[0] != wanted:
            assert self.process.poll() is None and time.monotonic() < end, f"{path}: {found} {self.said()}"
            time.sleep(0.05)
        return self


class Balancer:
    """Whom to ask; a new connection for each request, as many clients have."""

    def __init__(self):
        self.lock, self.all = threading.Lock(), []

    def add(self, serve):
        with self.lock:
            self.all.append(serve)

    def take_out(self, serve):
        with self.lock:
            self.all.remove(serve)
        time.sleep(DRAIN_S)

    def send(self, method, path, body=None, headers=None):
        with self.lock:
            port = random.choice(self.all).port
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            connection.request(method, f"/api/ml/{path}", body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()


class Load:
    """Clients that send and read until they are told to end."""

    def __init__(self, balancer, key, token):
        self.balancer, self.key, self.token = balancer, key, token
        self.ended, self.lock = threading.Event(), threading.Lock()
        self.acknowledged, self.requests, self.wrong = [], 0, []
        self.threads = [threading.Thread(target=self._client, args=(number,)) for number in range(CLIENTS)]
        [thread.start() for thread in self.threads]

    def _client(self, number):
        batch = 0
        while not self.ended.is_set():
            name = f"{number}-{batch}"
            batch += 1
            now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
            lines = [
                json.dumps({"timestamp": now, "service": f"s{number}", "severity": "error", "error_type": "E", "code": f"{name}-{k}"})
                for k in range(EVENTS)
            ]
            self._ask("POST", "ingest/events/", "\n".join(lines), {"x-api-key": self.key, "content-type": "application/x-ndjson", "idempotency-key": name}, name)
            self._ask("GET", random.choice(["predictions/", "anomalies/", "jobs/", "models/", "dashboard/summary/"]), None, {"authorization": f"Bearer {self.token}"})

    def _ask(self, method, path, body, headers, name=None):
        try:
            status, text = self.balancer.send(method, path, body, headers)
        except (OSError, http.client.HTTPException) as error:
            status, text = 0, repr(error)
        with self.lock:
            self.requests += 1
            if not 200 <= status < 300:
                self.wrong.append(f"{method} {path}: {status} {text[:300]}")
            elif name is not None:
                assert json.loads(text)["stored"] == EVENTS, text
                self.acknowledged.append(name)

    def end(self):
        self.ended.set()
        [thread.join() for thread in self.threads]


def run(program, cluster, *arguments):
    done = subprocess.run([program, *arguments], env={**os.environ, "DATABASE_URL": cluster.url}, capture_output=True, text=True)
    assert done.returncode == 0, f"{arguments}: {done.stdout}{done.stderr}"
    return done.stdout


def main():
    program, seconds = os.path.abspath(sys.argv[1]), float(sys.argv[2] if len(sys.argv) > 2 else 5)
    before = os.path.abspath(sys.argv[3]) if len(sys.argv) > 3 else None
    cluster, begun = Cluster(), time.monotonic()
    running = []
    try:
        steps = [int(found) for found in re.findall(r"^ *(\d+)  ", run(program, cluster, "migrate", "status"), re.M)]
        run(before or program, cluster, "migrate", "up", *([] if before else ["--to", str(steps[-2])]))
        key = re.search(r"epk_\S+", run(program, cluster, "token", "create", "sender", "--service", "--role", "ingest"))[0]
        reader = re.search(r"epk_\S+", run(program, cluster, "token", "create", "reader", "--role", "viewer"))[0]
        # Played by this program, the schema is not the one that it needs: it answers, and is not ready.
        old = [Serve(before or program, cluster) for _ in range(2)]
        running += old
        balancer = Balancer()
        for serve in old:
            serve.wait("/api/ml/health/live", 200)
            status, text = serve.status("/api/ml/health/ready")
            assert status == 200 if before else status == 503 and f"needs step {steps[-1]}" in text, (status, text)
            balancer.add(serve)
        works = [Process(before or program, cluster, "work") for _ in range(2)]
        running += works
        status, text = balancer.send("POST", "auth/token/", json.dumps({"key": reader}), {"content-type": "application/json"})
        assert status == 200, text
        load = Load(balancer, key, json.loads(text)["access"])
        time.sleep(seconds)
        assert not load.wrong and load.acknowledged, load.wrong[:3]
        begun_jobs = cluster.psql("errpredict", "select count(*) from ai_platform.job_slots where attempts > 0").strip()
        assert before or begun_jobs == "0", "no worker begins before the schema is there"
        migrating = time.monotonic()
        said = run(program, cluster, "migrate", "up")
        migrated = time.monotonic() - migrating
        assert before or f"run {steps[-1]:4}" in said, said
        time.sleep(seconds)
        for gone in old:
            new = Serve(program, cluster)
            running.append(new)
            balancer.add(new.wait("/api/ml/health/ready", 200))
            time.sleep(seconds / 2)
            balancer.take_out(gone)
            gone.end()
            time.sleep(seconds / 2)
        for place, gone in enumerate(works):
            running.append(Process(program, cluster, "work"))
            time.sleep(seconds / 2)
            gone.end()
        time.sleep(seconds)
        load.end()
        assert not load.wrong, f"{len(load.wrong)} of {load.requests} requests: {load.wrong[:5]}"
        stored = cluster.psql("errpredict", "select code from ai_models.error_events").split()
        wanted = {f"{name}-{k}" for name in load.acknowledged for k in range(EVENTS)}
        assert len(stored) == len(set(stored)) and set(stored) == wanted, f"{len(stored)} stored, {len(wanted)} acknowledged"
        for serve in running[4:6]:
            status, text = serve.status("/api/ml/health/ready")
            assert status == 200, text
        # Whoever worked on a slot, it was done once; none failed.
        slots = cluster.psql("errpredict", "select job || ' ' || status || ' ' || attempts from ai_platform.job_slots where status <> 'skipped'").split("\n")
        slots = [slot for slot in slots if slot]
        assert slots and all(slot.endswith(("completed 1", "pending 0", "running 1")) for slot in slots), slots
        twice = cluster.psql("errpredict", "select count(*) from (select slot_id from ai_platform.job_runs group by slot_id having count(*) > 1) x").strip()
        assert twice == "0", twice
        for process in running:
            if process.process.poll() is None:
                process.end()
        counted = run(program, cluster, "store", "status")
        print(
            f"{load.requests} requests by {CLIENTS} clients, none refused or lost; {len(stored)} events, each there once; "
            f"{len(slots)} slots of jobs, each done once; the migration took {migrated:.2f} s; {time.monotonic() - begun:.0f} s in all"
        )
        assert "s0" in counted, counted
    finally:
        for process in running:
            process.process.kill()
        cluster.stop()


if __name__ == "__main__":
    main()
