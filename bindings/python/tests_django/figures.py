"""What the middleware costs a request, and a list of the API beside Django REST framework on a plain table: python figures.py PAGE

The two of each pair are asked in turns, so that whatever else the machine does falls on both. `make bench-django` runs it.
"""

from __future__ import annotations

import asyncio
import json
import os
import pathlib
import platform
import statistics
import sys
import time
import uuid

import cluster as clusters

REQUESTS, WARM = 5_000, 200
LISTS, ROWS = 60, 200


#: Time of the thread's processor, and of the clock on the wall.
CLOCKS = (time.thread_time_ns, time.perf_counter_ns)


def turns(first, second, times, warm):
    """Microseconds of each, asked in turns, by both clocks: [clock][which][time]."""
    spent = [([], []) for _ in CLOCKS]
    for i in range(times + warm):
        for which, ask in enumerate((first, second)):
            begun = [clock() for clock in CLOCKS]
            ask()
            ended = [clock() for clock in CLOCKS]
            if i >= warm:
                for of_clock, begin, end in zip(spent, begun, ended):
                    of_clock[which].append((end - begin) / 1e3)
    return spent


def quantile(values, share):
    return sorted(values)[int(share * (len(values) - 1))]


def middleware():
    """Rows of the table of requests."""
    from django.core.handlers.asgi import ASGIHandler
    from django.core.handlers.wsgi import WSGIHandler
    from django.test import AsyncRequestFactory, RequestFactory, override_settings

    own = "errpredict.contrib.django.middleware.ErrpredictMiddleware"

    def handler(kind, stack):
        with override_settings(MIDDLEWARE=stack):
            made = kind()
            made.load_middleware(is_async=kind is ASGIHandler)
            return made

    rows = []
    factory = RequestFactory()
    bare, ours = handler(WSGIHandler, []), handler(WSGIHandler, [own])
    for name, path in (("a view that answers", "/orders/7/"), ("a route that is not there", "/nowhere/")):
        ask = [lambda made=made: made.get_response(factory.get(path)) for made in (bare, ours)]
        rows.append((f"WSGI, {name}", turns(*ask, REQUESTS, WARM)))
    loop, async_factory = asyncio.new_event_loop(), AsyncRequestFactory()
    bare, ours = handler(ASGIHandler, []), handler(ASGIHandler, [own])

    def later(made):
        return loop.run_until_complete(made.get_response_async(async_factory.get("/at-once/0/")))

    rows.append(("ASGI, a view that answers", turns(lambda: later(bare), lambda: later(ours), REQUESTS, WARM)))
    from errpredict.contrib.django.watching import watch

    counted = sum(one["events"] for one in watch().monitor.analyze(int(time.time() * 1000) + 60_000)["services"])
    assert (counted, watch().failures) == (3 * (REQUESTS + WARM), 0), "every request was counted"
    return rows


def plain_list(table, size):
    """Django REST framework on a copy of a table without row security, as it comes: all columns, pages of 20."""
    from django.db import models
    from errpredict.contrib.django import models as ours
    from rest_framework import generics, pagination, serializers
    from rest_framework.renderers import JSONRenderer
    from rest_framework_simplejwt.authentication import JWTAuthentication

    source = getattr(ours, table)
    fields = {
        field.name: field.clone() for field in source._meta.concrete_fields if not field.is_relation and not field.generated
    }
    meta = type("Meta", (), {"app_label": "error_logging", "managed": False, "db_table": f"plain_{table.lower()}"})
    model = type(f"Plain{table}", (models.Model,), {"__module__": "project.error_logging.models", "Meta": meta, **fields})
    text = {"array": serializers.ListField(child=serializers.CharField())}
    extra = {name: text["array"] for name, field in fields.items() if type(field).__name__ == "ArrayOf"}
    serializer = type(
        "Plain", (serializers.ModelSerializer,),
        {**extra, "Meta": type("Meta", (), {"model": model, "fields": [name for name in fields if name != "tenant_id"]})},
    )  # fmt: skip
    pages = type("Pages", (pagination.PageNumberPagination,), {"page_size": size})
    view = type(
        "View", (generics.ListAPIView,),
        {
            "queryset": model.objects.using("errpredict").order_by("-id"), "serializer_class": serializer, "pagination_class": pages,
            "authentication_classes": [JWTAuthentication], "renderer_classes": [JSONRenderer], "permission_classes": [],
        },
    )  # fmt: skip
    return view.as_view()


def grown(table):
    """Rows enough for pages that are full: those that were found, again under other keys."""
    from errpredict.contrib.django.models.bases import time_of
    from errpredict.contrib.django.tenants import tenant

    model = getattr(ours_models, table)
    with tenant():
        found = list(model.objects.all())
        for n in range(ROWS - len(found)):
            row = found[n % len(found)]
            id = bytearray(uuid.uuid4().bytes)
            if hasattr(row, "TIME"):
                id[:6], id[6] = row.id.bytes[:6], 0x80 | id[6] & 0x0F
                assert time_of(row.id) is not None
            row.pk, row.key = uuid.UUID(bytes=bytes(id)), f"copy {n}"
            row.save(force_insert=True)


def lists(cluster, token):
    """Rows of the table of lists."""
    from django.test import RequestFactory
    from errpredict.contrib.django.api.views import lists as views

    global ours_models
    from errpredict.contrib.django import models as ours_models

    factory, rows = RequestFactory(), []
    for table, view, query in (
        ("AnomalyDetection", views.Anomalies, ""),
        ("ErrorPrediction", views.Predictions, "&hours=87840"),
        ("PreventiveAction", views.Actions, ""),
        ("AiInsight", views.Insights, ""),
    ):
        grown(table)
        source = getattr(ours_models, table)._meta.db_table
        cluster.psql("errpredict", f"create table plain_{table.lower()} as select * from {source}; grant all on plain_{table.lower()} to errpredict")
        ours, plain = view.as_view(), plain_list(table, 20)
        headers = {"HTTP_AUTHORIZATION": f"Bearer {token}"}

        def ask(view, query):
            answer = view(factory.get(f"/x/?page_size=20{query}", **headers))
            assert answer.status_code == 200, answer.render().content
            return answer.render()

        n = len(json.loads(ask(ours, query).content)["results"])
        spent = turns(lambda: ask(plain, ""), lambda: ask(ours, query), LISTS, 20)
        rows.append((f"{table}, {n} rows", spent))
    return rows


def table_of(rows, names, unit=1.0):
    lines = [f"| | clock | {names[0]}, p50 | {names[1]}, p50 | more, p50 | {names[1]}, p99 |", "|---|---|---|---|---|---|"]
    for name, by_clock in rows:
        for clock, (first, second) in zip(("processor", "wall"), by_clock):
            a, b = statistics.median(first) / unit, statistics.median(second) / unit
            more = f"{b - a:.1f} ({b / a:.2f}×)"
            lines.append(f"| {name} | {clock} | {a:.1f} | {b:.1f} | {more} | {quantile(second, 0.99) / unit:.1f} |")
    return "\n".join(lines)


def main():
    page = pathlib.Path(sys.argv[1])
    cluster = clusters.Cluster()
    try:
        clusters.fill(cluster)
        os.environ.update(PROJECT_FOLDER=str(cluster.folder), DJANGO_SETTINGS_MODULE="project.settings")
        sys.path.insert(0, str(pathlib.Path(__file__).parent))
        import django

        django.setup()
        from django.contrib.auth import get_user_model
        from django.core.management import call_command
        from rest_framework_simplejwt.tokens import AccessToken

        call_command("migrate", verbosity=0)
        user = get_user_model().objects.create_superuser("ada")
        requests = middleware()
        listed = lists(cluster, str(AccessToken.for_user(user)))
        page.write_text(
            "<!-- Written by `make bench-django`; do not edit. -->\n# Django: middleware and API\n\n"
            f"Django {django.__version__}, Python {platform.python_version()}, {os.cpu_count()} processors, one process, the two of a"
            f" row asked in turns. The machine had {os.getloadavg()[0]:.0f} processes to run at the same time: the wall clock counts"
            " their turns as well, the processor's does not, and leaves out what PostgreSQL does.\n\n"
            f"A request through Django's own handler with no other middleware, {REQUESTS:,} of each, in microseconds;"
            " the goal is 20 µs at p50.\n\n"
            + table_of(requests, ("without", "with"))
            + f"\n\nA page of a list, {LISTS} of each, in milliseconds: Django REST framework as it comes on a copy of the table without"
            " row security (all columns, a count and a page), and the API, which says less and asks for the tenant; the goal is 1.5×.\n\n"
            + table_of(listed, ("plain", "API"), 1e3)
            + "\n"
        )
        print(page.read_text())
    finally:
        from django.db import connections

        connections.close_all()
        cluster.stop()


if __name__ == "__main__":
    main()
