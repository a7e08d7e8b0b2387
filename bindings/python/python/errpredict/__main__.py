"""The program: `python -m errpredict analyze LOG`, and `errpredict` on the command line."""

from __future__ import annotations

import signal
import sys


def main() -> int:
    """Runs the program with the arguments of this process and gives the code it ends with."""
    from ._native import main as program

    # The program is not Python: Control-C ends it at once.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.stdout.flush()
    return program(["errpredict", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
