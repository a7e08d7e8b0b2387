"""A real worker (prefork) and beat over a real Redis. `make test-clusters` runs these."""

import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import threading
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

pytest.importorskip("celery")
HERE = pathlib.Path(__file__).parent
#: Seconds that anything may take: a machine that builds something else as well is slow, and none of this is about speed.
LONG = 300


@pytest.fixture(scope="module")
def broker(tmp_path_factory):
    program = shutil.which("redis-server")
    assert program, "expected redis-server: `make test-clusters` installs it"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("redis")
    process = subprocess.Popen([program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", folder, "--loglevel", "warning"])
    url = f"redis://127.0.0.1:{port}"
    os.environ["SHOP_REDIS"] = url
    try:
        import redis

        end = time.monotonic() + LONG
        while True:
            try:
                redis.Redis.from_url(url).ping()
                break
            except redis.ConnectionError:
                assert process.poll() is None and time.monotonic() < end
                time.sleep(0.1)
        yield url
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="module")
def shop(broker, tmp_path_factory):
    settings = tmp_path_factory.mktemp("settings") / "errpredict.toml"
    settings.write_text('[jobs]\nzone = "Asia/Kolkata"\nlease_s = 3.0\n')
    os.environ["SHOP_CONFIG"] = str(settings)
    sys.path.insert(0, str(HERE))
    import shop

    return shop


def started(*arguments, **environment):
    command = [sys.executable, "-m", "celery", "--app", "shop:app", *arguments]
    return subprocess.Popen(command, cwd=HERE, env={**os.environ, **environment, "PYTHONPATH": os.pathsep.join(sys.path)})


@pytest.fixture(scope="module")
def database(shop):
    """A store that the program filled, for the jobs."""
    sys.path.insert(0, str(HERE.parent / "tests_django"))
    import cluster as clusters

    made = clusters.Cluster()
    try:
        clusters.run(made, "migrate", "up")
        clusters.run(made, "store", "import", clusters.recent_log(made.folder / "log.csv"))
        os.environ["DATABASE_URL"] = made.url
        yield made
    finally:
        os.environ.pop("DATABASE_URL", None)
        made.stop()


@pytest.fixture(scope="module")
def worker(shop, database):
    process = started("worker", "--pool", "prefork", "--concurrency", "2", "--loglevel", "warning")
    yield process
    process.terminate()
    process.wait(LONG)


def errors(shop, count):
    end = time.monotonic() + LONG
    while shop.store.llen("errors") < count:
        assert time.monotonic() < end, shop.store.lrange("errors", 0, -1)
        time.sleep(0.05)
    return [one.decode() for one in shop.store.lrange("errors", 0, -1)]


def test_failures_count_in_the_process_that_ran_the_task(shop, worker):
    shop.store.delete("errors")
    asked = [shop.fails.delay() for _ in range(6)]
    for one in asked:
        with pytest.raises(Exception, match="basket"):
            one.get(timeout=LONG)
    assert errors(shop, 6) == ["KeyError shop.fails"] * 6
    # What the parent counted before it forked is not counted again by its children.
    asked = [shop.counted.delay() for _ in range(12)]
    by_process = dict(one.get(timeout=LONG) for one in asked)
    assert os.getpid() not in by_process and sum(by_process.values()) == 6, by_process


def test_jobs_are_tasks(shop, worker, database):
    """Each of the eight, by the worker, on a real store."""
    from errpredict.contrib.celery import TASKS

    assert len(TASKS) == 8 and set(f"errpredict.{name}" for name in TASKS) <= set(shop.app.tasks)
    asked = {name: shop.app.send_task(f"errpredict.{name}") for name in TASKS}
    for name, one in asked.items():
        assert name in one.get(timeout=LONG), name
    # What is due, and nothing beside it.
    slots = database.psql("errpredict", "select job, status, coalesce(asked_by, '') from ai_platform.job_slots").split()
    assert {f"{name}|completed|" for name in TASKS} == set(slots), slots
    assert int(database.psql("errpredict", "select count(*) from ai_models.error_predictions")) > 0


def test_a_task_whose_worker_is_killed_is_done_by_another(shop, worker):
    shop.store.delete("slow")
    asked = shop.slow.delay()
    end = time.monotonic() + LONG
    while not shop.store.llen("slow"):
        assert time.monotonic() < end
        time.sleep(0.05)
    first = int(shop.store.lindex("slow", 0))
    os.kill(first, signal.SIGKILL)
    assert asked.get(timeout=LONG) != first
    assert shop.store.llen("slow") == 2


def slots(database):
    return database.psql("errpredict", "select job, status, attempts, coalesce(asked_by, '') from ai_platform.job_slots").split()


def due_again(database):
    """As if no job had run yet: each is due once, for its last slot."""
    database.psql("errpredict", "delete from ai_platform.job_slots")


def test_beside_a_worker_of_the_program_each_slot_is_done_once(shop, worker, database):
    from errpredict.contrib.celery import TASKS, program

    due_again(database)
    asked = [shop.app.send_task(f"errpredict.{name}") for name in TASKS for _ in range(2)]
    beside = subprocess.Popen([*program(), "work", "--config", os.environ["SHOP_CONFIG"]], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        said = [one.get(timeout=LONG) for one in asked]
    finally:
        beside.terminate()
        beside.wait(LONG)
    assert all(re.fullmatch(r"\w+: (done.*|nothing to do: .*)", one) for one in said), said
    # None was asked for out of its turn, none was tried twice, and of each job what was due is done.
    found = slots(database)
    assert {f"{name}|completed|1|" for name in TASKS} == set(found), found


def test_a_job_whose_worker_and_program_are_killed_is_done_by_another(shop, worker, database):
    due_again(database)
    name = "alert_high_risk_predictions"
    # The job waits for a table that somebody holds.
    hold = "begin; lock table ai_models.ml_pipeline_logs in access exclusive mode; select pg_sleep(600)"
    psql = threading.Thread(target=lambda: pytest.raises(AssertionError, database.psql, "errpredict", hold), daemon=True)
    psql.start()
    asked = shop.app.send_task(f"errpredict.{name}")
    end, who = time.monotonic() + LONG, ""
    running = f"select claimed_by from ai_platform.job_slots where job = '{name}' and status = 'running'"
    while not (who := database.psql("errpredict", running).strip()):
        assert time.monotonic() < end
        time.sleep(0.05)
    of_program = int(who.rsplit("-", 1)[1])
    of_worker = int(pathlib.Path(f"/proc/{of_program}/stat").read_text().rsplit(")", 1)[1].split()[1])
    os.kill(of_worker, signal.SIGKILL)
    os.kill(of_program, signal.SIGKILL)
    database.psql("errpredict", "select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep(600)%' and pid <> pg_backend_pid()")
    psql.join(LONG)
    assert asked.get(timeout=LONG).startswith(f"{name}: done")
    # Another time may have become due meanwhile.
    found = slots(database)
    assert found.count(f"{name}|completed|2|") == 1 and set(found) <= {f"{name}|completed|2|", f"{name}|completed|1|"}, found


def test_a_task_goes_by_the_settings_it_is_given(shop, tmp_path, monkeypatch):
    from errpredict.contrib.celery import run_job

    program = tmp_path / "program"
    program.write_text('#!/bin/sh\necho "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("ERRPREDICT_PROGRAM", str(program))
    plain = "work --once --job cleanup_old_predictions"
    assert run_job("cleanup_old_predictions") == plain
    assert run_job("cleanup_old_predictions", config="a.toml") == f"{plain} --config a.toml"
    monkeypatch.setenv("ERRPREDICT_CONFIG", "b.toml")
    assert run_job("cleanup_old_predictions") == f"{plain} --config b.toml"
    assert shop.app.conf.errpredict_config == os.environ["SHOP_CONFIG"]
    task = shop.app.tasks["errpredict.cleanup_old_predictions"]
    assert task.run() == f"{plain} --config {os.environ['SHOP_CONFIG']}"


def test_the_times_of_beat_are_those_of_the_program():
    """Each job through a day, by the clock of a zone whose hours begin at half past those of UTC, and when a task expires."""
    import pickle

    from celery import Celery

    from errpredict.contrib.celery import JOBS, beat_schedule

    source = (HERE.parents[2] / "crates/errpredict-jobs/src/job.rs").read_text()
    expected = {}
    for name, minutes, hours in re.findall(r'"(\w+)", Every::(?:Minutes\((\d+)\)|At\(&\[([\d, ]+)\]\)),', source):
        times = range(0, 24 * 60, int(minutes)) if minutes else [60 * int(hour) for hour in hours.split(",")]
        expected[name] = list(times)
    assert len(expected) == 8 and set(expected) == {job.name for job in JOBS}
    zone = ZoneInfo("Asia/Kolkata")
    midnight = datetime(2026, 11, 30, tzinfo=zone)
    app = Celery("times", set_as_current=False)
    app.conf.timezone = "America/New_York"
    for job in JOBS:
        entry = beat_schedule("Asia/Kolkata")[f"errpredict-{job.name}"]
        schedule = pickle.loads(pickle.dumps(entry["schedule"]))
        assert schedule == entry["schedule"]
        schedule.app = app
        at, found = midnight - timedelta(minutes=1), []
        while True:
            # Whatever zone the time of the last one is told in.
            schedule.nowfun = lambda: at
            at = at + schedule.remaining_estimate(at.astimezone(ZoneInfo("UTC")))
            if at >= midnight + timedelta(days=1):
                break
            found.append(int((at - midnight).total_seconds() // 60))
        assert found == expected[job.name], job.name
        apart = expected[job.name][1] - expected[job.name][0] if len(found) > 1 else 1_440
        assert entry["options"]["expires"] == 60 * (apart - 1), job.name


def test_beat_sends_what_is_due(shop, worker, tmp_path):
    assert len(shop.app.conf.beat_schedule) == 8
    assert {entry["schedule"].given[2] for entry in shop.app.conf.beat_schedule.values()} == {"Asia/Kolkata"}
    shop.store.delete("ran")
    beat = started("beat", "--schedule", str(tmp_path / "due"), "--pidfile", "", "--loglevel", "warning", SHOP_DUE="1")
    try:
        end = time.monotonic() + LONG
        while shop.store.llen("ran") < 2:
            assert beat.poll() is None and time.monotonic() < end
            time.sleep(0.1)
    finally:
        beat.terminate()
        beat.wait(30)
    ran = {one.decode() for one in shop.store.lrange("ran", 0, -1)}
    assert ran == {"errpredict.alert_high_risk_predictions SUCCESS"}, ran
    # And with the schedule as it is given it runs.
    beat = started("beat", "--schedule", str(tmp_path / "beat"), "--pidfile", "", "--loglevel", "warning")
    time.sleep(8)
    assert beat.poll() is None
    beat.terminate()
    beat.wait(30)
