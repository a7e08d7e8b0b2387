"""Who may ask, how often, and how the API is described."""

import json
from datetime import timedelta

import pytest


def token_of(name, **claims):
    from rest_framework_simplejwt.tokens import AccessToken

    made = AccessToken()
    made["user_id"] = name
    for claim, value in claims.items():
        made[claim] = value
    return made


def asked(client, path, token, method="GET", **body):
    answer = client.generic(
        method, f"/api/ml/{path}", json.dumps(body) if method == "POST" else "", "application/json",
        headers={} if token is None else {"Authorization": f"Bearer {token}"},
    )  # fmt: skip
    return answer.status_code, json.loads(answer.content), answer


def test_nobody_comes_in_without_a_token_that_holds(client):
    ended = token_of("ada")
    ended.set_exp(lifetime=-timedelta(seconds=1))
    from rest_framework_simplejwt.tokens import RefreshToken

    refresh = RefreshToken()
    refresh["user_id"] = "ada"
    forged = str(token_of("ada"))[:-3] + "AAA"
    for token in (None, "x", str(ended), forged, str(refresh), str(token_of("nobody"))):
        status, body, answer = asked(client, "models/", token)
        assert (status, body["code"], body["status"]) == (401, "unauthorized", 401), token
        assert answer["Content-Type"] == "application/problem+json" and answer["WWW-Authenticate"].startswith("Bearer")


def test_roles_come_from_errpredict_then_from_the_token_then_from_the_settings(cluster, client, project):
    from django.contrib.auth import get_user_model
    from django.test import override_settings
    from errpredict.contrib.django.api import callers

    callers._roles.clear()
    for name in ("vera", "olga", "gone"):
        get_user_model().objects.get_or_create(username=name)
    tenant = cluster.psql("errpredict", "select id from ai_platform.tenants where name = 'default'").strip()
    for name, role, active in (("vera", "viewer", True), ("gone", "admin", False)):
        cluster.psql(
            "errpredict",
            f"with p as (insert into ai_platform.principals (tenant_id, name, active) values ('{tenant}', '{name}', {active}) returning id)"
            f" insert into ai_platform.roles (tenant_id, principal_id, role) select '{tenant}', id, '{role}' from p",
        )
    step = "predictions/7/mark_occurred/"
    # Whom errpredict knows has the roles that were given there, whatever the token says.
    assert asked(client, "models/", token_of("vera", roles=["admin"]))[0] == 200
    assert asked(client, step, token_of("vera", roles=["admin"]), "POST")[1]["code"] == "forbidden"
    assert asked(client, "models/", token_of("gone"))[1]["code"] == "unauthorized"
    # Others have those of the token, as a list or a text.
    assert asked(client, step, token_of("olga", roles="viewer, operator"), "POST")[1]["code"] == "not_found"
    assert asked(client, "models/", token_of("olga", roles=[]))[1]["code"] == "forbidden"
    assert asked(client, "models/", token_of("olga", roles=["root"]))[1]["code"] == "forbidden"
    # And those of the settings where it lists none.
    assert asked(client, step, token_of("olga"), "POST")[1]["code"] == "not_found"
    with override_settings(ERRPREDICT={**project.ERRPREDICT, "ROLE": None}):
        assert asked(client, "models/", token_of("olga"))[1]["code"] == "forbidden"


def test_a_token_of_another_tenant_sees_that_tenant(cluster, client):
    cluster.psql("errpredict", "insert into ai_platform.tenants (name) values ('empty') on conflict do nothing")
    assert asked(client, "anomalies/", token_of("ada", tenant="empty"))[1]["results"] == []
    assert asked(client, "anomalies/", token_of("ada"))[1]["results"]
    assert asked(client, "anomalies/", token_of("ada", tenant="nobody"))[1]["code"] == "unauthorized"


def test_an_analysis_is_one_of_the_callers_tenant(cluster, client, project, tmp_path):
    """The settings name one tenant, and the token another: that one's events are analysed, and its rows written."""
    import time

    import cluster as clusters
    from errpredict.contrib.django.models import AnomalyDetection
    from errpredict.contrib.django.tenants import tenant

    log = tmp_path / "log.ndjson"
    now = int(time.time())
    rows = [(now - 3600 * hour, 3 if hour > 1 else 300) for hour in range(200, 0, -1)]
    lines = [{"timestamp": at + i, "service": "second", "severity": "high", "error_type": "E", "message": str(i)} for at, n in rows for i in range(n)]
    log.write_text("".join(json.dumps(line) + "\n" for line in lines))
    cluster.psql("errpredict", "insert into ai_platform.tenants (name) values ('second') on conflict do nothing")
    clusters.run(cluster, "store", "import", log, "--tenant", "second")
    token = token_of("ada", tenant="second")
    status, begun, _ = asked(client, "trigger-analysis/", token, "POST", mode="quick")
    assert status == 202
    end = time.monotonic() + 60
    while (told := asked(client, f"analysis/{begun['id']}/", token)[1])["status"] == "running":
        assert time.monotonic() < end
        time.sleep(0.1)
    assert told["status"] == "completed" and told["stages"][0]["outputs"]["events"] == len(lines), told
    assert asked(client, f"analysis/{begun['id']}/", token_of("ada"))[0] == 404
    assert {row.get("service") for row in asked(client, "anomalies/", token)[1]["results"]} <= {"second", None}
    with tenant("second"):
        assert AnomalyDetection.objects.filter(service="second").exists()
    with tenant():
        assert not AnomalyDetection.objects.filter(service="second").exists()


def test_no_more_analyses_are_begun_than_a_process_can_take(client, token, monkeypatch):
    import threading

    from errpredict.contrib.django import analyses

    go, before = threading.Event(), threading.active_count()

    def analyze(*_, **__):
        go.wait(60)
        raise RuntimeError("of the test")

    monkeypatch.setattr(analyses, "analyze", analyze)
    try:
        answers = [asked(client, "trigger-analysis/", token, "POST", mode="quick") for _ in range(analyses.MOST_BEGUN + 2)]
        assert [status for status, *_ in answers] == [202] * analyses.MOST_BEGUN + [503] * 2
        assert answers[-1][1]["code"] == "unavailable"
        assert threading.active_count() <= before + analyses.MOST_BEGUN
    finally:
        go.set()
        for thread in threading.enumerate():
            if thread.name == "errpredict-analysis":
                thread.join(30)
    assert analyses._begun.acquire(blocking=False)
    analyses._begun.release()


def test_passwords_are_not_guessed(client, project):
    from django.core.cache import cache
    from django.test import override_settings

    cache.clear()
    with override_settings(ERRPREDICT={**project.ERRPREDICT, "SIGN_IN_THROTTLE": "2/min"}):
        for far, expected in ((None, 401), ("10.1.2.3", 401), ("10.1.2.4", 429)):
            said = {} if far is None else {"X-Forwarded-For": far}
            answer = client.post("/api/ml/auth/token/", {"username": "ada", "password": "guess"}, "application/json", headers=said)
            assert answer.status_code == expected, "who says to be elsewhere is not"
    assert int(answer["Retry-After"]) > 0
    cache.clear()


def test_rates_are_limited(client, project):
    from django.core.cache import cache
    from django.test import override_settings

    cache.clear()
    with override_settings(ERRPREDICT={**project.ERRPREDICT, "THROTTLE": "2/min"}):
        statuses = [asked(client, "models/", token_of("ada")) for _ in range(3)]
    assert [status for status, *_ in statuses] == [200, 200, 429]
    assert statuses[2][1]["code"] == "rate_limited" and int(statuses[2][2]["Retry-After"]) > 0


def test_bodies_that_do_not_fit_are_told(client, token):
    missing = "predictions/00000000-0000-8000-8000-000000000000/mark_occurred/"
    for body, word in (({"when": "now"}, "`when`"), ({"timestamp": "yesterday"}, "`timestamp`"), ({"error_id": "7"}, "`error_id`")):
        status, answer, _ = asked(client, missing, token, "POST", **body)
        assert (status, answer["code"]) == (400, "invalid_input") and word in answer["detail"]
    assert asked(client, "trigger-analysis/", token, "POST", mode="fast")[0] == 400
    form = client.post("/api/ml/trigger-analysis/", {"mode": "quick"}, headers={"Authorization": f"Bearer {token}"})
    assert form.status_code == 415 and json.loads(form.content)["code"] == "unsupported_media_type"
    assert asked(client, "models/", token, "POST")[1]["code"] == "method_not_allowed"


def test_tokens_are_given_and_renewed(client):
    answer = client.post("/api/ml/auth/token/", {"username": "ada", "password": "ada's own"}, "application/json")
    tokens = json.loads(answer.content)
    assert asked(client, "models/", tokens["access"])[0] == 200
    again = client.post("/api/ml/auth/refresh/", {"refresh": tokens["refresh"]}, "application/json")
    assert asked(client, "models/", json.loads(again.content)["access"])[0] == 200


def test_the_description_is_whole(client, capsys):
    from django.core.management import call_command

    call_command("spectacular", "--validate", "--fail-on-warn", "--format", "openapi-json")
    described = json.loads(capsys.readouterr().out)
    own = {path for path in described["paths"] if path.startswith("/api/ml/")}
    assert len(own) >= 38
    shown = described["paths"]["/api/ml/predictions/"]["get"]
    assert {"hours", "target", "ordering", "search", "page", "page_size"} <= {one["name"] for one in shown["parameters"]}
    assert "jwtAuth" in described["components"]["securitySchemes"]


def test_three_forms_of_every_table(rows, project):
    """Each of the 13 tables as lists have it, as a part of something else, and with all that is known."""
    from errpredict.contrib.django.api import serializers

    from django.db import transaction

    names = [name for name in serializers.__all__ if name.endswith("Serializer")]
    tables, written = set(), 0
    with transaction.atomic(using="errpredict"):
        one_of_each(rows)
        for name in names:
            tables.add(told_in_three_forms(serializers, name))
            written += 1
        # What was made for this is taken back.
        transaction.set_rollback(True, using="errpredict")
    assert len(names) == len(tables) == written == 13


def one_of_each(which):
    """What the log that is analysed here has no reason for: a model with all that is known of one, feedback, a run."""
    from datetime import date, datetime, timezone

    from errpredict.contrib.django import models

    now = datetime.now(timezone.utc)
    model = models.MlModel.objects.create(
        tenant_id=which, name="of the serializers", version=1, model_type="error_classifier", algorithm="logistic", stage="shadow"
    )
    models.ModelFeature.objects.create(tenant_id=which, model=model, name="f", feature_type="numeric", importance=0.5)
    training = models.ModelTrainingHistory.objects.create(tenant_id=which, model=model, started_at=now, code_version="0")
    models.ModelEvaluationMetrics.objects.create(tenant_id=which, model=model, training=training, dataset="validation", evaluated_at=now)
    models.ModelPerformanceTracking.objects.create(tenant_id=which, model=model, date=date.today())
    anomaly = models.AnomalyDetection.objects.first()
    models.PredictionFeedback.objects.create(
        tenant_id=which, key=anomaly.key, anomaly=anomaly, feedback_type="useful", service="s", score=4, at=now, about=now
    )
    models.MlPipelineLog.objects.create(tenant_id=which, run_id=anomaly.pk, pipeline="analysis", stage="prediction", started_at=now)


def told_in_three_forms(serializers, name):
    """The newest row of a table in each form; gives the table."""
    usual = getattr(serializers, name)
    short, longest = (getattr(serializers, name.removesuffix("Serializer") + form) for form in ("Nested", "Extended"))
    assert set(usual.Meta.fields) <= set(longest.Meta.fields) and len(short.Meta.fields) < len(usual.Meta.fields), name
    row = usual.Meta.model.objects.first()
    assert row is not None, f"{name} has no row to tell"
    told = [json.loads(json.dumps(form(row).data, default=str)) for form in (short, usual, longest)]
    assert all(one for one in told) and set(told[1]) <= set(told[2]), name
    for form, one in zip((short, usual, longest), told):
        # What is told is among what is declared, and what the short form tells the others tell the same.
        # What is of all services together says `system` in the place of a service.
        assert set(one) - {"system"} <= set(form.Meta.fields), (name, set(one) - set(form.Meta.fields))
        assert all(one[field] == told[0][field] for field in set(one) & set(told[0])), name
    return usual.Meta.model._meta.db_table


@pytest.mark.parametrize("at,text", [
    ("2026-11-23T06:57:22.125750+00:00", "2026-11-23T06:57:22.125Z"),
    ("2026-11-23T07:57:22+01:00", "2026-11-23T06:57:22Z"),
    ("2026-11-23T06:57:22.100000+00:00", "2026-11-23T06:57:22.1Z"),
    ("2026-11-23T06:57:22.000900+00:00", "2026-11-23T06:57:22Z"),
])  # fmt: skip
def test_times_are_told_as_the_core_tells_them(project, at, text):
    from datetime import datetime

    from errpredict.contrib.django.api.told import told_time

    assert told_time(datetime.fromisoformat(at)) == text
