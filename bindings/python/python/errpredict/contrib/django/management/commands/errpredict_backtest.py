"""`manage.py errpredict_backtest -- OPTIONS`: what would have fired in the past, and how often rightly."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from ...own_log import own_log
from ...program import run
from ._program import ProgramCommand, remaining


class Command(ProgramCommand):
    """Runs `errpredict backtest`."""

    help = "Tries the analysis on the past: what would have fired, and how often rightly. On logs or on the project's own (without --log)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Options."""
        parser.add_argument("--log", action="append", default=[], help="a log; the project's own where none is given")
        remaining(parser, "further options of `errpredict backtest`")

    def work(self, **options: Any) -> None:
        """Tries."""
        with own_log(options["log"]) as logs:
            self.stdout.write(run(["backtest", *logs, *options["rest"]], of_database=False).rstrip())
