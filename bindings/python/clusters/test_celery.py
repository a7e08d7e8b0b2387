"""A real worker (prefork) and beat over a real Redis. `make test-clusters` runs these."""

import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import time
from datetime import datetime, timedelta, timezone

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
def shop(broker):
    sys.path.insert(0, str(HERE))
    import shop

    return shop


def started(*arguments):
    command = [sys.executable, "-m", "celery", "--app", "shop:app", *arguments]
    return subprocess.Popen(command, cwd=HERE, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})


def has_work():
    """Whether the program has the command that the tasks run."""
    from errpredict.contrib.celery import program

    return subprocess.run([*program(), "work", "--help"], capture_output=True).returncode == 0


@pytest.fixture(scope="module")
def database(shop):
    """A store that the program filled, for the jobs; none while there is no command to run them."""
    if not has_work():
        yield None
        return
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
    """Each of the eight, by the worker, on a real store; while the program has no command `work`, its own words arrive."""
    from errpredict.contrib.celery import TASKS, JobFailed, run_job

    assert len(TASKS) == 8 and set(f"errpredict.{name}" for name in TASKS) <= set(shop.app.tasks)
    if database is None:
        with pytest.raises(JobFailed, match="work"):
            run_job("predict_errors_batch")
        pytest.skip("NOT TESTED: this program has no command `work`, which the tasks run")
    asked = {name: shop.app.send_task(f"errpredict.{name}") for name in TASKS}
    for name, one in asked.items():
        assert name in one.get(timeout=LONG), name
    slots = database.psql("errpredict", "select job, status from ai_platform.job_slots").split()
    assert {f"{name}|completed" for name in TASKS} <= set(slots), slots
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


def test_beat_sends_what_is_due(broker, shop, tmp_path):
    """The schedule through a day, and beat itself with one entry that is due at once."""
    from errpredict.contrib.celery import JOBS

    times = {}
    midnight = datetime(2026, 11, 30, tzinfo=timezone.utc)
    for job in JOBS:
        schedule, due = job.schedule, []
        for minute in range(24 * 60):
            at = midnight + timedelta(minutes=minute)
            fits = at.minute in schedule.minute and at.hour in schedule.hour
            due += [at] if fits else []
        times[job.name] = len(due)
    assert times == {
        "train_error_prediction_models": 1,
        "evaluate_model_performance": 1,
        "cleanup_old_predictions": 1,
        "predict_errors_batch": 24,
        "generate_ai_insights": 48,
        "detect_anomalies_background": 96,
        "alert_high_risk_predictions": 288,
        "track_model_performance": 4,
    }
    assert shop.app.conf.timezone == "UTC" and len(shop.app.conf.beat_schedule) == 8
    beat = started("beat", "--schedule", str(tmp_path / "beat"), "--pidfile", "", "--loglevel", "warning")
    time.sleep(8)
    assert beat.poll() is None, "beat runs with this schedule"
    beat.terminate()
    beat.wait(30)
