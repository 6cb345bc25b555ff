"""Each chart of /progress, made of a person's records. A chart with nothing to show is None."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct

from dialogs.progress.chart import Chart, Entry, Series, Wording, day_name, described, local_day, scaled

MOST_WEEKS = 12
MOST_POINTS = 10
SCALE = 10
MOST_MOOD = 4
MOST_OFTEN = 4
AREAS = ("time", "listening", "money", "chores", "care")
HABITS = ("holding_in", "fixing", "self_last")


class Sheet(Struct, frozen=True):
    """What charts are made of: the records, oldest first; `strategies` names each script's strategy."""

    entries: Sequence[Entry]
    now: datetime
    zone: ZoneInfo
    words: Wording
    strategies: Mapping[str, str]

    def of(self, kind: str) -> list[Entry]:
        """The records of one kind."""
        return [entry for entry in self.entries if entry.kind == kind]

    def day(self, entry: Entry) -> str:
        """The day of a record, in words."""
        return day_name(local_day(entry, self.zone), self.words)

    def week(self, entry: Entry) -> date:
        """The Monday of a record's week."""
        return _monday(local_day(entry, self.zone))

    def weeks(self, entries: Sequence[Entry]) -> list[date]:
        """The Mondays from the first of these records to now, at most twelve."""
        last = _monday(self.now.astimezone(self.zone).date())
        first = min(map(self.week, entries), default=last)
        many = min(max((last - first).days // 7 + 1, 1), MOST_WEEKS)
        return [last - timedelta(weeks=back) for back in reversed(range(many))]

    def week_names(self, weeks: Sequence[date]) -> tuple[str, ...]:
        """The weeks in words: the day of each Monday."""
        return tuple(day_name(week, self.words) for week in weeks)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def practice(sheet: Sheet) -> Chart | None:
    """Exercises finished, week by week, by strategy."""
    runs = [entry for entry in sheet.of("run") if entry.script in sheet.strategies]
    if not runs:
        return None
    weeks = sheet.weeks(runs)
    counts = Counter((sheet.strategies[entry.script], sheet.week(entry)) for entry in runs)
    series = tuple(
        Series(name, tuple(float(counts[name, week]) for week in weeks))
        for name in dict.fromkeys(sheet.strategies.values())
        if any(counts[name, week] for week in weeks)
    )
    if not series:
        return None
    tallest = max(sum(counts[one.name, week] for one in series) for week in weeks)
    return Chart("practice", "stacks", sheet.words("chart_practice"), sheet.week_names(weeks), series, max(tallest, 4))


def dread(sheet: Sheet) -> Chart | None:
    """Dread before and after each rehearsal."""
    entries = [one for one in sheet.of("rehearsal_feelings") if scaled(one, "dread") is not None][-MOST_POINTS:]
    return _two(sheet, "dread", entries, ("dread", "after"))


def upset(sheet: Sheet) -> Chart | None:
    """What was expected, and how it was, after each talk that took place."""
    entries = [one for one in sheet.of("outcome") if scaled(one, "upset") is not None][-MOST_POINTS:]
    return _two(sheet, "upset", entries, ("expected", "upset"))


def _two(sheet: Sheet, name: str, entries: Sequence[Entry], fields: tuple[str, str]) -> Chart | None:
    if not entries:
        return None
    series = tuple(
        Series(sheet.words(f"chart_{name}_{field}"), tuple(scaled(entry, field) for entry in entries))
        for field in fields
    )
    return Chart(
        name, "pairs", sheet.words(f"chart_{name}"), tuple(map(sheet.day, entries)),
        series, SCALE, sheet.words("chart_not_at_all"), sheet.words("chart_completely"),
    )  # fmt: skip


def rehearsals(sheet: Sheet) -> Chart | None:
    """Of each rehearsal's replies, in how many tenths the limit stood, and in how many respect was kept."""
    entries = [one for one in sheet.of("rehearsal_run") if scaled(one, "answered")][-MOST_POINTS:]
    if not entries:
        return None
    series = tuple(
        Series(sheet.words(f"chart_rehearsals_{field}"), tuple(_share(entry, field) for entry in entries))
        for field in ("clear", "respectful")
    )
    return Chart(
        "rehearsals", "lines", sheet.words("chart_rehearsals"), tuple(map(sheet.day, entries)), series, SCALE,
        sheet.words("chart_in_none"), sheet.words("chart_in_all"),
    )  # fmt: skip


def _share(entry: Entry, field: str) -> float | None:
    part, whole = scaled(entry, field), scaled(entry, "answered")
    return None if part is None or not whole else SCALE * part / whole


def check_ins(sheet: Sheet) -> Chart | None:
    """Mood and energy, the mean of each week."""
    entries = sheet.of("check_in")
    if not entries:
        return None
    weeks = sheet.weeks(entries)
    series = tuple(
        Series(sheet.words(f"chart_check_ins_{field}"), tuple(_mean(sheet, entries, field, week) for week in weeks))
        for field in ("mood", "energy")
    )
    return Chart(
        "check_ins", "lines", sheet.words("chart_check_ins"), sheet.week_names(weeks), series, MOST_MOOD,
        sheet.words("chart_very_low"), sheet.words("chart_very_good"),
    )  # fmt: skip


def _mean(sheet: Sheet, entries: Sequence[Entry], field: str, week: date) -> float | None:
    values = [value for one in entries if sheet.week(one) == week and (value := scaled(one, field)) is not None]
    return sum(values) / len(values) if values else None


def ledger(sheet: Sheet) -> Chart | None:
    """The newest ledger: for each part of life, who gives, from only the other to only the person; 5 is even."""
    entry = next(iter(reversed(sheet.of("ledger"))), None)
    areas = [area for area in AREAS if entry and scaled(entry, area) is not None]
    if entry is None or not areas:
        return None
    return Chart(
        "ledger", "bars", sheet.words("chart_ledger", day=sheet.day(entry)),
        tuple(sheet.words(f"chart_area_{area}") for area in areas),
        (Series(sheet.words("chart_ledger_given"), tuple(scaled(entry, area) for area in areas)),), SCALE,
        sheet.words("chart_only_they"), sheet.words("chart_only_i"),
    )  # fmt: skip


def snapshot(sheet: Sheet) -> Chart | None:
    """How often each of three habits came, in each of the last snapshots."""
    entries = sheet.of("snapshot")[-MOST_POINTS:]
    if not entries:
        return None
    series = tuple(
        Series(sheet.words(f"chart_snapshot_{field}"), tuple(scaled(entry, field) for entry in entries))
        for field in HABITS
    )
    return Chart(
        "snapshot", "lines", sheet.words("chart_snapshot"), tuple(map(sheet.day, entries)), series, MOST_OFTEN,
        sheet.words("chart_never"), sheet.words("chart_daily"),
    )  # fmt: skip


CHARTS: dict[str, Callable[[Sheet], Chart | None]] = {
    "practice": practice,
    "dread": dread,
    "upset": upset,
    "rehearsals": rehearsals,
    "check_ins": check_ins,
    "ledger": ledger,
    "snapshot": snapshot,
}


def draw_up(name: str, sheet: Sheet) -> Chart | None:
    """The chart of that name with its description, or None where there is nothing to show."""
    chart = CHARTS[name](sheet)
    if chart is None:
        return None
    series = tuple(one for one in chart.series if any(value is not None for value in one.values))
    chart = msgspec.structs.replace(chart, series=series)
    return msgspec.structs.replace(chart, description=described(chart, sheet.words)) if series else None
