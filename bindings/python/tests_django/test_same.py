"""The same requests to the Django project and to `errpredict serve` on the same database give the same JSON."""

import json
import pathlib
import time
import uuid
from datetime import date, datetime, timedelta, timezone

import pytest

ROOT = pathlib.Path(__file__).parents[3]
HOURS = "hours=87840"

#: The endpoints that read, each as it is asked; `{...}` is filled with ids that are there.
READ = [
    "models/",
    "models/?ordering=name&status=active&page_size=2",
    "models/{model}/",
    "models/{model}/performance/",
    "models/{model}/features/",
    f"predictions/?{HOURS}",
    f"predictions/?{HOURS}&page_size=3&page=2&ordering=probability",
    f"predictions/?{HOURS}&target=burst&ordering=-due_at",
    "predictions/?high_probability_only=true",
    "predictions/high_risk/",
    f"predictions/by_service/?{HOURS}",
    "predictions/{prediction}/",
    "anomalies/",
    "anomalies/?severity_level=critical&ordering=-score&search={searched}",
    "anomalies/?ongoing=false&page_size=4",
    "anomalies/unacknowledged/",
    "anomalies/critical/?ordering=end",
    "anomalies/{anomaly}/",
    "forecasts/",
    "forecasts/?ordering=threshold_at&page_size=5",
    "forecasts/by-service/{service}/",
    "forecasts/at_risk/",
    "forecasts/{forecast}/",
    "actions/",
    "actions/?ordering=-priority&status=recommended",
    "actions/pending/",
    "actions/by_priority/",
    "actions/{action}/",
    "insights/",
    "insights/?active_only=true&severity=warning",
    "insights/active/",
    "insights/by_service/",
    "insights/{insight}/",
    "dashboard/summary/",
]
#: What is wrong, and refused by both with the same status, code and words.
WRONG = [
    "predictions/?ordering=threshold",
    "predictions/?hourz=3",
    "predictions/?hours=0",
    "predictions/?hours=-1%20or%201%3D1",
    "predictions/?page=0",
    "predictions/?page_size=101",
    "predictions/?page=5000&page_size=100",
    "predictions/?service=a&service=b",
    "predictions/?high_probability_only=maybe",
    "actions/?status=done",
    "anomalies/?search=a%00b",
    "anomalies/7/",
    "predictions/00000000-0000-8000-8000-000000000000/",
    "models/00000000-0000-4000-8000-000000000000/",
    "models/00000000-0000-4000-8000-000000000000/features/",
    "predictions/by_service/?hours=0",
]


@pytest.fixture(scope="module")
def ids(project, service, cluster):
    """Ids that are there, and a model with all that may stand beside one."""
    from errpredict.contrib.django import models
    from errpredict.contrib.django.tenants import tenant

    now = datetime(2026, 11, 23, 6, 57, 22, 125_750, timezone.utc)
    with tenant() as which:
        model = models.MlModel.objects.create(
            tenant_id=which, name="foresight", version=3, model_type="error_classifier", algorithm="gradient_boosting", stage="shadow",
            status="inactive", config={"seed": 7, "rate": 0.1}, sample_count=1200, accuracy=0.93, brier=0.02, f1=1 / 3,
        )  # fmt: skip
        models.MlModel.objects.create(
            tenant_id=which, name="foresight", version=2, model_type="error_classifier", algorithm="logistic", service="g10-web171"
        )
        models.MlModel.objects.filter(pk=model.pk).update(stage="active", status="active")
        for i, importance in enumerate((0.25, None, 0.7)):
            models.ModelFeature.objects.create(
                tenant_id=which, model=model, name=f"f{i}", feature_type="numeric", importance=importance, mean=1e-7 * i, psi=0.1
            )
        training = models.ModelTrainingHistory.objects.create(
            tenant_id=which, model=model, started_at=now, ended_at=now, status="failed", failure_reason="too few", code_version="0"
        )
        models.ModelEvaluationMetrics.objects.create(
            tenant_id=which, model=model, training=training, dataset="validation", samples=100, pr_auc=0.5, ece=0.01, evaluated_at=now
        )
        models.ModelPerformanceTracking.objects.create(
            tenant_id=which, model=model, date=date(2026, 11, 23), predictions_made=10, predictions_correct=9, brier=0.1
        )
        anomaly = models.AnomalyDetection.objects.order_by("-score").first()
        models.PredictionFeedback.objects.create(
            tenant_id=which, key=anomaly.key, anomaly=anomaly, feedback_type="useful", service=anomaly.service or "system", score=4,
            at=now, about=now,
        )  # fmt: skip
        # One that is not due while the tests run: which horizon is the likeliest depends on the minute they begin in.
        later = datetime.now(timezone.utc) + timedelta(hours=1)
        predictions = models.ErrorPrediction.objects.exclude(factors=None, feature_ids=None).filter(due_at__gt=later)
        prediction = predictions.order_by("-probability").first()
        models.PredictionFeedback.objects.create(
            tenant_id=which, key=prediction.key, feedback_type="true_positive", service="g10", text="it came", at=now, about=now
        )
        models.ErrorPrediction.objects.filter(pk=prediction.pk, at=prediction.at).update(alert=True)
        forecast = models.TimeSeriesForecast.objects.exclude(service=None).first()
        # What this log has no reason for: a critical anomaly, and actions that somebody must approve.
        models.AnomalyDetection.objects.filter(pk=anomaly.pk).update(severity="critical")
        # And a forecast that comes to its threshold, and an insight that warns.
        models.TimeSeriesForecast.objects.filter(pk=forecast.pk).update(
            exceeds=True, threshold_at=datetime.now(timezone.utc) + timedelta(hours=3)
        )
        models.AiInsight.objects.filter(pk=models.AiInsight.active.first().pk).update(severity="warning")
        advice = models.PreventiveAction.objects.filter(status="recommended").first()
        for n in range(2):
            advice.pk, advice.key, advice.unattended, advice.action_type = uuid.uuid4(), f"restart {n}", "after_approval", "preemptive_restart"
            advice.save(force_insert=True)
        found = {
            "model": model.pk,
            "prediction": prediction.pk,
            "anomaly": anomaly.pk,
            "searched": anomaly.metric_name[1:-1],
            "forecast": forecast.pk,
            "service": forecast.service,
            "action": models.PreventiveAction.objects.first().pk,
            "insight": models.AiInsight.objects.first().pk,
        }
    from django.db import connections

    with connections["errpredict"].cursor() as cursor:
        for view in ("v_active_models_summary", "v_high_risk_predictions"):
            cursor.execute("select set_config('app.maintenance', 'on', false)")
            cursor.execute(f"refresh materialized view ai_models.{view}")
        cursor.execute("select set_config('app.maintenance', '', false)")
    return found


def both(client, service, token, method, path, body=None):
    """Status and JSON of both."""
    text = None if body is None else json.dumps(body).encode()
    headers = {"Authorization": f"Bearer {token}"}
    url = path if path.startswith("/") else f"/api/ml/{path}"
    own = client.generic(method, url, text or b"", "application/json", headers=headers)
    status, answer = service.send(method, f"http://127.0.0.1:{service.port}{url}", token, text)
    return (own.status_code, json.loads(own.content)), (status, json.loads(answer))


@pytest.mark.parametrize("path", READ)
def test_what_is_read_is_the_same(client, service, token, ids, path):
    mine, theirs = both(client, service, token, "GET", path.format(**ids))
    if path.startswith("dashboard"):
        assert mine[1].pop("timestamp")[:15] == theirs[1].pop("timestamp")[:15]
    assert mine == theirs and theirs[0] == 200
    if "results" in mine[1]:
        assert mine[1]["results"], "a list without rows compares nothing"


def test_every_endpoint_of_the_26_that_reads_was_asked(project):
    """As `schema/openapi.json` has them."""
    described = json.loads((ROOT / "schema/openapi.json").read_text())["paths"]
    groups = ("models", "predictions", "anomalies", "forecasts", "actions", "insights", "dashboard")
    of_26 = {
        "models/", "models/{id}/", "models/{id}/performance/", "models/{id}/features/", "predictions/", "predictions/high_risk/",
        "predictions/by_service/", "anomalies/", "anomalies/unacknowledged/", "anomalies/critical/", "forecasts/",
        "forecasts/by-service/{service}/", "forecasts/at_risk/", "actions/", "actions/pending/", "actions/by_priority/", "insights/",
        "insights/active/", "insights/by_service/", "dashboard/summary/",
    }  # fmt: skip
    assert len(of_26) == 20 and all(f"/api/ml/{path}" in described and path.split("/")[0] in groups for path in of_26)
    asked = {path.split("?")[0] for path in READ}
    for name in ("model", "prediction", "anomaly", "forecast", "action", "insight"):
        asked = {path.replace(f"{{{name}}}", "{id}") for path in asked}
    assert of_26 <= asked


def test_lists_page_through_to_the_same_end(client, service, token, ids):
    path, seen = f"predictions/?{HOURS}&page_size=7", 0
    while path:
        mine, theirs = both(client, service, token, "GET", path)
        assert mine == theirs
        seen += len(mine[1]["results"])
        path = mine[1]["next"]
    assert seen == mine[1]["count"] > 20
    behind = both(client, service, token, "GET", f"predictions/?{HOURS}&page=900")
    assert behind[0] == behind[1] and behind[0][1]["results"] == []


@pytest.mark.parametrize("path", WRONG)
def test_what_is_wrong_is_refused_the_same(client, service, token, ids, path):
    mine, theirs = both(client, service, token, "GET", path)
    assert mine == theirs and 400 <= mine[0] < 500
    assert {"type", "title", "status", "detail", "code"} == set(mine[1])


@pytest.fixture(scope="module")
def by_number(cluster, service, token, ids, tmp_path_factory):
    """Predictions that hold what moved them by number, with every feature of the core: the numbers of the sample at some times."""
    import csv

    import cluster as clusters
    from django.db import connections
    from errpredict.contrib.django.models import ErrorPrediction
    from errpredict.contrib.django.tenants import tenant

    table = tmp_path_factory.mktemp("features") / "features.csv"
    at = int(time.time()) - clusters.AGO
    clusters.run(cluster, "features", cluster.folder / "log.csv", "--at", at, "-o", table)
    with open(table, newline="") as file:
        rows = list(csv.DictReader(file))
    names = [name for name in rows[0] if name not in ("service", "timestamp")]
    # Families that this log has none of, and a column of one's own.
    more = {"type(E x)_168h": 2.0, "attribute(tier=gold)": 0.0, "attribute(age)": 41.5, "my_own": -3.5, "my_own_too": None}
    names += [name for name in more if name not in names]
    of_the_clock = ("hour_of_day", "hour_sin", "hour_cos", "day_of_week", "is_peak_hours")
    with tenant() as which, connections["errpredict"].cursor() as cursor:
        cursor.execute("select feature, id from ai_platform.feature_names")
        number = dict(cursor.fetchall())
        for name in names:
            if name not in number:
                number[name] = max(number.values(), default=0) + 1
                cursor.execute(
                    "insert into ai_platform.feature_names (tenant_id, id, feature, factor) values (%s, %s, %s, '?')",
                    [which, number[name], name],
                )
        source = ErrorPrediction.objects.order_by("-at").first()
        made = []
        for n, row in enumerate(rows):
            numbers, values, parts = [], [], []
            for i, name in enumerate(names):
                value = more.get(name, row.get(name))
                # A feature of another factor between any two, so that every feature is the first of its factor and told in words.
                parted = "burstiness" if name in of_the_clock else "hour_of_day"
                for feature, of_it in ((name, value), (parted, float(i % 24))):
                    numbers.append(number[feature])
                    values.append(None if of_it in (None, "") else float(of_it))
                    parts.append((0.5 - i / 97) if (feature, of_it) == (name, value) else -1e-3)
            id = bytearray(uuid.uuid4().bytes)
            id[:6], id[6] = source.id.bytes[:6], 0x80 | id[6] & 0x0F
            copy = ErrorPrediction.objects.by_id(source.pk)
            copy.pk, copy.key, copy.factors, copy.seen = uuid.UUID(bytes=bytes(id)), f"by number {n}", None, None
            copy.feature_ids, copy.feature_values, copy.feature_parts, copy.factor_sums = numbers, values, parts, None
            made.append(copy)
        for copy in made:
            copy.save(force_insert=True)
    # Which features are one factor is decided by the core: the program writes it beside the name, here the service is asked for it.
    factors = {}
    for copy in made:
        told = json.loads(service.send("GET", f"predictions/{copy.pk}/", token)[1])
        factors |= {part["feature"]: factor["factor"] for factor in told["factors"] for part in factor["features"]}
    assert set(factors) == set(names)
    quoted = [tuple(text.replace("'", "''") for text in pair) for pair in factors.items()]
    pairs = ", ".join(f"('{feature}', '{factor}')" for feature, factor in quoted)
    statement = f"update ai_platform.feature_names n set factor = v.b from (values {pairs}) v (a, b) where n.feature = v.a"
    cluster.psql("errpredict", statement)
    return [copy.pk for copy in made], names


def test_the_words_of_every_feature_are_those_of_the_core(client, service, token, by_number):
    """Features by number here, told by the core there."""
    made, names = by_number
    told = set()
    for id in made:
        mine, theirs = both(client, service, token, "GET", f"predictions/{id}/")
        for own, other in zip(mine[1]["factors"], theirs[1]["factors"], strict=True):
            assert own == other
            told.add(other["features"][0]["feature"])
        assert mine == theirs
    assert told >= set(names) and len(names) > 150, len(names)


def test_filters_and_orders_are_those_of_the_service(project):
    """Names, words, ranges and orders of every list, beside `schema/openapi.json`."""
    from errpredict.contrib.django.api.views import lists
    from errpredict.contrib.django.api.pagination import Pages

    described = json.loads((ROOT / "schema/openapi.json").read_text())["paths"]
    views = {
        "models/": lists.Models, "predictions/": lists.Predictions, "predictions/high_risk/": lists.HighRisk,
        "anomalies/": lists.Anomalies, "anomalies/unacknowledged/": lists.Unacknowledged, "anomalies/critical/": lists.Critical,
        "forecasts/": lists.Forecasts, "forecasts/at_risk/": lists.AtRisk,
        "forecasts/by-service/{service}/": lists.ForecastsOfService, "actions/": lists.Actions, "actions/pending/": lists.Pending,
        "actions/by_priority/": lists.ByPriority, "insights/": lists.Insights, "insights/active/": lists.ActiveInsights,
    }  # fmt: skip
    for path, view in views.items():
        theirs = {one["name"]: one for one in described[f"/api/ml/{path}"]["get"]["parameters"] if one["in"] == "query"}
        own = view.filter_backends[0]().get_schema_operation_parameters(view) + Pages().get_schema_operation_parameters(view)
        assert {one["name"]: one for one in own} == theirs, path


POSTS = [
    ("predictions/{prediction}/mark_occurred/", {"timestamp": "2026-11-23T13:00:00Z"}),
    ("predictions/{prediction}/mark_not_occurred/", {}),
    ("anomalies/{anomaly}/acknowledge/", {}),
    ("predictions/00000000-0000-8000-8000-000000000000/mark_occurred/", {}),
    ("predictions/7/trigger_alert/", {}),
    ("anomalies/00000000-0000-4000-8000-000000000000/acknowledge/", {}),
]


@pytest.mark.parametrize("path,body", POSTS)
def test_steps_answer_the_same(client, service, token, ids, path, body):
    """Said once here and once there: what was said once stays, so the second answer is that of the first."""
    mine, theirs = both(client, service, token, "POST", path.format(**ids), body)
    for answer in (mine[1], theirs[1]):
        answer.pop("resolved_at", None)
    assert mine == theirs


def pair(queryset):
    """Two rows of a list: one for each."""
    from errpredict.contrib.django.tenants import tenant

    with tenant():
        found = list(queryset().values_list("pk", flat=True)[:2])
    assert len(found) == 2
    return found


def changed(before, after):
    """The fields that a step changed; times only by being there."""
    times = {name for name in after if name.endswith("_at")}
    return {name: bool(value) if name in times else value for name, value in after.items() if value != before.get(name)}


def test_an_alert_is_raised_the_same(client, service, token, ids):
    from errpredict.contrib.django import models

    later = datetime.now(timezone.utc) + timedelta(minutes=5)
    quiet = pair(lambda: models.ErrorPrediction.objects.filter(alert=False, resolved_at=None, due_at__gt=later).order_by("id"))
    answers = []
    for which, id in enumerate(quiet):
        before = both(client, service, token, "GET", f"predictions/{id}/")[which][1]
        path = f"/api/ml/predictions/{id}/trigger_alert/"
        if which == 0:
            answer = json.loads(client.generic("POST", path, b"", "application/json", headers={"Authorization": f"Bearer {token}"}).content)
        else:
            answer = json.loads(service.send("POST", f"http://127.0.0.1:{service.port}{path}", token, b"")[1])
        answers.append(changed(before, answer))
    assert answers[0] == answers[1] == {"alert": True, "alerted_at": True}
    found = both(client, service, token, "GET", "predictions/high_risk/?page_size=100")
    assert found[0] == found[1] and {str(id) for id in quiet} <= {one["id"] for one in found[0][1]["results"]}
    audit = json.loads(service.send("GET", "audit/?action=alert", token)[1])
    assert {str(id) for id in quiet} <= {row["object_id"] for row in audit["results"]}
    # Alerts that came with their predictions are errpredict's own.
    assert {row["actor"] for row in audit["results"] if row["object_id"] in {str(id) for id in quiet}} == {"ada"}
    assert json.loads(service.send("GET", "audit/verify/", token)[1])["faults"] == []


def test_an_action_goes_its_way_the_same(client, service, token, ids):
    """Approved, begun and ended once by each; what is not open is refused by both with the same words."""
    from errpredict.contrib.django import models

    waiting = pair(lambda: models.PreventiveAction.pending.filter(status="recommended").exclude(unattended="yes").order_by("-id"))
    result = {"result": {"success": True, "duration": 3.5, "impact_observed": "calm"}}
    answers = []
    for which, id in enumerate(waiting):

        def post(step, body, which=which, id=id):
            path, text = f"/api/ml/actions/{id}/{step}/", json.dumps(body).encode()
            if which == 0:
                answer = client.generic("POST", path, text, "application/json", headers={"Authorization": f"Bearer {token}"})
                return answer.status_code, json.loads(answer.content)
            status, answer = service.send("POST", f"http://127.0.0.1:{service.port}{path}", token, text)
            return status, json.loads(answer)

        before = both(client, service, token, "GET", f"actions/{id}/")[which][1]
        refused = post("execute", result)
        bad = post("execute", {"result": {"success": True, "cost": 1}})
        done = [changed(before, post("approve", {})[1]), changed(before, post("execute", result)[1])]
        answers.append((refused, bad[0], bad[1]["code"], done, post("skip", {})[0]))
    assert answers[0] == answers[1]
    refused, bad, code, done, skipped = answers[0]
    assert (refused[0], refused[1]["code"], bad, code, skipped) == (409, "invalid_argument", 400, "invalid_input", 409)
    assert done[1]["status"] == "executed" and done[1]["result"] == result["result"] and done[1]["executed_by"] == "ada"


@pytest.mark.parametrize("executors,groups,expected", [
    ([], [], None),
    ([{"name": "b", "actions": ["cache_clear"], "url": "u"}, {"name": "c", "actions": ["cache_clear"], "url": "u"}], [], "b"),
    ([{"name": "a", "actions": ["scale_up"], "url": "u"}, {"name": "b", "actions": ["cache_clear"], "services": ["shop"]}], [], "b"),
    ([{"name": "a", "actions": ["cache_clear"], "command": "c"}], [], None),
    ([{"name": "a", "actions": ["cache_clear"], "url": "u", "services": ["other"]}], [], None),
    ([{"name": "a", "actions": ["cache_clear"], "url": "u", "groups": ["gone"]}], [], None),
    ([{"name": "a", "actions": ["cache_clear"], "url": "u", "groups": ["g"]}], [{"name": "g", "services": ["shop"]}], "a"),
])  # fmt: skip
def test_who_carries_an_action_out(project, executors, groups, expected):
    """As `errpredict_jobs::executor_for` has it."""
    from errpredict.contrib.django.executing import executor_for

    assert executor_for(executors, groups, "cache_clear", "shop") == expected
    of_all = expected if any(one["name"] == expected and "services" not in one and "groups" not in one for one in executors) else None
    assert executor_for(executors, groups, "cache_clear", None) == of_all


def test_an_action_is_handed_to_its_executor_the_same(client, service, token, ids, cluster):
    """Where somebody registered who carries it out, both ask that one, and nobody else says how it ended meanwhile."""
    from errpredict.contrib.django import models
    from errpredict.contrib.django.tenants import tenant

    with tenant():
        advice = models.PreventiveAction.objects.filter(status="recommended").first()
        made = []
        for n in range(3):
            advice.pk, advice.key, advice.unattended = uuid.uuid4(), f"handed over {n}", "after_approval"
            advice.action_type, advice.status, advice.service = "preemptive_restart", "recommended", None
            advice.save(force_insert=True)
            made.append(advice.pk)
    body = json.dumps({"name": "hands", "actions": ["preemptive_restart"], "url": "https://hands.example/", "secret": "a secret of the tests"})
    status, said = service.send("POST", "configuration/executors/", token, body.encode())
    assert status in (200, 201), said
    answers = []
    try:
        for which, id in enumerate(made[:2]):

            def post(step, body, which=which, id=id):
                path, text = f"/api/ml/actions/{id}/{step}/", json.dumps(body).encode()
                if which == 0:
                    answer = client.generic("POST", path, text, "application/json", headers={"Authorization": f"Bearer {token}"})
                    return answer.status_code, json.loads(answer.content)
                status, answer = service.send("POST", f"http://127.0.0.1:{service.port}{path}", token, text)
                return status, json.loads(answer)

            refused = post("execute", {})
            post("approve", {})
            begun = post("execute", {})
            again, ended = post("execute", {}), post("execute", {"result": {"success": True}})
            run = cluster.psql(
                "errpredict", f"select kind, executor, status, created_by, attempts from ai_platform.action_runs where action_id = '{id}'"
            )
            answers.append((refused, begun[0], begun[1]["status"], again, ended, run))
        assert answers[0] == answers[1]
        refused, status, running, again, ended, run = answers[0]
        assert (refused[0], status, running) == (409, 200, "running"), "without the approval that it demands nothing is asked"
        assert again == ended and (again[0], again[1]["code"]) == (409, "conflict") and "an executor works on it" in again[1]["detail"]
        assert run.strip() == "execute|hands|pending|ada|0"
        # The admin hands it over as well.
        client.login(username="ada", password="ada's own")
        for action in ("approve", "start", "done"):
            chosen = {"action": action, "_selected_action": [str(made[2])]}
            page = client.post("/admin/errpredict/preventiveaction/", chosen, follow=True).content.decode()
        assert "an executor works on it" in page
        run = cluster.psql("errpredict", f"select executor, status from ai_platform.action_runs where action_id = '{made[2]}'")
        assert run.strip() == "hands|pending"
    finally:
        cluster.psql("errpredict", "delete from ai_platform.declarations where kind = 'executors'")


def test_analyses_on_demand_come_to_the_same(client, service, token, ids):
    """Begun by each, one after the other; the second finds what the first found, so it says the same counts."""
    written = []
    for path in ("trigger-analysis/", "trigger-all-services-analysis/"):
        body = {"mode": "quick", **({"service": "g10-web171"} if path == "trigger-analysis/" else {})}
        for which in (0, 1):
            text = json.dumps(body).encode()
            if which == 0:
                answer = client.generic("POST", f"/api/ml/{path}", text, "application/json", headers={"Authorization": f"Bearer {token}"})
                status, begun = answer.status_code, json.loads(answer.content)
            else:
                status, answer = service.send("POST", path, token, text)
                begun = json.loads(answer)
            assert status == 202 and begun["url"] == f"/api/ml/analysis/{begun['id']}/"
            assert (begun["mode"], begun["service"]) == ("quick", body.get("service"))
            end = time.monotonic() + 60
            while True:
                mine, theirs = both(client, service, token, "GET", begun["url"])
                assert mine[0] == theirs[0] == 200 and time.monotonic() < end
                # It may go on between two questions.
                if "running" not in (mine[1]["status"], theirs[1]["status"]):
                    break
                time.sleep(0.1)
            assert mine == theirs
            assert mine[1]["status"] == "completed", mine
            written.append((mine[1]["done"], mine[1]["written"], [stage["stage"] for stage in mine[1]["stages"]]))
    assert written[0] == written[1] and written[2] == written[3]
