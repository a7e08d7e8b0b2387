"""The quick starts of `docs/django.md`, run as they are written, in a project that `startproject` makes."""

import os
import pathlib
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

ROOT = pathlib.Path(__file__).parents[3]
PAGE = (ROOT / "docs/django.md").read_text()


def block(name, language):
    """The block behind `<!-- name -->`."""
    return re.search(rf"<!-- {name} -->\n```{language}\n(.*?)```", PAGE, re.S)[1]


@pytest.fixture(scope="module")
def shop(cluster, tmp_path_factory):
    """A new project, its settings as Django writes them, with a page that fails."""
    folder = tmp_path_factory.mktemp("quick") / "shop"
    folder.mkdir()
    subprocess.run([sys.executable, "-m", "django", "startproject", "shop", folder], check=True)
    urls = folder / "shop/urls.py"
    urls.write_text(urls.read_text() + "\n\ndef pay(request):\n    raise TimeoutError('not paid')\n\n\nurlpatterns.append(path('pay/', pay))\n")
    return folder


def manage(folder, *arguments, **environment):
    command = [sys.executable, "manage.py", *arguments]
    # Of the tests' own project nothing is known here.
    clean = {name: value for name, value in os.environ.items() if name not in ("DJANGO_SETTINGS_MODULE", "DATABASE_URL")}
    done = subprocess.run(command, cwd=folder, env={**clean, **environment}, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_two_lines_into_an_existing_project(shop):
    settings = shop / "shop/settings.py"
    added = block("two lines", "python")
    assert len(added.splitlines()) == 2
    settings.write_text(settings.read_text() + "\n" + added)
    (shop / "shop/__init__.py").write_text("")
    # Receivers stand where Django's own documentation puts them: in a module that is imported at the start.
    urls = shop / "shop/urls.py"
    urls.write_text(block("receiver", "python") + "\n\n" + urls.read_text())
    assert "no issues" in manage(shop, "check")
    clean = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    log = open(shop / "server.log", "w+")
    command = [sys.executable, "-u", "manage.py", "runserver", "--noreload", "0.0.0.0:0"]
    server = subprocess.Popen(command, cwd=shop, env=clean, stdout=log, stderr=subprocess.STDOUT)
    try:
        end = time.monotonic() + 30

        def said():
            log.seek(0)
            return log.read()

        port = None
        while port is None:
            assert server.poll() is None and time.monotonic() < end, said()
            port = listening(server.pid)
            time.sleep(0.1)
        with pytest.raises(urllib.error.HTTPError) as failed:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/pay/", timeout=10)
        assert failed.value.code == 500
        while "error: TimeoutError at /pay/" not in said():
            assert time.monotonic() < end, said()
            time.sleep(0.1)
    finally:
        server.terminate()
        server.wait(10)
        log.close()


def listening(pid):
    """The port that a process listens on, none while it does not."""
    sockets = set()
    for link in pathlib.Path(f"/proc/{pid}/fd").iterdir():
        try:
            target = os.readlink(link)
        except OSError:
            continue
        if target.startswith("socket:["):
            sockets.add(target[8:-1])
    for line in pathlib.Path(f"/proc/{pid}/net/tcp").read_text().splitlines()[1:]:
        fields = line.split()
        if fields[3] == "0A" and fields[9] in sockets:
            return int(fields[1].split(":")[1], 16)
    return None


def test_from_nothing_to_the_first_alert(shop, cluster):
    """In a database of its own, with the commands as they stand."""
    cluster.psql("postgres", "create database quick owner errpredict")
    settings = shop / "shop/settings.py"
    # The one thing that is not as written: the database of that name is that of the other tests.
    text = block("database", "python").replace('"NAME": "errpredict"', '"NAME": "quick"')
    settings.write_text("import os\n" + settings.read_text() + "\n" + text)
    bin_folder = shop / "bin"
    bin_folder.mkdir()
    # The receiver of the page, in a module that every command imports; and the program of the package, as whoever installs it has it.
    (shop / "shop/__init__.py").write_text(block("receiver", "python"))
    for name, program in (("python", sys.executable), ("errpredict", f"{sys.executable} -m errpredict")):
        # A link to the interpreter of a virtual environment would be an interpreter of the system.
        (bin_folder / name).write_text(f'#!/bin/sh\nexec {program} "$@"\n')
        (bin_folder / name).chmod(0o755)
    clean = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    environment = {
        **clean,
        "PATH": f"{bin_folder}:{os.environ['PATH']}",
        "PGHOST": cluster.socket,
        "PGUSER": "errpredict",
    }
    environment.pop("DATABASE_URL", None)
    lines = block("first alert", "console").splitlines()
    assert all(line.startswith("$ ") for line in lines)
    *commands, last = [line[2:].replace("/errpredict?host=/var/run/postgresql", f"/quick?host={cluster.socket}") for line in lines]
    script = "\n".join(["set -eu", *commands, "echo ---- the last one", last])
    begun = time.monotonic()
    done = subprocess.run(["sh", "-c", script], cwd=shop, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"
    assert time.monotonic() - begun < 300
    said = done.stdout.split("---- the last one\n")[1]
    assert re.search(r"[1-9]\d*  anomalies", said), said
    # The alert that the page is named for has reached its receiver.
    assert re.search(r"^critical \w+ in checkout since \d", said, re.M), said
    assert any(len(line) > 20 and not re.match(r"critical|high|medium|low|info", line) for line in said.splitlines()), said
    alerts = cluster.psql(
        "quick", "set app.maintenance = 'on'; select count(*) from ai_models.anomaly_detections where severity = 'critical'", "errpredict"
    )
    assert int(alerts.split()[-1]) >= 1
