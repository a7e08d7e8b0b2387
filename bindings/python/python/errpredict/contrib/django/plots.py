"""Small plots for the admin pages: SVG without scripts and without styles, every text escaped."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Sequence

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

WIDTH, HEIGHT, LEFT, BOTTOM = 720, 220, 56, 24
#: Colours that keep apart for people who see few of them.
LINE, BAND, MARK = "#1f6feb", "#9ecbff", "#d1242f"


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


class Plot:
    """A plot over time."""

    def __init__(self, times: Sequence[datetime], values: Sequence[float], title: str) -> None:
        self.title = title
        self._x = (min(times).timestamp(), max(times).timestamp())
        self._y = (min(0.0, *values), max(1e-9, *values))
        self._times = (min(times), max(times))
        self._parts: list[str] = []

    def _at(self, time: datetime, value: float) -> str:
        (x0, x1), (y0, y1) = self._x, self._y
        x = LEFT + (WIDTH - LEFT - 8) * (0.5 if x1 == x0 else (time.timestamp() - x0) / (x1 - x0))
        y = 8 + (HEIGHT - 8 - BOTTOM) * (1 - (value - y0) / (y1 - y0))
        return f"{x:.1f},{y:.1f}"

    def line(self, points: Sequence[tuple[datetime, float]]) -> Plot:
        """A line through points."""
        path = " ".join(self._at(*point) for point in points)
        self._parts.append(f'<polyline fill="none" stroke="{LINE}" stroke-width="2" points="{path}"/>')
        return self

    def band(self, points: Sequence[tuple[datetime, float, float]]) -> Plot:
        """The area between a lower and an upper line."""
        there = [self._at(time, lower) for time, lower, _ in points]
        back = [self._at(time, upper) for time, _, upper in reversed(points)]
        self._parts.append(f'<polygon fill="{BAND}" fill-opacity="0.5" points="{" ".join([*there, *back])}"/>')
        return self

    def level(self, value: float, label: str) -> Plot:
        """A dashed line across, with its meaning."""
        left, right = self._at(self._times[0], value), self._at(self._times[1], value)
        x, y = left.split(",")
        self._parts.append(
            f'<polyline fill="none" stroke="{MARK}" stroke-dasharray="4 3" points="{left} {right}"/>'
            f'<text x="{float(x) + 4:.1f}" y="{float(y) - 4:.1f}" font-size="11" fill="{MARK}">{escape(label)}</text>'
        )
        return self

    def marks(self, points: Sequence[tuple[datetime, float, str]]) -> Plot:
        """Single points, each with what is said when it is pointed at."""
        for time, value, said in points:
            x, y = self._at(time, value).split(",")
            self._parts.append(f'<circle cx="{x}" cy="{y}" r="4" fill="{MARK}"><title>{escape(said)}</title></circle>')
        return self

    def svg(self) -> SafeString:
        """The plot."""
        first, last = (time.strftime("%Y-%m-%d %H:%M") for time in self._times)
        bottom = HEIGHT - 6
        texts = (
            f'<text x="{LEFT - 6}" y="16" font-size="11" text-anchor="end" fill="currentColor">{_number(self._y[1])}</text>'
            f'<text x="{LEFT - 6}" y="{HEIGHT - BOTTOM}" font-size="11" text-anchor="end" fill="currentColor">{_number(self._y[0])}</text>'
            f'<text x="{LEFT}" y="{bottom}" font-size="11" fill="currentColor">{first}</text>'
            f'<text x="{WIDTH - 8}" y="{bottom}" font-size="11" text-anchor="end" fill="currentColor">{last}</text>'
        )
        # Numbers of our own and escaped texts alone stand in the parts.
        inner = mark_safe("".join(self._parts) + texts)
        return format_html(
            '<figure><figcaption>{}</figcaption><svg role="img" aria-label="{}" viewBox="0 0 {} {}" width="{}" height="{}">{}</svg></figure>',
            self.title, self.title, WIDTH, HEIGHT, WIDTH, HEIGHT, inner,
        )  # fmt: skip


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def forecast(row: Any) -> SafeString | None:
    """Where a number is going, with its interval and its threshold."""
    values = [(_time(one["time"]), one["value"], one.get("lower"), one.get("upper")) for one in row.values]
    if not values:
        return None
    bounds = [(time, low, high) for time, _, low, high in values if low is not None and high is not None]
    heights = [value for _, value, _, _ in values] + [number for _, low, high in bounds for number in (low, high)]
    if row.threshold is not None:
        heights.append(row.threshold)
    plot = Plot([time for time, *_ in values], heights, f"{row.metric}, {row.level:.0%} interval")
    if bounds:
        plot.band(bounds)
    plot.line([(time, value) for time, value, _, _ in values])
    if row.threshold is not None:
        plot.level(row.threshold, "threshold")
    return plot.svg()


def anomaly(row: Any) -> SafeString:
    """What was seen beside what was expected."""
    plot = Plot([row.start_at, row.end_at], [row.actual, row.expected], f"{row.metric_name}: seen and expected ({row.unit})")
    plot.line([(row.start_at, row.actual), (row.end_at, row.actual)]).level(row.expected, f"expected {_number(row.expected)}")
    return plot.marks([(row.peak_at, row.actual, f"{_number(row.actual)} at the peak")]).svg()


def predictions(rows: Sequence[Any], row: Any) -> SafeString:
    """What was said of the same before, and this one."""
    times = [one.at for one in rows] or [row.at]
    plot = Plot(times, [1.0, *(one.probability for one in rows)], f"probability of {row.target} within {row.horizon_minutes} min")
    plot.line([(one.at, one.probability) for one in rows])
    if row.threshold is not None:
        plot.level(row.threshold, "alert")
    return plot.marks([(row.at, row.probability, f"{row.probability:.0%}")]).svg()


def days(rows: Sequence[Any]) -> SafeString | None:
    """The accuracy of a model by day."""
    known = [(datetime.combine(one.date, datetime.min.time()), one.accuracy) for one in rows if one.accuracy is not None]
    if not known:
        return None
    return Plot([time for time, _ in known], [1.0], "share of right predictions by day").line(known).svg()
