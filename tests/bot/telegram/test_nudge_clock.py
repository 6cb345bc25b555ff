"""The nudge clock in a real event loop: it claims what is due, no faster than it is sent, and survives a full disk."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.nudging import FARTHEST
from bot.telegram.nudge_clock import AHEAD, NudgeClock
from bot.telegram.worker import Worker
from dialogs.session import Session
from dialogs.turn import Settings
from storage import StorageProblem, Store
from tests.talk import REAL, library

SIX = datetime(2026, 3, 2, 18, tzinfo=UTC)
DAILY = Settings(consent=1, nudges="daily", nudge_time="18:00")


def expecting(store: Store, many: int, due: datetime = SIX) -> None:
    """So many people whose nudge is due."""
    for one in range(many):
        number = store.add("telegram", str(100 + one), DAILY, Session(one), SIX - timedelta(days=1)).number
        store.set_nudge(number, due)


async def until(store: Store, now: Callable[[], datetime], done: Callable[[], bool], rate: float = 100) -> int:
    """Let the clock run until that holds; how often it woke the sender."""
    woken = 0

    def wake() -> None:
        nonlocal woken
        woken += 1

    worker = Worker()
    running = asyncio.create_task(NudgeClock(store, library(REAL), worker, rate, now, wake).run())
    try:
        async with asyncio.timeout(10):
            while not await worker.run(done):  # noqa: ASYNC110  the store has no event for it
                await asyncio.sleep(0.01)
    finally:
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running
        worker.close()
    return woken


async def test_all_that_is_due_is_claimed_and_the_sender_is_woken(store: Store) -> None:
    expecting(store, 12)
    assert await until(store, lambda: SIX, lambda: store.nudges_waiting() == 12) > 0
    assert store.nudges_due(SIX, 99) == []


async def test_no_more_wait_in_the_outbox_than_some_seconds_worth(store: Store) -> None:
    expecting(store, 40)
    most = int(3 * AHEAD) + 1
    looks = 0

    def look() -> bool:
        nonlocal looks
        looks += store.nudges_waiting() == most
        assert store.nudges_waiting() <= most
        return looks > 20

    await until(store, lambda: SIX, look, rate=3)
    assert len(store.nudges_due(SIX, 99)) == 40 - most


async def test_what_is_too_late_is_counted_in_the_log_and_nothing_else_is(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "tandem.nudging")
    expecting(store, 7)
    later = SIX + timedelta(hours=3)
    await until(store, lambda: later, lambda: not store.nudges_due(later, 99))
    assert store.nudges_waiting() == 0
    late = [record for record in caplog.records if "too late" in record.getMessage()]
    assert sum(int(record.getMessage().split()[-1]) for record in late) == 7


async def test_a_clock_that_was_put_back_makes_nobody_wait_for_years(store: Store) -> None:
    expecting(store, 3, due=SIX + timedelta(days=4000))
    await until(store, lambda: SIX, lambda: store.nudges_waiting() == 3)
    assert store.next_nudge() is not None
    assert (store.next_nudge() or SIX) < SIX + FARTHEST


async def test_a_database_that_cannot_be_used_is_waited_for(
    store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.telegram.nudge_clock.LONGEST_SLEEP", 0.01)
    expecting(store, 1)
    run, failures = store.connection.run, iter(range(3))

    def full(*words: object) -> object:
        if str(words[0]).startswith("UPDATE") and next(failures, None) is not None:
            raise StorageProblem("The disk is full: make room.")
        return run(*words)  # type: ignore[arg-type]

    monkeypatch.setattr(store.connection, "run", full)
    await until(store, lambda: SIX, lambda: store.nudges_waiting() == 1)
    assert "nudges have to wait: The disk is full" in caplog.text
