"""What all commands stand on: the program is run, and what it says is passed on as it is."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ...program import ProgramFailed


class ProgramCommand(BaseCommand):
    """A command that runs the program `errpredict`."""

    requires_system_checks: Any = ["errpredict"]

    def handle(self, *args: Any, **options: Any) -> None:
        """Runs it; errors end the command with the program's own words."""
        try:
            self.work(**options)
        except ProgramFailed as failed:
            raise CommandError(str(failed), returncode=failed.code) from None
        except ImproperlyConfigured as wrong:
            raise CommandError(str(wrong)) from None

    def work(self, **options: Any) -> None:
        """What the command does."""
        raise NotImplementedError


def remaining(parser: CommandParser, about: str) -> None:
    """Everything behind `--` goes to the program as it stands."""
    parser.add_argument("rest", nargs="*", help=f"behind `--`: {about}")
