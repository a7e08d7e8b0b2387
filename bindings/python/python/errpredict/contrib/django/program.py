"""The program `errpredict`, run for this project: with its database and its tenant, and what it says told as it is."""

from __future__ import annotations

import os
import subprocess
import uuid
from typing import Any, Iterable
from urllib.parse import quote, urlencode

from django.conf import settings as project
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from .conf import settings
from .tenants import tenant

#: Options of libpq that Django is given and the program knows too.
PASSED = ("sslmode", "sslrootcert", "sslcert", "sslkey")


class ProgramFailed(RuntimeError):
    """The program ended with an error; the message is what it said."""

    def __init__(self, code: int, said: str) -> None:
        super().__init__(said or f"the program ended with code {code}")
        self.code = code


def database_url() -> str:
    """The database of errpredict as the program has it.

    Raises:
        ImproperlyConfigured: where DATABASES has no such alias.
    """
    alias = settings().DATABASE
    if alias not in project.DATABASES:
        raise ImproperlyConfigured(
            f"DATABASES has no {alias!r}: put the database there that `errpredict migrate up` made, or name another in"
            " ERRPREDICT['DATABASE']"
        )
    given = connections[alias].settings_dict
    user = quote(str(given.get("USER") or ""), safe="")
    if given.get("PASSWORD"):
        user += ":" + quote(str(given["PASSWORD"]), safe="")
    options = {name: value for name, value in (given.get("OPTIONS") or {}).items() if name in PASSED}
    host = str(given.get("HOST") or "")
    if host.startswith("/"):
        options["host"], host = host, ""
    elif not host:
        options["host"] = "/var/run/postgresql"
    port = f":{given['PORT']}" if given.get("PORT") else ""
    if not host and port:
        options["port"], port = str(given["PORT"]), ""
    rest = f"?{urlencode(options)}" if options else ""
    return f"postgresql://{user}{'@' if user else ''}{host}{port}/{quote(str(given['NAME']), safe='')}{rest}"


def tenant_name(of: uuid.UUID | None = None) -> str:
    """The name of a tenant, that of the settings where none is given; errors as `tenants.tenant_id`."""
    with tenant(of) as which, connections[settings().DATABASE].cursor() as cursor:
        cursor.execute("select name from ai_platform.tenants where id = %s", [which])
        row = cursor.fetchone()
    if row is None:
        raise ImproperlyConfigured(f"there is no tenant {str(of) if of else settings().TENANT!r}")
    return str(row[0])


def run(arguments: Iterable[str], *, of_database: bool = True, capture: bool = True, limit_s: float | None = None) -> str:
    """Runs the program and gives what it said on its standard output; with a limit it is ended after so many seconds.

    Raises:
        ProgramFailed: with what it said on its error output.
    """
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    if of_database:
        # Not on the command line, which every user of the machine can read.
        environment["DATABASE_URL"] = database_url()
    command = [*settings().program, *arguments]
    kept: Any = subprocess.PIPE if capture else None
    try:
        done = subprocess.run(command, env=environment, stdout=kept, stderr=kept, text=True, check=False, timeout=limit_s)
    except subprocess.TimeoutExpired:
        raise ProgramFailed(-1, f"the program was ended after {limit_s:.0f} s") from None
    if done.returncode != 0:
        raise ProgramFailed(done.returncode, (done.stderr or "").strip())
    return done.stdout or ""
