"""One question each: what is found in a log, how likely the next trouble is, what caused an incident."""

from __future__ import annotations

from typing import Any, Iterable, Mapping, Sequence, Union

from . import _native
from ._door import call, given
from ._handles import Log, Model, Rollup, Time, moment
from ._params import Parameters

#: What can be analysed: paths of logs, events as dictionaries, or counts.
Source = Union[Log, Sequence[Log], Iterable[Mapping[str, Any]], Rollup]


def counted(source: Any, options: Mapping[str, Any] | None = None, progress: Any = False) -> Rollup:
    """The counts of logs or events."""
    if isinstance(source, Rollup):
        return source
    if isinstance(source, (str, bytes)) or hasattr(source, "__fspath__"):
        return Rollup.read(source, options, progress=progress)
    parts = list(source)
    if parts and not isinstance(parts[0], Mapping):
        return Rollup.read(parts, options, progress=progress)
    rollup = Rollup()
    rollup.observe_all(parts)
    return rollup


class Analysis(dict):
    """What was found: a dictionary, and a page with charts where a notebook shows it."""

    def __init__(self, found: Mapping[str, Any], rollup: Rollup, how: Mapping[str, Any]) -> None:
        super().__init__(found)
        self._rollup, self._how = rollup, how

    @property
    def rollup(self) -> Rollup:
        """The counts it was found in."""
        return self._rollup

    def to_html(self, title: str = "errpredict") -> str:
        """The report as one self-contained HTML page with charts."""
        return self._rollup.to_html(title, **self._how)

    def _repr_html_(self) -> str:
        # A frame of its own, so that the styles of the page and of the notebook do not meet.
        from html import escape

        return f'<iframe style="width:100%;height:40em;border:0" sandbox srcdoc="{escape(self.to_html())}"></iframe>'

    def __reduce__(self) -> Any:
        return Analysis, (dict(self), self._rollup, self._how)


def analyze(
    source: Any,
    at: Time | None = None,
    config: Mapping[str, Any] | None = None,
    history: Mapping[str, Any] | None = None,
    options: Mapping[str, Any] | None = None,
    *,
    progress: Any = False,
) -> Analysis:
    """Everything that is found in logs (paths), events (dictionaries) or a `Rollup`: what is wrong, how sure, since when,
    where it is going, what to do.

    Args:
        source: one path or many, events, or counts.
        at: the time to analyse; nothing after it is read. The end of the newest event's minute when absent.
        config: how, as of the operation `analyze`.
        history: earlier incidents, actions and decisions.
        options: what the reader of logs is told, as of the operation `read`.
        progress: `True` for a bar by tqdm while logs are read, or what makes one as `tqdm.tqdm` does.
    """
    rollup = counted(source, options, progress)
    when = rollup.describe()["now"] if at is None else moment(at)
    if when is None:
        from .errors import NotEnoughData

        raise NotEnoughData("needs events, got none")
    how = given(at=when, config=config, history=history)
    return Analysis(rollup.ask("analyze", how), rollup, how)


class ErrorPredictor(Parameters):
    """How likely a critical event, a burst, or failed or slow requests are: a calibrated model of a log's own past.

    Args:
        plan: the question, the method and when to alert, as of the operation `train`.
        every_ms: milliseconds between the times that the log asks itself; a quarter of the horizon when absent.
        services: what is known of the services beside their events.
        seed: of everything random.
    """

    def __init__(
        self,
        plan: Mapping[str, Any] | None = None,
        *,
        every_ms: int | None = None,
        services: Mapping[str, Any] | None = None,
        seed: int = 0,
    ) -> None:
        self.plan, self.every_ms, self.services, self.seed = plan, every_ms, services, seed

    def fit(self, source: Any, options: Mapping[str, Any] | None = None) -> ErrorPredictor:
        """Learns from logs, events or counts."""
        request = given(plan=self.plan, seed=self.seed, every_ms=self.every_ms, services=self.services)
        answer = counted(source, options).ask("train", request)
        self.model_ = Model(answer.pop("model"))
        #: What was chosen and how good it was on later rows.
        self.trained_ = answer
        return self

    def predict(
        self, source: Any, at: Time | None = None, only: Sequence[str] | None = None, n_factors: int = 0
    ) -> dict[str, Any]:
        """Predictions for services at a time, the end of the newest event's minute when absent."""
        if isinstance(source, _native.Handle):
            counts = source
        else:
            counts = counted(source)
        when = counted(source).describe()["now"] if at is None else at
        return self.model_.predict(counts, when, only, n_factors)


class RootCauseAnalyzer(Parameters):
    """Ranked causes of an incident, with evidence.

    Args:
        history: earlier incidents and actions; those known by the onset count.
    """

    def __init__(self, history: Mapping[str, Any] | None = None) -> None:
        self.history = history

    def analyze(self, incident: Mapping[str, Any]) -> dict[str, Any]:
        """Ranks the services, metrics and changes behind an incident, as of the operation `rca`."""
        return call("rca", given(incident=incident, history=self.history))
