"""The jobs of errpredict as tasks of Celery, and the failures of your own tasks as errors.

```python
from errpredict.contrib.celery import capture_failures, install

install(app)                              # tasks `errpredict.*` and their times
capture_failures(watch)                   # every failed task counts as an error
```

The jobs themselves are the program's: a task runs `errpredict work --once --job NAME`, as the service's own worker does, over the same
table of slots. So a job that two workers, Celery's or the service's, want to do at the same time is done once, its attempts are counted
there, and a worker that is killed in the middle leaves its slot to be taken up when its lease has ended.

The four helpers (`notify_training_result`, `notify_high_risk_prediction`, `notify_critical_anomaly`, `notify_model_degradation`) are no
tasks: a job writes their messages in the transaction that finds what they tell of, and a worker (`errpredict work`, `serve --work`) sends
them.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from typing import Any, Sequence

from celery import Celery, shared_task
from celery.schedules import crontab
from celery.signals import task_failure

from .watch import Watch

#: Seconds that a job may take before it is ended; its lease then ends too, and it is done again.
LIMIT_S = {"train_error_prediction_models": 3 * 3_600}
LIMIT_OTHERWISE_S = 1_800
#: How often a task is tried, and seconds before each new try: doubled each time up to the last. The slot counts attempts of its own.
MAX_RETRIES, BACKOFF_S, BACKOFF_MOST_S = 3, 60, 900


@dataclass(frozen=True)
class Job:
    """A job: its name, when it is due (UTC), and what it does."""

    name: str
    schedule: Any
    about: str


#: The eight jobs.
JOBS = (
    Job("train_error_prediction_models", crontab(hour="2", minute="0"), "trains anew, keeps the better model"),
    Job("evaluate_model_performance", crontab(hour="3", minute="0"), "compares what was said with what came"),
    Job("cleanup_old_predictions", crontab(hour="4", minute="0"), "takes away what is too old"),
    Job("predict_errors_batch", crontab(minute="0"), "predicts for all services"),
    Job("generate_ai_insights", crontab(minute="*/30"), "finds trends and patterns"),
    Job("detect_anomalies_background", crontab(minute="*/15"), "finds anomalies"),
    Job("alert_high_risk_predictions", crontab(minute="*/5"), "tells of high risks"),
    Job("track_model_performance", crontab(hour="*/6", minute="0"), "keeps how good models are"),
)
#: The schedule of beat.
BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    f"errpredict-{job.name}": {
        "task": f"errpredict.{job.name}",
        "schedule": job.schedule,
        # One that was not begun before the next is due is not begun at all: the slot table catches up by its own rule.
        "options": {"expires": 4 * 60 if job.name == "alert_high_risk_predictions" else 14 * 60},
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


def run_job(name: str, *, limit_s: float | None = None) -> str:
    """Does the job of a name, where its slot is due and free; gives what the program said.

    The database is that of `DATABASE_URL`, or of the Django project (`ERRPREDICT["DATABASE"]`) where there is one.

    Raises:
        JobFailed: with the program's own words.
    """
    environment = dict(os.environ)
    command = program()
    if os.environ.get("DJANGO_SETTINGS_MODULE") and not os.environ.get("DATABASE_URL"):
        from .django.conf import settings
        from .django.program import database_url

        environment["DATABASE_URL"], command = database_url(), settings().program
    limit = limit_s or LIMIT_S.get(name, LIMIT_OTHERWISE_S)
    try:
        done = subprocess.run(
            [*command, "work", "--once", "--job", name], env=environment, capture_output=True, text=True, timeout=limit, check=False
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
        retry_jitter=True,
        # Taken back by another worker when this one dies in the middle; the slot sees to it that nothing is done twice.
        acks_late=True,
        reject_on_worker_lost=True,
        ignore_result=False,
    )
    def task(self: Any) -> str:
        return run_job(name)

    task.__doc__ = f"The job {name}."
    return task


#: The tasks by the names of their jobs.
TASKS: dict[str, Any] = {name: _task(name) for name in (job.name for job in JOBS)}


def install(app: Celery, *, beat: bool = True) -> None:
    """Gives an application the tasks, and with `beat` their schedule, in UTC."""
    app.finalize()
    if beat:
        app.conf.beat_schedule = {**(app.conf.beat_schedule or {}), **BEAT_SCHEDULE}
        app.conf.timezone = app.conf.timezone or "UTC"


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
