"""System checks: what is set wrongly is said before anything runs, with what to do about it."""

from __future__ import annotations

from typing import Any

from django.conf import settings as project
from django.core import checks
from django.core.exceptions import ImproperlyConfigured

from .conf import ROLES, settings

MIDDLEWARE = "errpredict.contrib.django.middleware.ErrpredictMiddleware"
ROUTER = "errpredict.contrib.django.routers.ErrpredictRouter"


@checks.register("errpredict")
def settings_fit(app_configs: Any = None, **_: Any) -> list[checks.CheckMessage]:
    """E001 to E005, W001 to W004."""
    try:
        said = settings()
    except (ImproperlyConfigured, TypeError) as wrong:
        return [checks.Error(str(wrong), hint="The keys stand in docs/django.md.", id="errpredict.E001")]
    found: list[checks.CheckMessage] = []
    if said.ENVIRONMENT not in (None, "development", "staging", "production"):
        found.append(
            checks.Error(
                f"ERRPREDICT['ENVIRONMENT'] is {said.ENVIRONMENT!r}, expected development, staging or production.",
                id="errpredict.E002",
            )
        )
    if said.ROLE is not None and said.ROLE not in ROLES:
        found.append(
            checks.Error(f"ERRPREDICT['ROLE'] is {said.ROLE!r}, expected one of: {', '.join(ROLES)}.", id="errpredict.E003")
        )
    if said.SEND_TO is not None and not said.SEND_TO.startswith(("http://", "https://")):
        found.append(
            checks.Error(
                f"ERRPREDICT['SEND_TO'] is {said.SEND_TO!r}, expected an address such as https://errpredict.example.",
                id="errpredict.E004",
            )
        )
    elif said.SEND_TO is not None and not said.KEY:
        found.append(
            checks.Warning(
                "ERRPREDICT['SEND_TO'] is set and ERRPREDICT['KEY'] is not: the service will refuse every event.",
                hint="`errpredict token create NAME --service --role ingest` makes a key.",
                id="errpredict.W001",
            )
        )
    return found + _database(said.DATABASE) + _middleware(said.CAPTURE)


def _database(alias: str) -> list[checks.CheckMessage]:
    databases = getattr(project, "DATABASES", {})
    if alias not in databases:
        # Without it the middleware works all the same; nothing is shown then.
        return []
    found: list[checks.CheckMessage] = []
    if not str(databases[alias].get("ENGINE", "")).endswith("postgresql"):
        found.append(
            checks.Error(
                f"DATABASES[{alias!r}] is no PostgreSQL, where errpredict keeps what it found.",
                id="errpredict.E005",
            )
        )
    if ROUTER not in getattr(project, "DATABASE_ROUTERS", ()) and alias != "default":
        found.append(
            checks.Warning(
                f"DATABASE_ROUTERS does not have {ROUTER}: its tables would be looked for in the default database.",
                id="errpredict.W002",
            )
        )
    return found


def _middleware(captures: bool) -> list[checks.CheckMessage]:
    given = list(getattr(project, "MIDDLEWARE", ()))
    if not captures or given[:1] == [MIDDLEWARE]:
        return []
    if MIDDLEWARE in given:
        return [
            checks.Warning(
                f"{MIDDLEWARE} is not the first of MIDDLEWARE: durations leave out what stands before it.",
                id="errpredict.W003",
            )
        ]
    return [
        checks.Warning(
            f"MIDDLEWARE does not have {MIDDLEWARE}: requests and errors are not counted.",
            hint="Put it first, or say ERRPREDICT = {'CAPTURE': False}.",
            id="errpredict.W004",
        )
    ]
