"""Analyses on demand: the program analyses what is stored, in a process of its own, and its stages stand where the service keeps them."""

from __future__ import annotations

import json
import logging
import re
import tempfile
import threading
import uuid
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from django.db import connections

from .conf import settings
from .models import MlPipelineLog
from .program import run, tenant_name
from .tenants import tenant

logger = logging.getLogger("errpredict")

#: The stage in which an analysis of a depth ends.
STAGE_OF = {"quick": "anomaly_detection", "full": "prediction", "deep": "root_cause_analysis"}
#: Tables as the program names them, and as the service tells them.
WRITTEN = {
    "anomaly_detections": "anomalies",
    "error_predictions": "predictions",
    "time_series_forecasts": "forecasts",
    "root_cause_analysis": "root_causes",
    "preventive_actions": "actions",
    "ai_insights": "insights",
    "error_patterns": "patterns",
}
#: One analysis at a time in a process: each may take all processors.
_one = threading.Semaphore(1)
#: Analyses that were begun and have not ended, in a process; beyond that none is begun.
MOST_BEGUN = 8
_begun = threading.BoundedSemaphore(MOST_BEGUN)
#: Seconds that one of them may take; after that nobody waits for it any more.
LIMIT_S = 3_600.0


class Busy(RuntimeError):
    """So many analyses have been begun that no more is."""

    def __init__(self) -> None:
        super().__init__(f"{MOST_BEGUN} analyses have been begun and have not ended: ask again later")


def written(said: str) -> dict[str, int]:
    """How many rows of each table the program says it wrote."""
    found = {table: int(count) for count, table in re.findall(r"^ *(\d+)  (\w+)$", said, re.M)}
    return {WRITTEN[table]: count for table, count in found.items() if table in WRITTEN}


def analyze(
    mode: str = "full",
    service: str | None = None,
    at: datetime | None = None,
    *,
    of: uuid.UUID | None = None,
    limit_s: float | None = None,
) -> dict[str, Any]:
    """Analyses what is stored for a tenant, that of the settings where none is given, and keeps the results.

    Returns:
        `events`, how many were counted; `written`, rows by table; `headline`, the one sentence.

    Raises:
        ProgramFailed: with what the program said.
    """
    with tempfile.TemporaryDirectory(prefix="errpredict-") as folder:
        config, out = Path(folder, "config.json"), Path(folder, "analysis.json")
        services = [] if service is None else [service]
        config.write_text(json.dumps({"analysis": {"depth": mode, "services": services}}))
        arguments = ["store", "analyze", "--tenant", tenant_name(of), "--config", str(config), "--json", str(out)]
        if at is not None:
            arguments += ["--at", at.isoformat()]
        said = run(arguments, limit_s=limit_s)
        found = json.loads(out.read_text())
    return {"events": found["events"], "written": written(said), "headline": found["headline"]["text"], "analysis": found}


def begin(which: uuid.UUID, actor: str, mode: str, service: str | None, at: datetime | None) -> uuid.UUID:
    """Begins an analysis of a tenant in the background; gives its id, under which its stages stand.

    Raises:
        Busy: where too many were begun.
    """
    if not _begun.acquire(blocking=False):
        raise Busy
    try:
        run_id = uuid.uuid4()
        with tenant(which, actor=actor):
            stage = MlPipelineLog.objects.create(
                tenant_id=which, run_id=run_id, pipeline="analysis", stage="data_preparation", started_at=datetime.now(timezone.utc)
            )
        thread = threading.Thread(target=_work, args=(which, actor, run_id, stage.pk, mode, service, at), name="errpredict-analysis")
        thread.start()
    except BaseException:
        _begun.release()
        raise
    return run_id


def _work(
    which: uuid.UUID, actor: str, run_id: uuid.UUID, first: uuid.UUID, mode: str, service: str | None, at: datetime | None
) -> None:
    try:
        with _one:
            begun = datetime.now(timezone.utc)
            try:
                done = analyze(mode, service, at, of=which, limit_s=LIMIT_S)
            except Exception as error:
                logger.warning("an analysis of errpredict failed: %s", error)
                with tenant(which, actor=actor):
                    _end(first, status="failed", error=str(error) or type(error).__name__)
                return
            with tenant(which, actor=actor):
                # The program reads and analyses in one go: what it took stands at its last stage.
                MlPipelineLog.objects.filter(pk=first).update(ended_at=begun, status="completed", outputs={"events": done["events"]})
                last = MlPipelineLog.objects.create(
                    tenant_id=which, run_id=run_id, pipeline="analysis", stage=STAGE_OF[mode], started_at=begun
                )
                _end(last.pk, status="completed", outputs=done["written"])
    finally:
        _begun.release()
        connections[settings().DATABASE].close()


def _end(stage: uuid.UUID, **values: Any) -> None:
    MlPipelineLog.objects.filter(pk=stage).update(ended_at=datetime.now(timezone.utc), **values)
