"""What many rows say together. The statements are the program's own (`errpredict-store`, `summaries.rs`), so that both say the same."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from django.db import connections

from ..conf import settings
from .told import told_time

ACTIVE_MODEL = (
    "select model_id, name, version, accuracy_7d, accuracy_trend_7d from ai_models.active_models_summary() where model_id = %s"
)
PREDICTIONS = """
select service, count(*) as predictions, count(*) filter (where alert) as alerts, max(probability) as highest_probability,
    max(at) as newest_at
from ai_models.error_predictions where at > %s group by service order by max(probability) desc, service limit 1000
"""
INSIGHTS = """
select service, count(*) as active, count(*) filter (where severity = 'critical') as critical,
    count(*) filter (where severity = 'warning') as warning, max(at) as newest_at
from ai_models.ai_insights where status in ('new', 'acknowledged', 'in_progress') and expires > %s
group by service order by count(*) desc, service limit 1000
"""
DASHBOARD = """
with s as (select name from ai_platform.services where last_seen > %(now)s::timestamptz - interval '30 days'),
troubled as (select service from ai_models.anomaly_detections where ongoing and severity in ('high', 'critical')
    union select service from ai_models.error_predictions
    where alert and due_at > %(now)s and at > %(now)s::timestamptz - interval '8 days')
select jsonb_build_object(
    'health_score', (select 100.0 * count(*) filter (where name not in (select service from troubled where service is not null))
        / nullif(count(*), 0) from s),
    'predictions', (select jsonb_build_object('total', count(*), 'high', count(*) filter (where band in ('high', 'critical')),
        'alerts', count(*) filter (where alert), 'accurate', (select avg(was_correct::int)::float8
        from ai_models.error_predictions where resolved_at > %(now)s::timestamptz - interval '1 day'
        and at > %(now)s::timestamptz - interval '8 days'))
        from ai_models.error_predictions where at > %(now)s::timestamptz - interval '1 day'),
    'anomalies', (select jsonb_build_object('total', count(*), 'critical', count(*) filter (where severity = 'critical'),
        'unacknowledged', count(*) filter (where not acknowledged)) from ai_models.anomaly_detections
        where ongoing or start_at > %(now)s::timestamptz - interval '1 day'),
    'models', jsonb_build_object('active', (select count(*) from ai_models.ml_models where stage = 'active'),
        'by_service', coalesce((select jsonb_object_agg(m, n) from (select coalesce(service, '') as m, count(*) as n
        from ai_models.ml_models where stage = 'active' group by 1) x), '{}')),
    'last_24h', (select jsonb_build_object('events', count(*),
        'errors', count(*) filter (where kind = 'error' and severity in ('medium', 'high', 'critical')),
        'critical', count(*) filter (where kind = 'error' and severity = 'critical')) from ai_models.error_events
        where timestamp > %(now)s::timestamptz - interval '1 day'))
"""

RUNS = """
select id::text, action_id::text, kind, executor, status, created_by as asked_by, due_at, attempts, started_at, ended_at,
    answer::text as answer, error
from ai_platform.action_runs where action_id = %s order by created_at desc limit 100
"""


def _rows(statement: str, values: Any) -> list[dict[str, Any]]:
    with connections[settings().DATABASE].cursor() as cursor:
        cursor.execute(statement, values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row)) for row in cursor.fetchall()]


def _told(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    for row in rows:
        row["newest_at"] = told_time(row["newest_at"])
    return rows


def active_model(model: Any) -> dict[str, Any] | None:
    """The last seven days of a model against the seven before, where it answers."""
    return next(iter(_rows(ACTIVE_MODEL, [model])), None)


def predictions_by_service(since: datetime) -> list[dict[str, Any]]:
    """What was foreseen since a time, the highest probability first."""
    return _told(_rows(PREDICTIONS, [since]))


def insights_by_service() -> list[dict[str, Any]]:
    """Open insights that hold now, the most first."""
    return _told(_rows(INSIGHTS, [datetime.now(timezone.utc)]))


def runs_of_action(action: Any) -> list[dict[str, Any]]:
    """What its executor was asked for, the newest first."""
    import json

    rows = _rows(RUNS, [action])
    for row in rows:
        for name in ("due_at", "started_at", "ended_at"):
            row[name] = row[name] and told_time(row[name])
        row["answer"] = row["answer"] and json.loads(row["answer"])
    return rows


def dashboard() -> dict[str, Any]:
    """How things stand."""
    now = datetime.now(timezone.utc)
    now = now.replace(microsecond=now.microsecond // 1000 * 1000)
    found = _rows(DASHBOARD, {"now": now})[0]["jsonb_build_object"]
    # psycopg gives JSON of a raw cursor as text where Django has taken its reader away.
    if isinstance(found, str):
        import json

        found = json.loads(found)
    return {"timestamp": told_time(now), **found}
