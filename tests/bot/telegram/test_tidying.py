"""Once a day: what was kept long enough goes, and what was erased leaves the file."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.outgoing import decode_outgoing
from bot.telegram.tidying import Tidying, clear
from bot.telegram.worker import Worker
from dialogs.session import Session
from dialogs.turn import Say, Settings
from storage import Store
from tests.bot.telegram.parts import NOW, library

KEEP = timedelta(days=180)


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(tmp_path / "tandem.db", tmp_path / "keys" / "key")
    yield store
    store.close()


def test_what_was_erased_and_not_yet_cleared_is_cleared(opened: Store) -> None:
    with opened.batch():
        person = opened.add("telegram", "7", Settings(), Session(1), NOW)
    with opened.batch():
        opened.forget(person.number)
    assert opened.scrub_owed()
    clear(opened)
    assert not opened.scrub_owed()


def test_hundreds_are_warned_and_then_erased_in_small_batches_and_the_sender_is_told(opened: Store) -> None:
    with opened.batch():
        for person in range(250):
            opened.add("telegram", str(person), Settings(), Session(1), NOW)
    woken = tidied(opened, 180)
    waiting = opened.waiting(0, 1000)
    assert sorted(row.person for row in waiting) == sorted(map(str, range(250)))
    assert {type(decode_outgoing(row.body)) for row in waiting} == {Say}
    assert woken == 3, "once a batch of a hundred"
    assert tidied(opened, 209) == 0
    assert opened.counts()["people"] == 250
    assert tidied(opened, 210) == 0
    assert opened.counts()["people"] == 0
    assert not opened.scrub_owed()


def tidied(store: Store, day: int) -> int:
    """Tidy up on that day after everybody's last word; how often the sender was woken."""
    woken: list[int] = []

    async def once() -> None:
        worker = Worker()
        await Tidying(store, library(), worker, KEEP, lambda: NOW + timedelta(days=day), lambda: woken.append(1)).once()
        worker.close()

    asyncio.run(once())
    return len(woken)
