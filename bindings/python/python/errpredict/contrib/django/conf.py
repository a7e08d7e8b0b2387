"""The setting `ERRPREDICT` of a Django project: every key, its default and its range."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import Any, Mapping, Sequence

from django.conf import settings as project
from django.core.exceptions import ImproperlyConfigured
from django.core.signals import setting_changed

#: Roles of the service, each of which may do what those before it may.
ROLES = ("viewer", "operator", "approver", "admin")


@dataclass(frozen=True)
class Settings:
    """What `ERRPREDICT` may say."""

    #: Name of this service in every event; the package of ROOT_URLCONF where absent.
    SERVICE: str = ""
    #: `development`, `staging` or `production`.
    ENVIRONMENT: str | None = None
    #: The release that runs.
    RELEASE: str | None = None
    #: Whether requests and errors are counted in this process.
    CAPTURE: bool = True
    #: Whether the name of a signed-in user stands in events: a name of a person.
    CAPTURE_USER: bool = False
    #: Beginnings of paths that are not counted.
    IGNORE: Sequence[str] = ()
    #: Seconds between two looks for anomalies in what this process counted; 0 for none.
    ADVANCE_SECONDS: float = 60.0
    #: Seconds between two analyses, which predict; 0 for none.
    ANALYZE_SECONDS: float = 900.0
    #: Address of a service that gets every event as well, and a key for it.
    SEND_TO: str | None = None
    KEY: str | None = None
    #: Alias in DATABASES of the database that `errpredict migrate` made.
    DATABASE: str = "errpredict"
    #: The tenant whose data is shown: its name, or its id where the role of the database may not look up names.
    TENANT: str = "default"
    #: Role of signed-in users whom errpredict does not know and whose token lists none; where absent they may do nothing.
    ROLE: str | None = None
    #: Claim of a token that lists roles.
    ROLES_CLAIM: str = "roles"
    #: Requests to the API of one user, as Django REST framework writes rates; none for no limit.
    THROTTLE: str | None = "1200/min"
    #: Attempts to sign in (`auth/token/`) from one address, likewise.
    SIGN_IN_THROTTLE: str | None = "20/min"
    #: Command line of the program; the packaged one where absent.
    PROGRAM: Sequence[str] = ()
    #: The file of settings (TOML) that the service has: Celery's tasks go by it.
    CONFIG: str | None = None
    #: The project's own table of errors: see `errorlog`.
    ERROR_LOG: Mapping[str, Any] | None = None
    #: The project's own table that predictions are written into: see `errorlog`.
    PREDICTIONS: Mapping[str, Any] | None = None
    #: Secrets of webhooks that are taken (`whsec_...`), the newest first.
    WEBHOOK_SECRETS: Sequence[str] = field(default=())

    @property
    def program(self) -> list[str]:
        """The command line of the program."""
        return list(self.PROGRAM) or [sys.executable, "-m", "errpredict"]


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this project.

    Raises:
        ImproperlyConfigured: for a key that does not exist, with those that do.
    """
    given = dict(getattr(project, "ERRPREDICT", {}))
    known = [one.name for one in fields(Settings)]
    for name in given:
        if name not in known:
            raise ImproperlyConfigured(f"ERRPREDICT has no key {name!r}, expected one of: {', '.join(known)}")
    if not given.get("SERVICE"):
        given["SERVICE"] = str(getattr(project, "ROOT_URLCONF", "") or "django").split(".")[0]
    return Settings(**given)


def _changed(*, setting: str, **_: Any) -> None:
    if setting in ("ERRPREDICT", "ROOT_URLCONF"):
        settings.cache_clear()


setting_changed.connect(_changed, dispatch_uid="errpredict.conf")
