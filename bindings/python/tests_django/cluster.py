"""A private PostgreSQL of this machine for a run of the tests, as the Rust tests have one, and what is put into it by the program."""

from __future__ import annotations

import csv
import os
import pathlib
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).parents[3]
AGO = 2 * 3_600
SIGNING_KEY = "a key of the tests that is long enough for HS256"


def programs() -> pathlib.Path:
    """The folder of PostgreSQL's programs."""
    named = os.environ.get("ERRPREDICT_TEST_POSTGRES")
    if named:
        return pathlib.Path(named)
    found = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    initdb = shutil.which("initdb")
    assert initdb, "expected PostgreSQL on this machine: initdb is neither in PATH nor below /usr/lib/postgresql"
    return pathlib.Path(initdb).resolve().parent


class Cluster:
    """The cluster: `socket`, and a database `errpredict` of the role `errpredict`."""

    def __init__(self) -> None:
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="errpredict-django-"))
        # PostgreSQL refuses to run as root.
        self.user = {}
        if os.getuid() == 0:
            names = [one.pw_name for one in pwd.getpwall()]
            who = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
            os.chown(self.folder, who.pw_uid, who.pw_gid)
            self.user = {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []}
        self.folder.chmod(0o755)
        self.socket = str(self.folder)
        self._run("initdb", "-D", self.folder / "data", "-A", "trust", "-U", "postgres", "--no-sync", "-E", "UTF8", "--locale", "C")
        options = f"-c fsync=off -c listen_addresses= -c unix_socket_directories={self.socket} -c max_connections=80"
        self._run("pg_ctl", "start", "-w", "-D", self.folder / "data", "-l", self.folder / "log", "-o", options)
        # Whatever ends the run, a kill too: a shell waits for the end of a pipe that this process holds.
        end = 'read x; kill -QUIT $0 2>/dev/null; while kill -0 $0 2>/dev/null; do sleep 0.05; done; rm -rf "$1"'
        pid = (self.folder / "data/postmaster.pid").read_text().split()[0]
        self.watcher = subprocess.Popen(
            ["sh", "-c", end, pid, self.folder], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self.psql("postgres", "create role errpredict login createrole")
        self.psql("postgres", "create database errpredict owner errpredict")

    def _run(self, name: str, *arguments: object) -> str:
        command = [str(programs() / name), *map(str, arguments)]
        done = subprocess.run(
            command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"}, **self.user,
        )  # fmt: skip
        assert done.returncode == 0, f"{name}: {done.stdout}"
        return done.stdout

    def psql(self, database: str, statement: str, user: str = "postgres") -> str:
        """What a statement answers."""
        return self._run("psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", self.socket, "-U", user, "-c", statement, database)

    @property
    def url(self) -> str:
        """For the program."""
        return f"postgresql://errpredict@/errpredict?host={self.socket}"

    def stop(self) -> None:
        """Ends it and takes everything away."""
        self.watcher.communicate(timeout=60)


def program() -> str:
    """The program with `migrate`, `store` and `serve`, as the Rust tests built it."""
    found = os.environ.get("ERRPREDICT_PROGRAM", "")
    assert pathlib.Path(found).is_file(), f"expected the program in ERRPREDICT_PROGRAM, got {found!r}: run `make test-django`"
    return found


def run(cluster: Cluster, *arguments: object) -> str:
    """Runs the program on the cluster."""
    done = subprocess.run(
        [program(), *map(str, arguments)], env={**os.environ, "DATABASE_URL": cluster.url}, capture_output=True, text=True
    )
    assert done.returncode == 0, f"{arguments}: {done.stderr}"
    return done.stdout


#: The time of the sample at which its README looks at it: 2026-07-02T06:00:00Z.
LAST = 1_782_972_000


def recent_log(target: pathlib.Path) -> pathlib.Path:
    """The sample up to that time, moved so that it ended so long ago: what is foreseen of it for a day is not due yet, and it is the same at
    every time of the day that this is run."""
    with open(ROOT / "samples/webmon.csv", newline="") as file:
        rows = [row for row in csv.DictReader(file) if int(row["timestamp"]) <= LAST]
    moved = (int(time.time()) - AGO - LAST) // 60 * 60
    with open(target, "w", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        for row in rows:
            writer.writerow({**row, "timestamp": int(row["timestamp"]) + moved})
    return target


def fill(cluster: Cluster) -> None:
    """Migrates the database, reads the log into it, analyses it."""
    run(cluster, "migrate", "up")
    log = recent_log(cluster.folder / "log.csv")
    run(cluster, "store", "import", log)
    run(cluster, "store", "analyze")


class Service:
    """`errpredict serve` on the cluster, which takes tokens that Simple JWT signs."""

    def __init__(self, cluster: Cluster) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        environment = {
            **os.environ,
            "DATABASE_URL": cluster.url,
            "ERRPREDICT_AUTH_EXTERNAL_SECRET": SIGNING_KEY,
            "ERRPREDICT_AUTH_EXTERNAL_TENANT": "default",
            "ERRPREDICT_AUTH_EXTERNAL_ROLE": "admin",
            "ERRPREDICT_LIMITS_PRINCIPAL_PER_MINUTE": "0",
            "ERRPREDICT_LIMITS_TENANT_PER_MINUTE": "0",
            "ERRPREDICT_LIMITS_ADDRESS_PER_MINUTE": "0",
            "ERRPREDICT_CACHE_PREDICTIONS_S": "0",
            "ERRPREDICT_CACHE_FEATURES_S": "0",
            "ERRPREDICT_LOG_LEVEL": "warn",
        }
        self.log = open(cluster.folder / "service.log", "w+")
        command = [program(), "serve", "--address", f"127.0.0.1:{self.port}"]
        self.process = subprocess.Popen(command, env=environment, stdout=self.log, stderr=subprocess.STDOUT)
        end = time.monotonic() + 30
        while True:
            assert self.process.poll() is None and time.monotonic() < end, self.said()
            try:
                urllib.request.urlopen(self.url("health/ready"), timeout=5).read()
                break
            except OSError:
                time.sleep(0.05)

    def said(self) -> str:
        """What it wrote."""
        self.log.seek(0)
        return self.log.read()

    def url(self, path: str) -> str:
        """The address of a path."""
        return f"http://127.0.0.1:{self.port}/api/ml/{path}"

    def send(self, method: str, path: str, token: str | None, body: bytes | None = None) -> tuple[int, bytes]:
        """Status and body of an answer."""
        headers = {} if token is None else {"Authorization": f"Bearer {token}"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        url = path if path.startswith("http") else self.url(path)
        try:
            with urllib.request.urlopen(urllib.request.Request(url, body, headers, method=method), timeout=60) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def stop(self) -> None:
        """Ends it, without waiting for connections that are kept open."""
        self.process.kill()
        self.process.wait(30)
        self.log.close()
