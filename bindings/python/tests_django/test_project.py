"""The project's own tables, webhooks, commands, and the admin pages."""

import base64
import hashlib
import hmac
import io
import json
import re
import time
import uuid
from datetime import datetime, timedelta, timezone

import pytest


def command(name, *arguments):
    from django.core.management import call_command

    out = io.StringIO()
    call_command(name, *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def own_log(project):
    """The project's log of errors: two weeks of two errors an hour, and two hundred in the last hour."""
    from django.contrib.auth import get_user_model
    from project.error_logging.models import ErrorLog

    ada = get_user_model().objects.get(username="ada")
    end = datetime.now(timezone.utc).replace(minute=0, second=0, microsecond=0)
    rows = [
        ErrorLog(
            created_at=end - timedelta(hours=hour) + timedelta(seconds=i * 10 + 1),
            level="ERROR" if i % 2 else "notice of our own",
            exception_class="NotPaid" if i % 2 else "",
            text=f"order {hour}-{i} was not paid for",
            path="/pay",
            user=ada if i == 1 else None,
        )
        for hour in range(336, 0, -1)
        for i in range(200 if hour == 1 else 4)
    ]
    ErrorLog.objects.bulk_create(rows)
    return len(rows)


def test_the_projects_log_is_read_once_analysed_and_predictions_come_back(project, own_log):
    from errpredict.contrib.django.analyses import analyze
    from errpredict.contrib.django.errorlog import pull
    from errpredict.contrib.django.models import AnomalyDetection, ErrorEvent, ErrorPrediction
    from errpredict.contrib.django.signals import anomaly_detected, prediction_made
    from errpredict.contrib.django.tenants import tenant
    from project.error_logging.models import ErrorLog, Foreseen

    told = {"anomaly": [], "prediction": []}

    def anomaly(told=None, **_):
        mine["anomaly"].append(told)

    def prediction(told=None, **_):
        mine["prediction"].append(told)

    mine = told
    anomaly_detected.connect(anomaly)
    prediction_made.connect(prediction)
    said = command("errpredict_analyze")
    assert f"{own_log} rows read" in said and re.search(r"\d+  anomalies", said), said
    assert any(one["service"] == "shop" and one["type"] == "spike" for one in told["anomaly"] if "service" in one)
    assert told["prediction"]
    # What is found in all services together is told as well.
    found = analyze()["analysis"]
    for name in ("anomaly", "prediction"):
        of = [one for part in (*found["services"], found["system"]) for one in part.get(f"{'anomalie' if name == 'anomaly' else name}s", ())]
        assert len(told[name]) == len(of), name
    assert found["system"]["predictions"]
    with tenant():
        events = ErrorEvent.objects.filter(service="shop", endpoint="/pay")
        assert events.count() == own_log
        assert events.filter(severity="high", error_type="NotPaid").count() == own_log // 2
        assert events.filter(severity=None).count() == own_log // 2, "a level of one's own is no error"
        assert events.filter(user_id="ada").count() == 336
        assert AnomalyDetection.objects.filter(service="shop").exists()
        expected = ErrorPrediction.objects.filter(at__gt=datetime.now(timezone.utc) - timedelta(days=7)).count()
    assert Foreseen.objects.count() == expected > 0 and f"{expected} predictions written" in said
    assert pull() == (0, ""), "it goes on where it ended"
    ErrorLog.objects.create(created_at=datetime.now(timezone.utc), level="CRITICAL", text="one more")
    rows, said = pull()
    assert rows == 1 and "1 event stored" in said
    # What came of a prediction reaches the project's table with the next run.
    one = Foreseen.objects.filter(came=None).first()
    with tenant():
        ErrorPrediction.objects.filter(pk=one.errpredict_id, at=one.said_at).update(actually_occurred=True)
    from django.db import connections
    from django.test.utils import CaptureQueriesContext
    from errpredict.contrib.django.errorlog import push

    with CaptureQueriesContext(connections["default"]) as asked:
        assert push() == expected
    assert len(asked) <= 5 * (1 + expected // 500), "many rows at a time"
    assert Foreseen.objects.count() == expected
    one.refresh_from_db()
    assert one.came is True


def test_a_time_is_read_or_refused_and_no_row_is_passed_over(project, own_log):
    from django.core.management.base import CommandError
    from errpredict.contrib.django.errorlog import pull
    from errpredict.contrib.django.models import ErrorEvent
    from errpredict.contrib.django.tenants import tenant
    from project.error_logging.models import ErrorLog

    for wrong in ("yesterday", "2026-13-45T00:00:00Z", "2026-11-27 25:00", ""):
        with pytest.raises(CommandError, match="--at must be a time"):
            command("errpredict_analyze", "--at", wrong)
    # What is later than the time that is analysed is read and kept: it is not read again.
    ErrorLog.objects.create(created_at=datetime.now(timezone.utc), level="CRITICAL", text="after the time that was asked for")
    early = datetime.now(timezone.utc) - timedelta(days=3)
    assert "1 rows read" in command("errpredict_analyze", "--at", early.isoformat())
    # Without a zone it is UTC.
    command("errpredict_analyze", "--at", early.replace(tzinfo=None).isoformat(), "--no-pull")
    assert pull() == (0, "")
    with tenant():
        assert ErrorEvent.objects.filter(message="after the time that was asked for").exists()


def test_rows_that_share_a_position_are_each_read_once(project):
    from django.test import override_settings
    from errpredict.contrib.django.errorlog import _plain, events, mapped
    from project.error_logging.models import ErrorLog

    at = datetime.now(timezone.utc) + timedelta(days=400)
    ErrorLog.objects.bulk_create(ErrorLog(created_at=at, level="ERROR", text=f"same {n}") for n in range(7))
    try:
        with override_settings(ERRPREDICT={**project.ERRPREDICT, "ERROR_LOG": {**project.ERRPREDICT["ERROR_LOG"], "POSITION": "created_at"}}):
            table, position, seen = mapped(), [(at - timedelta(days=1)).isoformat()], []
            while True:
                part = list(zip(range(3), events(table, position)))
                if not part:
                    break
                seen += [event["message"] for _, (_, event) in part]
                # As it is kept between two runs.
                position = json.loads(json.dumps([_plain(value) for value in part[-1][1][0]]))
        assert seen == [f"same {n}" for n in range(7)]
    finally:
        ErrorLog.objects.filter(created_at=at).delete()


def test_a_program_that_takes_too_long_is_ended(project):
    from django.test import override_settings
    from errpredict.contrib.django.program import ProgramFailed, run

    with override_settings(ERRPREDICT={**project.ERRPREDICT, "PROGRAM": ["sleep"]}):
        with pytest.raises(ProgramFailed, match="ended after"):
            run(["30"], of_database=False, limit_s=0.2)


@pytest.mark.parametrize("setting,given,said", [
    ("ERROR_LOG", {"MODEL": "error_logging.Nothing", "FIELDS": {"timestamp": "created_at"}}, "Nothing"),
    ("ERROR_LOG", {"MODEL": "error_logging.ErrorLog", "FIELDS": {"when": "created_at"}}, "no field 'when'"),
    ("ERROR_LOG", {"MODEL": "error_logging.ErrorLog", "FIELDS": {}}, "`timestamp`"),
    ("ERROR_LOG", {"MODEL": "error_logging.ErrorLog", "FIELDS": {"timestamp": "made_at"}}, "made_at"),
    ("ERROR_LOG", {"MODEL": "error_logging.ErrorLog", "TABLE": "x"}, "no key 'TABLE'"),
    ("PREDICTIONS", {"MODEL": "error_logging.Foreseen", "FIELDS": {"odds": "probability"}}, "no column 'odds'"),
    ("PREDICTIONS", {"MODEL": "error_logging.Foreseen", "FIELDS": {"probability": "odds"}}, "'odds'"),
])  # fmt: skip
def test_a_wrong_mapping_is_told(project, setting, given, said):
    from django.core.exceptions import ImproperlyConfigured
    from django.test import override_settings
    from errpredict.contrib.django.errorlog import pull, push

    with override_settings(ERRPREDICT={**project.ERRPREDICT, setting: given}):
        with pytest.raises(ImproperlyConfigured, match=re.escape(said)):
            pull() if setting == "ERROR_LOG" else push()


def test_commands_say_what_the_program_says(project, own_log, tmp_path):
    from django.core.management.base import CommandError

    assert re.search(r"\b1\b.*roles", command("errpredict_migrate", "--status"))
    assert "nothing to do" in command("errpredict_migrate")
    model = tmp_path / "model"
    command("errpredict_train", "-o", str(model), "--horizon", "24h")
    assert model.stat().st_size > 100
    assert re.search(r"^tested on the last \d+ times: ", command("errpredict_backtest"), re.M)
    with pytest.raises(CommandError, match="nonsense"):
        command("errpredict_train", "-o", str(model), "--horizon", "nonsense")


def test_the_store_of_python_is_on_the_same_server(cluster):
    """`Store(dsn)`: another tenant of the database that the project has, brought to the newest step first."""
    import errpredict

    event = {"timestamp": datetime.now(timezone.utc).isoformat(), "service": "desk", "severity": "high", "error_type": "E"}
    with errpredict.Store(cluster.url, tenant="of python", migrate=True) as store:
        assert store.ingest([event])["stored"] == 1
        assert store.ingest([event])["duplicates"] == 1, "the same again is the same"
        assert [row["error_type"] for row in store.rows("events", service="desk")] == ["E"]
    with errpredict.Store(cluster.url) as store:
        assert list(store.rows("events", service="desk")) == [], "of another tenant"
        assert store.list("predictions", hours=87_840)["count"] > 0


def signed(secret, body, id="msg_1", at=None, key=None):
    at = int(time.time()) if at is None else at
    key = key or base64.b64decode(secret.removeprefix("whsec_"))
    tag = base64.b64encode(hmac.new(key, f"{id}.{at}.".encode() + body, hashlib.sha256).digest()).decode()
    return {"webhook-id": id, "webhook-timestamp": str(at), "webhook-signature": f"v1,{tag}"}


def test_webhooks_are_taken_once_and_only_with_the_secret(client, project):
    from errpredict.contrib.django.signals import alert_received

    heard = []

    def receive(told=None, **_):
        heard.append(told)

    alert_received.connect(receive)

    def post(body, headers):
        return client.post("/api/ml/webhooks/errpredict/", body, "application/json", headers=headers)

    message = {"news": "fired", "kind": "anomaly", "service": "shop", "severity": "high", "title": "errors of shop", "key": "k"}
    body = json.dumps({"type": "alert.fired", "timestamp": "2026-11-23T06:57:22Z", "data": message}).encode()
    # The example of the specification, at its own time.
    from errpredict.contrib.django.webhooks import sign

    example = b'{"test": 2432232314}'
    assert sign("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, example) == (
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    )
    newest, older = project.ERRPREDICT["WEBHOOK_SECRETS"]
    assert post(body, signed(newest, body, "a")).status_code == 200
    assert post(body, signed(newest, body, "a")).status_code == 200, "taken again, told once"
    assert post(body, signed(older, body, "b")).status_code == 200
    other = json.dumps({"type": "export.done", "data": {"key": "a"}}).encode()
    assert post(other, signed(newest, other, "c")).status_code == 200
    assert heard == [message] * 2, "what is no alert is taken and told nobody"
    for headers in (
        {},
        signed(newest, b"another body", "d"),
        signed(newest, body, "d", key=b"0" * 24),
        signed(newest, body, "d", at=int(time.time()) - 400),
        {**signed(newest, body, "d"), "webhook-id": "e"},
    ):
        refused = post(body, headers)
        assert refused.status_code == 401 and json.loads(refused.content)["code"] == "unauthorized"
        assert newest not in refused.content.decode()
    for wrong in (b"[]", b"{", b'{"type": 1, "data": {}}'):
        assert post(wrong, signed(newest, wrong, f"w{len(wrong)}")).status_code == 400
    assert len(heard) == 2


PAGES = (
    "anomalydetection", "errorprediction", "timeseriesforecast", "preventiveaction", "aiinsight", "rootcauseanalysis", "mlmodel",
    "errorpattern", "errorevent", "alertnotification", "mlpipelinelog", "auditentry", "predictionfeedback",
)  # fmt: skip


def test_admin_pages_show_rows_with_plots(client, project):
    from django.apps import apps
    from django.db import connections
    from django.test.utils import CaptureQueriesContext
    from errpredict.contrib.django.tenants import tenant

    client.login(username="ada", password="ada's own")
    plotted = 0
    for page in PAGES:
        listed = client.get(f"/admin/errpredict/{page}/")
        assert listed.status_code == 200, page
        model = apps.get_model("errpredict", page)
        with tenant():
            row = model.objects.first()
        if row is None:
            continue
        assert str(row.pk) in listed.content.decode() or "field-" in listed.content.decode()
        shown = client.get(f"/admin/errpredict/{page}/{row.pk}/change/")
        html = shown.content.decode()
        assert shown.status_code == 200 and "<script>alert" not in html, page
        assert 'name="_save"' not in html, "nothing is edited by hand"
        plotted += "<svg role" in html
    assert plotted >= 3
    with CaptureQueriesContext(connections["errpredict"]) as asked_for:
        client.get("/admin/errpredict/mlmodel/")
    asked_for = [one["sql"] for one in asked_for if '"ml_models"' in one["sql"]]
    assert asked_for and not any('"artifact"' in sql for sql in asked_for), "no page shows it, and it may be large"
    assert client.get("/admin/errpredict/anomalydetection/add/").status_code == 403
    assert client.get("/admin/errpredict/anomalydetection/?q=g10&severity__exact=critical").status_code == 200


def test_admin_actions_take_the_steps_that_are_open(client, project):
    from errpredict.contrib.django.models import AnomalyDetection, AuditEntry, PreventiveAction
    from errpredict.contrib.django.tenants import tenant

    client.login(username="ada", password="ada's own")
    with tenant():
        anomaly = AnomalyDetection.unacknowledged.first()
        action = PreventiveAction.objects.filter(status="recommended").first()
        action.pk, action.key, action.unattended, action.action_type = uuid.uuid4(), "by hand", "after_approval", "preemptive_restart"
        action.save(force_insert=True)

    def take(page, name, *rows):
        chosen = {"action": name, "_selected_action": [str(row.pk) for row in rows]}
        return client.post(f"/admin/errpredict/{page}/", chosen, follow=True).content.decode()

    assert "Acknowledge: 1" in take("anomalydetection", "acknowledge", anomaly)
    assert "needs the approval of a person" in take("preventiveaction", "start", action), "the database says so, and the page tells it"
    assert "Approve: 1" in take("preventiveaction", "approve", action)
    assert "Skip: 1" in take("preventiveaction", "skip", action)
    with tenant():
        anomaly.refresh_from_db()
        assert (anomaly.acknowledged, anomaly.acknowledged_by) == (True, "ada")
        steps = AuditEntry.objects.filter(object_id=str(action.pk)).order_by("seq").values_list("actor", "action")
        assert list(steps) == [("ada", "approved"), ("ada", "skipped")]
    client.logout()
    client.login(username="eve", password="eve's own")
    assert client.get("/admin/errpredict/anomalydetection/").status_code == 302


def test_plots_escape_what_stands_in_logs(project):
    from errpredict.contrib.django.plots import Plot

    at = [datetime(2026, 1, 1), datetime(2026, 1, 2)]
    svg = Plot(at, [1.0, 2.0], "<script>alert(1)</script>").level(1.5, "<b>").marks([(at[0], 1.0, "<i>")]).svg()
    assert "<script" not in svg and "<b>" not in svg and "<i>" not in svg and "&lt;script" in svg
    assert "NaN" not in Plot(at[:1], [0.0], "one").line([(at[0], 0.0)]).svg()
