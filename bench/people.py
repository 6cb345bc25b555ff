"""People who answer one script over and over: the load of the turn benchmarks."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bot.conversation import Arrival, Newcomer
from dialogs.load import load_library
from dialogs.script import Library
from dialogs.turn import Commanded, Said, Settings
from storage import Store

NOW = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
KNOWN = Newcomer(Settings(consent=1, adult=True, name="Sam"), seed=1)
ANSWERS = (
    "4", "Rest: sleep, quiet, a pause", "Something of my own", "Sit outside with a cup of tea and no phone", "Now",
    "I may sleep a little better tonight", "Keep it", "That's enough for today",
)  # fmt: skip


def library() -> Library:
    """The real one."""
    known = load_library(Path(__file__).parents[1] / "dialogs")[0]
    gc.freeze()  # as `tandem serve` does
    return known


def open_store(folder: Path) -> Store:
    """A new database in that folder."""
    (folder / "keys").mkdir(exist_ok=True)
    return Store.open(folder / "bench.db", folder / "keys" / "key")


def arrivals(people: int, rounds: int, first: int = 1) -> Iterator[Arrival]:
    """Each person begins `needs_check` and answers it, `rounds` inputs each, all people in turn."""
    update = first
    for turn in range(rounds):
        place = turn % (len(ANSWERS) + 1)
        came = Commanded("start", "needs_check") if place == 0 else Said(ANSWERS[place - 1])
        for person in range(people):
            yield Arrival(update, "telegram", str(100_000 + person), came)
            update += 1
