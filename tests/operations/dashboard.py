"""Writes docs/operations/grafana.json, and checks it: `dashboard.py --check` (with promtool on the machine, each query is parsed by it).

A dashboard is written by a program because one that is drawn by hand and exported repeats hundreds of defaults nobody reads.
"""

import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
FILE = ROOT / "docs/operations/grafana.json"
SOURCE = {"type": "prometheus", "uid": "${datasource}"}
# Title, unit, queries with their legends; two panels a row.
PANELS = [
    ("Requests by status", "reqps", [('sum by (status) (rate(errpredict_http_requests_total{instance=~"$instance"}[$__rate_interval]))', "{{status}}")]),
    ("Reads: median, 99 of 100", "s", [
        (f'histogram_quantile({q}, sum by (le) (rate(errpredict_http_request_seconds_bucket{{method="GET",instance=~"$instance"}}[$__rate_interval])))', name)
        for q, name in (("0.5", "median"), ("0.99", "99 of 100"))]),
    ("Events", "short", [
        (f'sum(rate(errpredict_events_{what}_total{{instance=~"$instance"}}[$__rate_interval]))', what)
        for what in ("stored", "duplicate", "refused", "thinned")]),
    ("How late events arrive", "s", [("max(errpredict_arrival_delay_seconds)", "half of the services, or more"), ('max by (instance) (errpredict_ingestion_lag_seconds{instance=~"$instance"})', "last batch of {{instance}}")]),
    ("Jobs: slots that wait", "s", [("max by (job_name) (errpredict_job_lag_seconds)", "{{job_name}}")]),
    ("Jobs: failed for good since one was done", "short", [("max by (job_name) (errpredict_job_failed_slots)", "{{job_name}}")]),
    ("Jobs: since they were last done", "s", [("time() - max by (job_name) (errpredict_job_last_success_timestamp_seconds)", "{{job_name}}")]),
    ("Jobs: how long they run", "s", [("max by (job_name) (errpredict_job_running_seconds)", "{{job_name}}")]),
    ("Models: Brier score and calibration error", "short", [
        ("max by (model, version) (errpredict_model_brier_score)", "{{model}} {{version}}: Brier"),
        ("max by (model, version) (errpredict_model_calibration_error)", "{{model}} {{version}}: calibration error")]),
    ("Models: drift of features (PSI)", "short", [
        ("max by (model, version) (errpredict_model_feature_psi_max)", "{{model}} {{version}}: the furthest"),
        ("max by (model, version) (errpredict_model_features_drifted)", "{{model}} {{version}}: features above 0.25")]),
    ("Models: since they were evaluated and trained", "s", [
        ("time() - max by (model, version) (errpredict_model_evaluated_timestamp_seconds)", "{{model}} {{version}}: evaluated"),
        ("time() - max by (model, version) (errpredict_model_trained_timestamp_seconds)", "{{model}} {{version}}: trained")]),
    ("Alerts that go on", "short", [("max by (kind, severity) (errpredict_alerts_open)", "{{kind}} {{severity}}")]),
    ("Alerts opened within a day, messages that wait or were given up", "short", [
        ("max(errpredict_alerts_opened_last_day)", "opened"),
        ("max(errpredict_notifications_waiting)", "waiting"),
        ("max(errpredict_notifications_undelivered_last_day)", "given up")]),
    ("The database", "bytes", [("max(errpredict_database_size_bytes)", "size")]),
    ("Connections to the database", "short", [
        ('errpredict_pool_connections_in_use{instance=~"$instance"}', "in use by {{instance}}"),
        ('errpredict_pool_connections_open{instance=~"$instance"}', "open by {{instance}}")]),
    ("Answers kept ready", "percentunit", [(
        'sum(rate(errpredict_cache_hits_total{instance=~"$instance"}[$__rate_interval])) / (sum(rate(errpredict_cache_hits_total{instance=~"$instance"}[$__rate_interval])) + sum(rate(errpredict_cache_misses_total{instance=~"$instance"}[$__rate_interval])))', "share")]),
]


def panel(place, title, unit, queries):
    return {
        "id": place + 1,
        "type": "timeseries",
        "title": title,
        "datasource": SOURCE,
        "gridPos": {"h": 8, "w": 12, "x": 12 * (place % 2), "y": 8 * (place // 2)},
        "fieldConfig": {"defaults": {"unit": unit, "custom": {"fillOpacity": 5}}, "overrides": []},
        "options": {"legend": {"displayMode": "list", "placement": "bottom"}, "tooltip": {"mode": "multi", "sort": "desc"}},
        "targets": [
            {"refId": chr(ord("A") + number), "datasource": SOURCE, "expr": expression, "legendFormat": legend}
            for number, (expression, legend) in enumerate(queries)
        ],
    }


def dashboard():
    return {
        "uid": "errpredict",
        "title": "errpredict",
        "tags": ["errpredict"],
        "schemaVersion": 38,
        "version": 1,
        "editable": True,
        "timezone": "browser",
        "refresh": "1m",
        "time": {"from": "now-6h", "to": "now"},
        "templating": {"list": [
            {"name": "datasource", "label": "Prometheus", "type": "datasource", "query": "prometheus", "current": {}},
            {"name": "instance", "label": "Process", "type": "query", "datasource": SOURCE, "refresh": 2, "includeAll": True, "multi": True,
             "query": {"query": "label_values(errpredict_database_up, instance)", "refId": "instance"}, "current": {"text": "All", "value": "$__all"}},
        ]},
        "annotations": {"list": []},
        "panels": [panel(place, *one) for place, one in enumerate(PANELS)],
    }


def check(board):
    """What a dashboard of Grafana must have, as its documentation of the model says; each query parsed by promtool."""
    assert board["schemaVersion"] >= 36 and board["uid"] and board["title"]
    variables = {one["name"] for one in board["templating"]["list"]}
    ids, cells, rules = set(), set(), []
    for one in board["panels"]:
        assert one["type"] == "timeseries" and one["title"], one
        assert one["id"] not in ids, f"two panels have the id {one['id']}"
        ids.add(one["id"])
        grid = one["gridPos"]
        assert 0 <= grid["x"] and grid["x"] + grid["w"] <= 24, f"{one['title']} is wider than the page"
        for x in range(grid["x"], grid["x"] + grid["w"]):
            for y in range(grid["y"], grid["y"] + grid["h"]):
                assert (x, y) not in cells, f"{one['title']} lies over another panel"
                cells.add((x, y))
        references = [target["refId"] for target in one["targets"]]
        assert references and len(set(references)) == len(references), one["title"]
        for target in one["targets"]:
            assert target["datasource"] == one["datasource"] == SOURCE
            used = set(re.findall(r"\$\{?(\w+)", target["expr"])) - {"__rate_interval"}
            assert used <= variables, f"{target['expr']} names {used - variables}"
            rules.append(re.sub(r"\$\w+", lambda found: "5m" if found[0] == "$__rate_interval" else ".*", target["expr"]))
    if shutil.which("promtool"):
        text = {"groups": [{"name": "queries", "rules": [{"record": f"query:{n}", "expr": expr} for n, expr in enumerate(rules)]}]}
        with tempfile.NamedTemporaryFile("w", suffix=".yml") as file:
            json.dump(text, file)
            file.flush()
            subprocess.run(["promtool", "check", "rules", file.name], check=True, stdout=subprocess.DEVNULL)
        print(f"{len(board['panels'])} panels, {len(rules)} queries, all parsed by promtool")
    else:
        print(f"{len(board['panels'])} panels, {len(rules)} queries; NOT CHECKED by promtool, which is not there")


if __name__ == "__main__":
    fresh = json.dumps(dashboard(), indent=1) + "\n"
    if "--check" in sys.argv:
        assert FILE.read_text() == fresh, f"{FILE} is old: python3 {sys.argv[0]}"
        check(json.loads(FILE.read_text()))
    else:
        FILE.write_text(fresh)
