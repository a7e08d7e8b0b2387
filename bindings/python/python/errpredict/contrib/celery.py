"""The jobs of errpredict as tasks of Celery, and the failures of your own tasks as errors.

```python
from errpredict.contrib.celery import capture_failures, install

install(app, config="/etc/errpredict.toml")  # tasks `errpredict.*` and their times
capture_failures(watch)                      # every failed task counts as an error
```

The jobs themselves are the program's: a task runs `errpredict work --once --job NAME`, which works on the slots of that job that are due,
over the same table of slots as the service's own worker. So a job that two workers, Celery's or the service's, want to do at the same time
is done once, its attempts are counted there, and a worker that is killed in the middle leaves its slot to be taken up when its lease has
ended.

What a job goes by (how long results are kept, the zone of its times, channels) stands in the settings of the service: give the tasks the
same file. Without one the defaults hold, whatever the service was told; messages that no channel is set for stay for a worker that has it.

The four helpers (`notify_training_result`, `notify_high_risk_prediction`, `notify_critical_anomaly`, `notify_model_degradation`) are no
tasks: a job writes their messages in the transaction that finds what they tell of, so that none is told of what was rolled back, and a
worker (`errpredict work`, `serve --work`) sends them and carries out actions.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Sequence
from zoneinfo import ZoneInfo

from celery import Celery, shared_task
from celery.schedules import crontab
from celery.signals import task_failure

from .watch import Watch

#: Seconds that a job may take before it is ended; its lease then ends too, and it is done again.
LIMIT_S = {"train_error_prediction_models": 3 * 3_600}
LIMIT_OTHERWISE_S = 1_800
#: How often a task is tried again, and seconds before each new try: doubled each time up to the last. The slot counts attempts of its
#: own, and waits less than this before each (`jobs.retry_s`); the lease of one that died ends before it as well (`jobs.lease_s`).
MAX_RETRIES, BACKOFF_S, BACKOFF_MOST_S = 3, 60, 900


@dataclass(frozen=True)
class Now:
    """The time by the clock of a zone."""

    zone: str

    def __call__(self) -> datetime:
        """Now."""
        return datetime.now(ZoneInfo(self.zone))


class Times(crontab):
    """Times by the clock of a zone, whatever the zone of the application is."""

    def __init__(self, minute: str, hour: str = "*", zone: str = "UTC") -> None:
        super().__init__(minute=minute, hour=hour, nowfun=Now(zone))
        self.given = (minute, hour, zone)

    @property
    def tz(self) -> Any:
        """The zone."""
        return ZoneInfo(self.given[2])

    def __reduce__(self) -> Any:
        return (type(self), self.given)

    def __eq__(self, other: Any) -> bool:
        return isinstance(other, Times) and self.given == other.given

    def __hash__(self) -> int:
        return hash(self.given)


@dataclass(frozen=True)
class Job:
    """A job: its name, when it is due by the clock of the schedule's zone (minutes and hours), how far apart, and what it does."""

    name: str
    minute: str
    hour: str
    minutes_apart: int
    about: str

    def schedule(self, zone: str = "UTC") -> Times:
        """Its times by the clock of a zone."""
        return Times(self.minute, self.hour, zone)


#: The eight jobs.
JOBS = (
    Job("train_error_prediction_models", "0", "2", 1_440, "trains anew, keeps the better model"),
    Job("evaluate_model_performance", "0", "3", 1_440, "compares what was said with what came"),
    Job("cleanup_old_predictions", "0", "4", 1_440, "takes away what is too old"),
    Job("predict_errors_batch", "0", "*", 60, "predicts for all services"),
    Job("generate_ai_insights", "*/30", "*", 30, "finds trends and patterns"),
    Job("detect_anomalies_background", "*/15", "*", 15, "finds anomalies"),
    Job("alert_high_risk_predictions", "*/5", "*", 5, "tells of high risks"),
    Job("track_model_performance", "0", "*/6", 360, "keeps how good models are"),
)


def beat_schedule(zone: str = "UTC") -> dict[str, dict[str, Any]]:
    """The schedule of beat, by the clock of a zone: that of `jobs.zone`."""
    return {
        f"errpredict-{job.name}": {
            "task": f"errpredict.{job.name}",
            "schedule": job.schedule(zone),
            # One that was not begun a minute before the next is due is left to that one: the slot table catches up by its own rule.
            "options": {"expires": (job.minutes_apart - 1) * 60},
        }
        for job in JOBS
    }


class JobFailed(RuntimeError):
    """The program ended with an error; the message is what it said."""


def program(given: Sequence[str] | None = None) -> list[str]:
    """The command line of the program: as it was given, as `ERRPREDICT_PROGRAM` says, else the packaged one."""
    if given:
        return list(given)
    named = os.environ.get("ERRPREDICT_PROGRAM")
    return [named] if named else [sys.executable, "-m", "errpredict"]


def run_job(name: str, *, config: str | os.PathLike[str] | None = None, limit_s: float | None = None) -> str:
    """Does the job of a name, where a slot of it is due and free; gives what the program said.

    The database is that of `DATABASE_URL`, or of the Django project (`ERRPREDICT["DATABASE"]`) where there is one. The settings are those
    of `config`, else of the file that `ERRPREDICT_CONFIG` names, else of Django's `ERRPREDICT["CONFIG"]`.

    Raises:
        JobFailed: with the program's own words.
    """
    environment = dict(os.environ)
    command = program()
    config = config or os.environ.get("ERRPREDICT_CONFIG")
    if os.environ.get("DJANGO_SETTINGS_MODULE") and not os.environ.get("DATABASE_URL"):
        from .django.conf import settings
        from .django.program import database_url

        environment["DATABASE_URL"], command = database_url(), settings().program
        config = config or settings().CONFIG
    limit = limit_s or LIMIT_S.get(name, LIMIT_OTHERWISE_S)
    settled = ["--config", os.fspath(config)] if config else []
    try:
        done = subprocess.run(
            [*command, "work", "--once", "--job", name, *settled], env=environment, capture_output=True, text=True, timeout=limit, check=False
        )
    except subprocess.TimeoutExpired:
        raise JobFailed(f"{name} was ended after {limit:.0f} s") from None
    if done.returncode != 0:
        raise JobFailed(done.stderr.strip() or f"{name} ended with code {done.returncode}")
    return done.stdout.strip()


def _task(name: str) -> Any:
    @shared_task(
        name=f"errpredict.{name}",
        bind=True,
        autoretry_for=(JobFailed, OSError),
        max_retries=MAX_RETRIES,
        retry_backoff=BACKOFF_S,
        retry_backoff_max=BACKOFF_MOST_S,
        # Not sooner: a slot that waits, or whose lease holds, would be found as it is.
        retry_jitter=False,
        # Taken back by another worker when this one dies in the middle; the slot sees to it that nothing is done twice.
        acks_late=True,
        reject_on_worker_lost=True,
        ignore_result=False,
    )
    def task(self: Any) -> str:
        return run_job(name, config=self.app.conf.get("errpredict_config"))

    task.__doc__ = f"The job {name}."
    return task


#: The tasks by the names of their jobs.
TASKS: dict[str, Any] = {name: _task(name) for name in (job.name for job in JOBS)}


def _zone(config: str | os.PathLike[str] | None) -> str:
    """The zone that settings say; UTC where they say none, as the program has it."""
    if not config:
        return "UTC"
    try:
        import tomllib
    except ImportError:
        raise ValueError("expected `zone`, which `jobs.zone` of the settings says: Python 3.10 cannot read TOML") from None
    with Path(config).open("rb") as file:
        return str(tomllib.load(file).get("jobs", {}).get("zone", "UTC"))


def install(app: Celery, *, beat: bool = True, config: str | os.PathLike[str] | None = None, zone: str | None = None) -> None:
    """Gives an application the tasks, and with `beat` their schedule.

    Args:
        app: the application.
        beat: whether beat is to send the tasks at their times.
        config: the file of settings that the service has (TOML); that of `ERRPREDICT_CONFIG` where absent.
        zone: the zone whose clock the schedule goes by; that of the settings where absent, and UTC where they say none.
    """
    app.finalize()
    config = config or os.environ.get("ERRPREDICT_CONFIG")
    app.conf.errpredict_config = os.fspath(config) if config else None
    if beat:
        app.conf.beat_schedule = {**(app.conf.beat_schedule or {}), **beat_schedule(zone or _zone(config))}


def capture_failures(watch: Watch) -> Any:
    """Counts every task that failed for good as an error of its service, with the name of the task as its endpoint.

    Returns:
        The receiver of Celery's signal: `task_failure.disconnect` takes it away again.
    """

    def failed(sender: Any = None, task_id: str | None = None, exception: BaseException | None = None, **_: Any) -> None:
        try:
            watch.error(exception, endpoint=getattr(sender, "name", None), request_id=task_id)
        except Exception:
            watch.failed("count a failed task")

    task_failure.connect(failed, weak=False, dispatch_uid=f"errpredict-{id(watch)}")
    return failed
