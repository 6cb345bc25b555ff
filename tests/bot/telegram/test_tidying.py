"""What was erased leaves the file at the latest within a day."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from bot.telegram.tidying import tidy
from dialogs.session import Session
from dialogs.turn import Settings
from storage import Store


def test_what_was_erased_and_not_yet_cleared_is_cleared(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "tandem.db", tmp_path / "keys" / "key")
    with store.batch():
        person = store.add("telegram", "7", Settings(), Session(1), datetime(2026, 3, 2, tzinfo=UTC))
    with store.batch():
        store.forget(person.number)
    assert store.scrub_owed()
    tidy(store)
    assert not store.scrub_owed()
    store.close()
