"""A chart as a value: what stands where, and the same in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Literal, Protocol
from zoneinfo import ZoneInfo

from msgspec import Struct

from dialogs.session import Answer, Chosen, Scaled

LEVEL = "level_"
Form = Literal["stacks", "lines", "pairs", "bars"]
Wording = Callable[..., str]  # a phrase's id and what fills it -> the words


class Entry(Protocol):
    """A record, as much of it as a chart needs; `at` is aware."""

    @property
    def kind(self) -> str:
        """What kind of record it is."""

    @property
    def script(self) -> str:
        """The script that kept it."""

    @property
    def at(self) -> datetime:
        """When it was kept."""

    @property
    def fields(self) -> dict[str, Answer]:
        """The answers it holds."""


class Series(Struct, frozen=True):
    """One line or colour of a chart: a value for each place, None where nothing is known."""

    name: str
    values: tuple[float | None, ...]


class Chart(Struct, frozen=True):
    """What is drawn. `places` are the words along the bottom; the axis runs from 0 to `top`.

    stacks: bars on top of one another; lines: points joined in time; pairs: two points a place, joined; bars: side by
    side. `low` and `high` say what the ends of the axis mean. `description` tells all of it in words.
    """

    name: str
    form: Form
    title: str
    places: tuple[str, ...]
    series: tuple[Series, ...]
    top: int
    low: str = ""
    high: str = ""
    description: str = ""


def described(chart: Chart, words: Wording) -> str:
    """The chart in words: each series, place by place, and what the axis means."""
    lines = [words("chart_series", name=one.name, values="; ".join(_values(chart, one, words))) for one in chart.series]
    if chart.low and chart.high:
        lines.append(words("chart_axis", top=str(chart.top), low=chart.low, high=chart.high))
    return "\n".join(lines)


def _values(chart: Chart, series: Series, words: Wording) -> list[str]:
    return [
        words("chart_value", place=place, value=number(value))
        for place, value in zip(chart.places, series.values, strict=True)
        if value is not None
    ]


def number(value: float) -> str:
    """A value as it is read: whole, or with one decimal."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def day_name(day: date, words: Wording) -> str:
    """A day as people write it, without the year."""
    return words("chart_day", day=str(day.day), month=words("months").split()[day.month - 1])


def local_day(entry: Entry, zone: ZoneInfo) -> date:
    """The person's own day of a record."""
    return entry.at.astimezone(zone).date()


def scaled(entry: Entry, field: str) -> float | None:
    """A number that was answered, on a scale or as a choice called `level_3`; else None."""
    match entry.fields.get(field):
        case Scaled(number=level):
            return float(level)
        case Chosen(id=choice) if choice.removeprefix(LEVEL).isdecimal():
            return float(choice.removeprefix(LEVEL))
        case _:
            return None
