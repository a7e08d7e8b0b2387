"""System checks: what is set wrongly is said before anything runs, with what to do about it."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings as project
from django.core import checks
from django.core.exceptions import ImproperlyConfigured

from .conf import ROLES, Settings, settings

MIDDLEWARE = "errpredict.contrib.django.middleware.ErrpredictMiddleware"
#: As Django REST framework writes rates.
RATE = re.compile(r"[1-9]\d*/[smhd][a-z]*")
ROUTER = "errpredict.contrib.django.routers.ErrpredictRouter"


@checks.register("errpredict")
def settings_fit(app_configs: Any = None, **_: Any) -> list[checks.CheckMessage]:
    """E001 to E009, W001 to W006."""
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
    for name, rate in (("THROTTLE", said.THROTTLE), ("SIGN_IN_THROTTLE", said.SIGN_IN_THROTTLE)):
        if rate is not None and not (isinstance(rate, str) and RATE.fullmatch(rate)):
            found.append(
                checks.Error(f"ERRPREDICT[{name!r}] is {rate!r}, expected a rate such as '1200/min', or None.", id="errpredict.E006")
            )
    return found + _secrets(said.WEBHOOK_SECRETS) + _database(said.DATABASE) + _mappings(said) + _names(said.DATABASE) + _middleware(said.CAPTURE)


def _secrets(given: Any) -> list[checks.CheckMessage]:
    """The secrets themselves are not told."""
    from .webhooks import key_of

    if isinstance(given, str):
        return [checks.Error("ERRPREDICT['WEBHOOK_SECRETS'] is one text, expected a list of them.", id="errpredict.E007")]
    found: list[checks.CheckMessage] = []
    for place, secret in enumerate(given, 1):
        try:
            key_of(secret)
        except (AttributeError, ValueError) as wrong:
            said = str(wrong) if isinstance(wrong, ValueError) else "expected a text"
            found.append(checks.Error(f"ERRPREDICT['WEBHOOK_SECRETS'], number {place}: {said}.", id="errpredict.E007"))
    return found


def _mappings(said: Settings) -> list[checks.CheckMessage]:
    """The project's own tables; without the database of errpredict nothing reads them."""
    if said.DATABASE not in getattr(project, "DATABASES", {}) or not (said.ERROR_LOG or said.PREDICTIONS):
        return []
    from .errorlog import check_predictions, events, mapped

    found: list[checks.CheckMessage] = []
    for given, id, look in (
        (said.ERROR_LOG, "errpredict.E008", lambda: next(events(mapped(), look_only=True), None)),
        (said.PREDICTIONS, "errpredict.E009", check_predictions),
    ):
        try:
            if given:
                look()
        except (ImproperlyConfigured, TypeError, ValueError) as wrong:
            found.append(checks.Error(str(wrong), hint="The mapping stands in docs/django.md.", id=id))
    return found


def _names(alias: str) -> list[checks.CheckMessage]:
    """Whether tokens of Simple JWT call people as errpredict does."""
    if alias not in getattr(project, "DATABASES", {}) or "rest_framework" not in getattr(project, "INSTALLED_APPS", ()):
        return []
    jwt = getattr(project, "SIMPLE_JWT", None) or {}
    from django.contrib.auth import get_user_model

    name = get_user_model().USERNAME_FIELD
    if jwt.get("USER_ID_FIELD", "id") == name:
        return []
    return [
        checks.Warning(
            f"SIMPLE_JWT['USER_ID_FIELD'] is not {name!r}: whoever signs in is known to errpredict by a number, so that roles given to"
            " names do not hold and the audit log names nobody.",
            hint=f"SIMPLE_JWT = {{'USER_ID_FIELD': {name!r}, ...}}",
            id="errpredict.W006",
        )
    ]


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
    elif alias == "default":
        found.append(
            checks.Warning(
                "ERRPREDICT['DATABASE'] is 'default': inside of a transaction of a tenant the project's own tables cannot be read.",
                hint="Give the same database another alias in DATABASES, and name that.",
                id="errpredict.W005",
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
