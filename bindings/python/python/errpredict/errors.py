"""Exceptions: one class a code of the core, all of them an `Error`.

>>> import errpredict
>>> try:
...     errpredict.call("severity", {"level": "loud"})
... except errpredict.errors.UnknownName as error:
...     print(error.code)
unknown_name
"""

from __future__ import annotations

import json
from typing import Any


class Error(Exception):
    """What went wrong."""

    #: The stable code, the same in every language.
    code: str = "internal"

    def __init__(self, message: str = "", context: dict[str, str] | None = None, retryable: bool = False) -> None:
        super().__init__(message)
        #: Where: file, path in the request, line, column, field and the like.
        self.context: dict[str, str] = context or {}
        #: Whether the very same call may succeed when it is made again later.
        self.retryable = retryable

    @property
    def message(self) -> str:
        """What went wrong, for people."""
        return str(self.args[0])

    def __str__(self) -> str:
        where = "".join(f", {name} {value}" for name, value in sorted(self.context.items()))
        return f"{self.message}{where} [{self.code}]"

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.message, self.context, self.retryable)


class InvalidArgument(Error, ValueError):
    """An argument of a call is out of its range or contradicts another."""

    code = "invalid_argument"


class InvalidSetting(Error, ValueError):
    """A setting of a method is out of its range."""

    code = "invalid_setting"


class InvalidInput(Error, ValueError):
    """Input data could not be read."""

    code = "invalid_input"


class NotEnoughData(Error, ValueError):
    """A method needs more data than it was given."""

    code = "not_enough_data"


class UnknownName(Error, ValueError):
    """A name is not known; the message lists the valid ones."""

    code = "unknown_name"


class UnsupportedVersion(Error):
    """Something saved has a version that this build does not know."""

    code = "unsupported_version"


class Corrupt(Error):
    """Something saved is damaged."""

    code = "corrupt"


class LimitExceeded(Error):
    """A stated limit was reached."""

    code = "limit_exceeded"


class NotFound(Error, LookupError):
    """What a call speaks of is not there."""

    code = "not_found"


class Conflict(Error):
    """What a call wants contradicts what is there by now."""

    code = "conflict"


class Unavailable(Error):
    """Something that is needed cannot be reached at the moment."""

    code = "unavailable"


class Cancelled(Error):
    """The work was ended before it was done."""

    code = "cancelled"


class Io(Error, OSError):
    """A file or stream could not be read or written."""

    code = "io"

    def __str__(self) -> str:
        return Error.__str__(self)


class Internal(Error, RuntimeError):
    """A bug in errpredict itself."""

    code = "internal"


#: The class of each code.
CLASSES: dict[str, type[Error]] = {
    kind.code: kind
    for kind in (
        InvalidArgument,
        InvalidSetting,
        InvalidInput,
        NotEnoughData,
        UnknownName,
        UnsupportedVersion,
        Corrupt,
        LimitExceeded,
        NotFound,
        Conflict,
        Unavailable,
        Cancelled,
        Io,
        Internal,
    )
}


def _made(told: str) -> Error:
    """The exception for an error of the core, given as JSON."""
    error = json.loads(told)
    kind = CLASSES.get(error["code"], Internal)
    return kind(error["message"], error.get("context"), error.get("retryable", False))
