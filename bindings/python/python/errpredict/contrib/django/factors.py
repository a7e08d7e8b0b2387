"""What moved a prediction, from the numbers that the database holds: the same as the core tells it.

A prediction holds features by their number in `ai_platform.feature_names`. Which features are one factor is said there; the words of
a factor are made here as the core makes them (`features/words.rs`), because the compiled part has no door for one feature's words. A
test compares them with the service's for every feature that it tells.
"""

from __future__ import annotations

import math
import time
import uuid
from typing import Any, Sequence

from django.db import connections

from .sayings import AMOUNT, HIDDEN, NAMED
from .tenants import current_tenant

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
#: Seconds for which the names of a tenant are kept; one that is missing is looked up at once.
KEPT_S = 300.0

_names: dict[tuple[str, uuid.UUID], tuple[float, dict[int, tuple[str, str]]]] = {}


def count(n: int) -> str:
    """`10,854`."""
    return f"{n:,}"


def amount(value: float) -> str:
    """Two digits below ten, whole above."""
    magnitude = abs(value)
    if magnitude >= 9.95:
        whole = count(math.floor(magnitude + 0.5))
        return f"-{whole}" if value < 0 else whole
    text = f"{value:.{1 if magnitude >= 0.995 or magnitude == 0 else 2}f}"
    return text.removesuffix(".0")


def percent(share: float) -> str:
    """A share that never claims certainty."""
    p = 100.0 * share
    if p < 0.1:
        return "<0.1%"
    if p > 99.94:
        return ">99.9%"
    return f"{p:.0f}%" if 9.95 <= p < 99.0 else f"{p:.1f}%"


def _one(of: str) -> str:
    if of in ("events", "errors"):
        return of[:-1]
    if of.startswith("type(") and of.endswith(")"):
        return f"`{of[5:-1]}` error"
    return f"{of} event"


def _many(of: str) -> str:
    return of if of in ("events", "errors") else f"{_one(of)}s"


def _a(of: str) -> str:
    return "an" if _one(of)[:1] in "aeiou" else "a"


def _window(name: str, between: str) -> tuple[str, str] | None:
    of, found, hours = name.rpartition(between)
    if not found or not hours.endswith("h") or not hours[:-1].isdecimal():
        return None
    n = int(hours[:-1])
    return of, f"{n // 24} days" if n >= 72 and n % 24 == 0 else f"{n} h"


def _yes_or_no(feature: str, value: float | None) -> str | None:
    if feature == "is_peak_hours":
        so, otherwise, what = "working hours", "outside working hours", "hour"
    elif feature == "last_event_is_critical":
        so, otherwise, what = "its newest event is critical", "its newest event is not critical", "events so far"
    elif feature == "day_of_week":
        is_day = value is not None and 0 <= int(value) < len(DAYS)
        return f"it is a {DAYS[int(value)]}" if is_day and value is not None else "the day of the week"
    elif feature.startswith("attribute(") and feature.endswith(")"):
        name, found, given = feature[10:-1].partition("=")
        if not found:
            return f"its {name} is {'not known' if value is None else amount(value)}"
        so, otherwise, what = f"its {name} is {given}", f"its {name} is not {given}", "attribute"
    else:
        return None
    return f"no {what} known" if value is None else so if value > 0.5 else otherwise


def _of_one(text: str) -> str:
    for many in ("errors", "types", "requests", "events"):
        if text.startswith(f"1 {many}"):
            return f"1 {many[:-1]}{text[2 + len(many):]}"
    return text


def in_words(feature: str, value: float | None) -> str:
    """What a feature of this value says."""
    if value is not None and not math.isfinite(value):
        value = None
    if feature in NAMED:
        shown, text, what = NAMED[feature]
        if value is None:
            return f"no {what} known"
        if shown == HIDDEN:
            return text
        return _of_one(text.replace("{}", amount(value))) if shown == AMOUNT else text.replace("{}", percent(value))
    told = _yes_or_no(feature, value)
    if told is not None:
        return told
    is_group = feature.startswith("group_")
    name, whose, each = (feature[6:], " in its group", " a service") if is_group else (feature, "", "")
    return _of_family(name, whose, each, feature, value)


def _of_family(name: str, whose: str, each: str, feature: str, value: float | None) -> str:
    if name.startswith("hours_since_"):
        of = name[12:]
        if value is None:
            return f"never yet {_a(of)} {_one(of)}{whose}"
        return f"{amount(value)} h since the last {_one(of)}{whose}"
    if "_days_" in name:
        of, _, days = name.partition("_days_")
        if value is None:
            return f"no {_many(of)} of the last {days} days known"
        return f"{_a(of)} {_one(of)}{whose} on {percent(value)} of the last {days} days"
    if found := _window(name, "_halflife_"):
        of, time_ = found
        return f"{'no' if value is None else amount(value)} {_many(of)}{each}{whose} lately (half as much after {time_})"
    if found := _window(name, "_"):
        of, time_ = found
        is_share = of.startswith("share_")
        of = of.removeprefix("share_")
        if value is None:
            return f"no {_many(of)}{whose} known"
        if is_share:
            return f"{percent(value)} of its group with {_a(of)} {_one(of)} in the last {time_}"
        if value == 1.0:
            return f"1 {_one(of)}{each}{whose} in the last {time_}"
        number = count(int(value)) if value == int(value) and value >= 0 else amount(value)
        return f"{number} {_many(of)}{each}{whose} in the last {time_}"
    if name.endswith("_ratio"):
        of = name[:-6]
        what = f"of severity {of[9:]}" if of.startswith("severity_") else f"about {of[6:]}" if of.startswith("class_") else None
        if what is not None:
            return "no errors in 72 h" if value is None else f"{percent(value)} of the errors of 72 h {what}"
    said = feature.replace("_", " ")
    return f"no {said} known" if value is None else f"{said} {amount(value)}"


def _read(alias: str) -> dict[int, tuple[str, str]]:
    with connections[alias].cursor() as cursor:
        cursor.execute("select id, feature, factor from ai_platform.feature_names")
        return {number: (feature, factor) for number, feature, factor in cursor.fetchall()}


def names(alias: str, needed: Sequence[int]) -> dict[int, tuple[str, str]]:
    """The features of this transaction's tenant by number, each with its factor; read again where one is missing."""
    key = (alias, current_tenant())
    at, found = _names.get(key, (-KEPT_S, {}))
    if time.monotonic() - at > KEPT_S or any(number not in found for number in needed):
        found = _read(alias)
        _names[key] = (time.monotonic(), found)
    return found


def factors(row: Any, alias: str) -> list[dict[str, Any]]:
    """The factors of a prediction, the largest first."""
    if row.feature_ids is None:
        return [_named(one) for one in row.factors or []]
    known = names(alias, row.feature_ids)
    found: list[dict[str, Any]] = []
    for number, value, part in zip(row.feature_ids, row.feature_values, row.feature_parts):
        feature, factor = known[number]
        told = {"feature": feature, "value": value, "contribution": part}
        # Neighbours that tell of the same are one.
        if found and found[-1]["factor"] == factor:
            found[-1]["features"].append(told)
        else:
            found.append({"factor": factor, "contribution": 0.0, "words": "", "features": [told]})
    for place, factor_ in enumerate(found):
        parts = factor_["features"]
        if row.factor_sums is not None:
            total = row.factor_sums[place]
        else:
            # One after the other, as the core adds them: `sum` of Python 3.12 rounds differently.
            total = -0.0
            for part in parts:
                total += part["contribution"]
        factor_["contribution"] = total
        same_way = (part for part in parts if (part["contribution"] > 0) == (total > 0))
        part = next(same_way, None)
        factor_["words"] = "" if part is None else in_words(part["feature"], part["value"])
    return found


def _named(one: Any) -> dict[str, Any]:
    """A factor that was kept whole, as an object or in the order of its fields."""
    if isinstance(one, dict):
        return {**one, "words": one.get("words", "")}
    factor, contribution, said, features = one
    parts = [{"feature": feature, "value": value, "contribution": part} for feature, value, part in features]
    return {"factor": factor, "contribution": contribution, "words": said or "", "features": parts}
