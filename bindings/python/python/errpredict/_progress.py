"""A bar while logs are read, as tqdm makes them."""

from __future__ import annotations

import contextlib
from typing import Any, Callable, Iterator, Optional

#: Called with the bytes taken and the bytes there are, or None where a size is not known.
Tell = Callable[[int, Optional[int]], None]


@contextlib.contextmanager
def told(progress: Any) -> Iterator[Tell | None]:
    """What is told how far reading has come.

    `progress` is false for nobody, `True` for the bar of `tqdm.auto`, or whatever makes a bar as `tqdm.tqdm` does
    (`tqdm.notebook.tqdm`, a `functools.partial` of it): called with `total`, `unit`, `unit_scale`, `unit_divisor` and `desc`; the bar
    has `total`, `update`, `refresh` and `close`.
    """
    if not progress:
        yield None
        return
    make = progress
    if progress is True:
        from tqdm.auto import tqdm

        make = tqdm
    bar = make(total=None, unit="B", unit_scale=True, unit_divisor=1024, desc="read")
    seen = 0

    def tell(done: int, total: int | None) -> None:
        nonlocal seen
        bar.total = total
        bar.update(done - seen)
        seen = done

    try:
        yield tell
        if bar.total is not None:
            bar.update(bar.total - seen)
    finally:
        bar.refresh()
        bar.close()
