"""What has become of letters is on disk before `note` is done, many in one commit, and a full disk is waited out."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest

from bot.outgoing import Ack
from bot.telegram.ledger import Ledger
from bot.telegram.letters import Letter
from bot.telegram.worker import Worker
from dialogs.session import Session
from dialogs.turn import Settings
from storage import Store
from tests.bot.telegram.parts import NOW


def _letters(store: Store, count: int) -> list[Letter]:
    with store.batch():
        person = store.add("telegram", "42", Settings(), Session(1), NOW)
        for _ in range(count):
            store.queue("telegram", "42", person.number, b"{}", NOW)
    return [Letter(row, Ack(None)) for row in store.waiting(0, count)]


async def test_letters_noted_together_share_a_commit(store: Store, tmp_path: Path) -> None:
    watching = sqlite3.connect(tmp_path / "tandem.db")

    async def scenario() -> int:
        worker = Worker()
        ledger = Ledger(store, worker, lambda: NOW)
        letters = _letters(store, 50)
        letters[0].sent, letters[1].hidden = [(7, "t1"), (8, None)], [8]
        before = _commits(watching)
        running = asyncio.create_task(ledger.run())
        await asyncio.gather(*(ledger.note(letter) for letter in letters))
        running.cancel()
        await ledger.close()
        worker.close()
        return _commits(watching) - before

    assert await scenario() == 1
    watching.close()
    assert store.waiting(0, 10) == []
    assert store.sent_message(1, "t1") == 7
    assert store.sent_since(1, NOW) == [7]


def _commits(watching: sqlite3.Connection) -> int:
    """Grows by one with each commit of another connection that was looked for in between."""
    return int(watching.execute("PRAGMA data_version").fetchone()[0])


async def test_a_store_that_cannot_write_is_waited_out(
    store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    letters = _letters(store, 2)
    rival = sqlite3.connect(tmp_path / "tandem.db", isolation_level=None)
    store.connection.run("PRAGMA busy_timeout = 0")

    async def scenario() -> None:
        worker = Worker()
        ledger = Ledger(store, worker, lambda: NOW, pause=0.01)
        running = asyncio.create_task(ledger.run())
        rival.execute("BEGIN IMMEDIATE")
        written = [ledger.note(letter) for letter in letters]
        while "trying again" not in caplog.text:  # noqa: ASYNC110  a log has no event for it
            await asyncio.sleep(0)
        assert not any(one.done() for one in written)
        rival.execute("ROLLBACK")
        await asyncio.wait_for(asyncio.gather(*written), 5)
        running.cancel()
        worker.close()

    await scenario()
    rival.close()
    assert store.waiting(0, 10) == []


async def test_what_is_left_at_the_end_is_written_by_closing(store: Store) -> None:
    async def scenario() -> None:
        worker = Worker()
        ledger = Ledger(store, worker, lambda: NOW)
        for letter in _letters(store, 3):
            ledger.note(letter)
        await ledger.close()
        worker.close()

    await scenario()
    assert store.waiting(0, 10) == []


async def test_a_person_erased_meanwhile_stops_no_other_letter(store: Store) -> None:
    async def scenario() -> None:
        worker = Worker()
        ledger = Ledger(store, worker, lambda: NOW)
        letters = _letters(store, 2)
        with store.batch():
            store.forget(1)
        letters[0].sent, letters[0].gone = [(7, "t1")], True
        for letter in letters:
            ledger.note(letter)
        await ledger.close()
        worker.close()

    await scenario()
    assert store.people() == []
