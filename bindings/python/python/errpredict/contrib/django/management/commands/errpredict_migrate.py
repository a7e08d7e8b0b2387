"""`manage.py errpredict_migrate`: the schema of errpredict in its database, step by step. Django's own `migrate` never touches it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from ...program import run
from ._program import ProgramCommand


class Command(ProgramCommand):
    """Runs `errpredict migrate`."""

    help = "Brings the schema of errpredict up to date, says where it stands (--status), or takes steps back (--down STEP)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Options."""
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--status", action="store_true", help="say which steps were run, and when")
        which.add_argument("--down", type=int, metavar="STEP", help="the last step that stays; THE DATA OF THE OTHERS IS GONE")
        which.add_argument("--to", type=int, metavar="STEP", help="the last step to run")

    def work(self, **options: Any) -> None:
        """Migrates."""
        if options["status"]:
            said = run(["migrate", "status"])
        elif options["down"] is not None:
            said = run(["migrate", "down", "--to", str(options["down"])])
        else:
            said = run(["migrate", "up", *([] if options["to"] is None else ["--to", str(options["to"])])])
        self.stdout.write(said.rstrip())
