"""Draws the sample pictures of docs/progress.md anew: `python docs/draw_samples.py`. Made-up records, real drawing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).parents[1]))

from msgspec import Struct

from bot.pictures.studio import draw_apart
from dialogs.load import load_library
from dialogs.markup import fill
from dialogs.progress import draw_up
from dialogs.progress.charts import Sheet
from dialogs.session import Answer, Chosen, Scaled

ROOT = Path(__file__).parents[1]
NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
DAY = timedelta(days=1)
DIALOGS = ("boundary_builder", "say_it_clean", "needs_check", "boundary_builder", "rehearsal")


class Note(Struct, frozen=True):
    """A record, as a chart sees it."""

    kind: str
    script: str
    at: datetime
    fields: dict[str, Answer] = {}


def month() -> Iterator[Note]:
    """Four weeks of practice, with check-ins, rehearsals and talks."""
    for day in range(0, 28, 2):
        yield Note("run", DIALOGS[day // 2 % 5], NOW - day * DAY)
        yield _check_in(day, (2, 3, 1, 2, 3, 4, 2)[day // 2 % 7], (1, 2, 1, 3, 2, 3, 3)[day // 2 % 7])
    for week, (dread, after) in enumerate(((4, 2), (6, 3), (7, 6), (8, 5))):
        fields: dict[str, Answer] = {"dread": Scaled(dread), "after": Scaled(after)}
        yield Note("rehearsal_feelings", "rehearsal", NOW - 7 * week * DAY, fields)
    for week, (expected, actual) in enumerate(((5, 5), (7, 3), (8, 4))):
        fields = {"upset": Scaled(expected), "actual": Scaled(actual)}
        yield Note("outcome", "after_talk", NOW - 9 * week * DAY, fields)
    for week, (clear, kind) in enumerate(((4, 4), (3, 4), (2, 4), (2, 3))):
        fields = {"answered": Scaled(4), "clear": Scaled(clear), "respectful": Scaled(kind)}
        yield Note("rehearsal", "rehearsal", NOW - 7 * week * DAY, fields)
    given = {"time": 7, "listening": 9, "money": 5, "chores": 8, "care": 6}
    yield Note("ledger", "give_and_receive", NOW, {name: Scaled(level) for name, level in given.items()})


def year() -> Iterator[Note]:
    """A year of practice with weeks left out, as weeks are."""
    for day in range(365):
        if day // 7 % 3 != 1 and day % 3 == 0:
            yield Note("run", DIALOGS[day % 5], NOW - day * DAY)
            yield _check_in(day, (3, 2, 4, 1)[day // 7 % 4], (2, 2, 3, 1)[day // 7 % 4])


def _check_in(day: int, mood: int, energy: int) -> Note:
    fields: dict[str, Answer] = {"mood": Chosen(f"level_{mood}", ""), "energy": Chosen(f"level_{energy}", "")}
    return Note("check_in", "check_in", NOW - day * DAY, fields)


SAMPLES = {
    "month": (list(month()), ("practice", "check_ins", "dread", "upset", "rehearsals", "ledger")),
    "year": (list(year()), ("practice", "check_ins")),
    "one": (list(month())[:1], ("practice",)),
}


def main() -> None:
    """Write docs/pictures/<sample>-<chart>.png."""
    library = load_library(ROOT / "dialogs")[0]
    phrases = library.phrases["en"]
    strategies = {one.id: phrases.strategies[one.strategy] for one in library.dialogs("en")}

    def words(phrase_id: str, **own: str) -> str:
        return fill(phrases.lines[phrase_id].variants[0], own)[0]

    for sample, (notes, charts) in SAMPLES.items():
        sheet = Sheet(sorted(notes, key=lambda note: note.at), NOW, ZoneInfo("Europe/London"), words, strategies)
        for name in charts:
            chart = draw_up(name, sheet)
            drawn = draw_apart(chart) if chart else None
            if drawn:
                (ROOT / "docs" / "pictures" / f"{sample}-{name}.png").write_bytes(drawn)


main()
