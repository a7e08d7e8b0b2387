"""`manage.py errpredict_analyze`: reads what is new in the project's log, analyses what is stored, and keeps the results."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.dateparse import parse_datetime

from ...analyses import STAGE_OF, analyze
from ...conf import settings
from ...errorlog import pull, push
from ...signals import anomaly_detected, prediction_made
from ._program import ProgramCommand


def time_of(text: str) -> datetime:
    """A time that was given; without a zone it is UTC, as everywhere.

    Raises:
        CommandError: for what is none.
    """
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    if found is None:
        raise CommandError(f"--at must be a time such as 2026-11-27T15:00:00Z, got {text!r}")
    return found if found.tzinfo else found.replace(tzinfo=timezone.utc)


class Command(ProgramCommand):
    """Runs `errpredict store analyze` around the project's own tables."""

    help = "Analyses what is stored and keeps the results; reads the project's log first and writes predictions back, where set."

    def add_arguments(self, parser: CommandParser) -> None:
        """Options."""
        parser.add_argument("--depth", choices=sorted(STAGE_OF), default="full", help="how far it goes")
        parser.add_argument("--service", help="of this service alone")
        parser.add_argument("--at", help="the time to analyse; nothing after it counts [the newest event]")
        parser.add_argument("--retention-days", type=int, default=90, help="days that events are kept; older ones are refused")
        parser.add_argument("--no-pull", action="store_true", help="do not read ERRPREDICT['ERROR_LOG'] first")

    def work(self, **options: Any) -> None:
        """Reads, analyses, tells."""
        at = None if options["at"] is None else time_of(options["at"])
        if settings().ERROR_LOG and not options["no_pull"]:
            # All of it, also what is later than the time that is analysed: what is passed over here is not read again.
            rows, said = pull(retention_days=options["retention_days"])
            self.stdout.write(f"{rows} rows read from the project's log\n{said}".rstrip())
        done = analyze(options["depth"], options["service"], at)
        # What is found in all services together belongs to none of them.
        for service in (*done["analysis"]["services"], done["analysis"]["system"]):
            for anomaly in service.get("anomalies", ()):
                anomaly_detected.send_robust(sender=Command, told=anomaly, watch=None)
            for prediction in service.get("predictions", ()):
                prediction_made.send_robust(sender=Command, told=prediction, watch=None)
        self.stdout.write(done["headline"])
        for name, count in done["written"].items():
            self.stdout.write(f"{count:>8}  {name.replace('_', ' ')}")
        if settings().PREDICTIONS:
            self.stdout.write(f"{push()} predictions written into the project's table")
