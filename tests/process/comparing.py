"""Two databases that should tell the same story: what a server kept, and what an undisturbed run kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from storage import Store

_OF_THE_MOMENT = {
    "at",
    "due",
    "since",
    "last_seen",
    "last_turn",
    "gate_until",
    "until",
    "shown",
    "shut_until",
    "cards",
    "nudge_due",
    "on_day",
    "asked",
    "again",
    "recalled",
    "cued",
    "open_until",
    "nudge_pause",
} | {
    "last",
    "began",
    "date",
    "signs",
}
_OF_THE_TRANSPORT = {"source", "sent", "number"}


def assert_kept_the_same(server: Store, plain: Store, people: Iterable[str]) -> None:
    """Settings, session, records and follow-ups of these people are equal, but for times and message ids."""
    for person in people:
        found, wanted = kept(server, person), kept(plain, person)
        different = {name: (found[name], wanted[name]) for name in wanted if found.get(name) != wanted[name]}
        assert not different, f"person {person}, (server, undisturbed): {different}"
    assert server.counts()["waiting"] == 0
    assert server.counts() == plain.counts()


def kept(store: Store, person: str) -> dict[str, Any]:
    """All that is kept of someone, without times and message ids."""
    found = store.find("telegram", person)
    assert found is not None, f"{person} is not known"
    everything: dict[str, Any] = _timeless(store.everything(found.number))
    return everything


def _timeless(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _timeless(one) for name, one in value.items() if name not in _OF_THE_MOMENT | _OF_THE_TRANSPORT}
    if isinstance(value, list | tuple):
        return [_timeless(one) for one in value]
    return value


def assert_sound(database: Path) -> None:
    """SQLite finds no fault in the file."""
    connection = sqlite3.connect(database)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    finally:
        connection.close()
