"""`manage.py errpredict_train -o MODEL -- OPTIONS`: trains a model on logs."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from ...own_log import own_log
from ...program import run
from ._program import ProgramCommand, remaining


class Command(ProgramCommand):
    """Runs `errpredict train`."""

    help = "Trains a model that foresees critical events or bursts, on logs or on the project's own log (without --log)."

    def add_arguments(self, parser: CommandParser) -> None:
        """Options."""
        parser.add_argument("-o", "--output", required=True, metavar="MODEL", help="the file of the model")
        parser.add_argument("--horizon", default="24h", help="how far ahead")
        parser.add_argument("--log", action="append", default=[], help="a log; the project's own where none is given")
        remaining(parser, "further options of `errpredict train`")

    def work(self, **options: Any) -> None:
        """Trains."""
        with own_log(options["log"]) as logs:
            said = run(
                ["train", *logs, "--horizon", options["horizon"], "-o", options["output"], *options["rest"]], of_database=False
            )
        self.stdout.write(said.rstrip() or f"written to {options['output']}")
