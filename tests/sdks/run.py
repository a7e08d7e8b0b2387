"""Real clients send into the running service, which each knows by its DSN or endpoint alone; then the events are asked back from the API
and compared with what was raised: type, message, functions of the stack, release, environment, severity, and who called whom.

usage: run.py ERRPREDICT FOLDER (the program; the folder where `make test-sdks` installed the clients)
"""
import concurrent.futures
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
PAY = """export function charge(amount: number): never {
  throw new TypeError(`no card for ${amount}`);
}
export function checkout(amount: number): void {
  charge(amount);
}
(globalThis as any).checkout = checkout;
"""


class Service:
    """`errpredict serve` on a private cluster."""

    def __init__(self, program, folder):
        environment = {**os.environ, "ERRPREDICT_LOG_LEVEL": "warn"}
        environment.pop("DATABASE_URL", None)
        command = [program, "serve", "--data-dir", f"{folder}/store", "--address", "127.0.0.1:0"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True)
        self.address = self.key = None
        for line in self.process.stdout:
            if found := re.search(r"http://([0-9.:]+)/api/ml/", line):
                self.address = self.address or found[1]
            if found := re.fullmatch(r"\s+(epk_\S+)\s*", line):
                self.key = found[1]
                break
        assert self.address and self.key, "the service did not start"
        self.token = self.ask("POST", "auth/token/", {"key": self.key}, None)["access"]

    def ask(self, method, path, body=None, token=True):
        headers = {"content-type": "application/json"}
        if token:
            headers["authorization"] = f"Bearer {self.token}"
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"http://{self.address}/api/ml/{path}", data, headers, method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def key_of(self, role):
        made = self.ask("POST", "users/", {"name": f"clients that {role}", "kind": "service", "roles": [role]})
        return self.ask("POST", "keys/", {"principal_id": made["id"], "name": "sdks", "expires_at": None})["key"]

    def events(self, service):
        found, page = [], 1
        while True:
            answer = self.ask("GET", f"errors/?hours=24&service={service}&page_size=100&page={page}")
            found += answer["results"]
            if answer["next"] is None:
                return found
            page += 1

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(30)
        finally:
            self.process.kill()


def client(command, folder, **environment):
    """Runs a client; what it says it raised."""
    plain = {key: value for key, value in os.environ.items() if not key.startswith(("SENTRY_", "OTEL_"))}
    whole = {**plain, "NODE_PATH": f"{folder}/node_modules", **environment}
    done = subprocess.run(command, env=whole, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout


def fits(raised, event):
    """What of an event is not as it was raised."""
    wrong = []
    for name, value in raised.items():
        if name == "stack":
            trace = event.get("stack_trace") or ""
            wrong += [f"`{part}` is not in the trace" for part in value if part not in trace]
        elif name == "kind":
            if event.get("kind", "error") != value:
                wrong.append(f"kind {event.get('kind')}")
        elif event.get(name) != value:
            wrong.append(f"{name} is {event.get(name)!r}, not {value!r}")
    return wrong


def compare(name, raised, events):
    """Each thing that was raised is one event, and no event two of them."""
    left = list(events)
    for one in raised:
        found = next((event for event in left if not fits(one, event)), None)
        if found is None:
            nearest = min(left, key=lambda event: len(fits(one, event)), default={})
            raise AssertionError(f"{name}: not there as raised: {one}\nnearest: {nearest}\n{fits(one, nearest)}")
        left.remove(found)
    print(f"{name}: {len(raised)} raised, each there as it was")
    return left


def site(folder, work, url, key):
    """A script that esbuild minifies and whose maps sentry-cli uploads."""
    os.makedirs(f"{work}/src")
    with open(f"{work}/src/pay.ts", "w") as file:
        file.write(PAY)
    tools = f"{folder}/node_modules/.bin"
    subprocess.run([f"{tools}/esbuild", "src/pay.ts", "--bundle", "--minify", "--sourcemap", "--outfile=dist/app.js", "--log-level=error"], cwd=work, check=True)
    cli = [f"{tools}/sentry-cli", "--url", url, "--auth-token", key]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("SENTRY_")}
    for arguments in (["sourcemaps", "inject", "dist"], ["sourcemaps", "upload", "--org", "acme", "--project", "web", "--release", "site@1", "dist"]):
        done = subprocess.run(cli + arguments, cwd=work, env=environment, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, f"sentry-cli {arguments}: {done.stdout}{done.stderr}"
    # Another command of it is refused in words that say what there is.
    refused = subprocess.run(cli + ["releases", "new", "--org", "acme", "--project", "web", "site@1"], env=environment, capture_output=True, text=True, timeout=60)
    assert refused.returncode != 0 and "errpredict takes source maps of sentry-cli" in refused.stdout + refused.stderr, refused
    return f"{work}/dist/app.js"


def main():
    program, folder = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    begin = time.monotonic()
    work = tempfile.mkdtemp(prefix="errpredict-sdks-")
    os.chmod(work, 0o755)
    service = None
    try:
        service = Service(program, work)
        key, address = service.key_of("ingest"), service.address
        dsn = lambda project: {"SENTRY_DSN": f"http://{key}@{address}/{project}"}
        otlp = {"OTEL_EXPORTER_OTLP_ENDPOINT": f"http://{address}/api/ml/ingest/otlp", "OTEL_EXPORTER_OTLP_HEADERS": f"x-api-key={key}"}
        python = f"{folder}/venv/bin/python"
        script = site(folder, f"{work}/site", f"http://{address}/", service.key_of("upload"))
        os.rename(f"{script}.map", f"{work}/app.js.map")
        runs = {
            "sentry-sdk (Python)": ([python, f"{HERE}/sentry_python.py"], dsn(1), "project-1"),
            "@sentry/node": (["node", f"{HERE}/sentry_node.js"], dsn(2), "project-2"),
            "@sentry/node with source maps that sentry-cli uploaded": (["node", f"{HERE}/sentry_minified.js", script], dsn(3), "project-3"),
            "OpenTelemetry (Python calls Node)": ([python, f"{HERE}/otel_python.py", f"{HERE}/otel_node.js"], otlp, None),
        }
        with concurrent.futures.ThreadPoolExecutor() as pool:
            said = {name: pool.submit(client, command, folder, **where) for name, (command, where, _) in runs.items()}
        for name, (_, _, project) in runs.items():
            raised = json.loads(said[name].result())
            if project:
                compare(name, raised, service.events(project))
            else:
                for one in ("shop", "web"):
                    compare(f"{name}, {one}", [each for each in raised if each["service"] == one], service.events(one))
        calls = {(row["service"], row["uses"], row["kind"]): row["calls"] for row in service.ask("GET", "topology/")["results"]}
        expected = {("shop", "postgresql db-1", "database"): 1, ("shop", "web", "service"): 1, ("shop", "web.internal", "address"): 1}
        assert calls == expected, calls
        print("who called whom: as the spans said")
        releases = {row["release"]: row for row in service.ask("GET", "releases/")}
        print(f"sessions of releases: {sorted(releases)}")
        assert "web@3.4" in releases or "shop@1.2" in releases, "no client told of a session"
    finally:
        if service:
            service.end()
        shutil.rmtree(work, ignore_errors=True)
    print(f"{time.monotonic() - begin:.1f} s")


main()
