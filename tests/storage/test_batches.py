"""A batch is kept whole or not at all, whatever breaks inside it, a full disk too."""

from __future__ import annotations

from datetime import datetime

import pytest

from dialogs.session import Session
from dialogs.turn import Settings
from storage import StorageProblem, Store
from tests.storage.place import Place


def test_a_broken_batch_leaves_nothing(store: Store, session: Session, now: datetime) -> None:
    with pytest.raises(KeyboardInterrupt), store.batch():  # noqa: PT012 (a batch is what breaks)
        store.take_update(1, now)
        store.add("telegram", "1", Settings(), session, now)
        store.queue("telegram", "1", None, b"hello", now)
        raise KeyboardInterrupt
    assert store.find("telegram", "1") is None
    assert store.waiting(0, 10) == []
    assert store.take_update(1, now)


def test_a_broken_attempt_takes_only_itself_back(store: Store, session: Session, now: datetime) -> None:
    with store.batch():
        for update in range(6):
            store.take_update(update, now)
            try:
                with store.attempt():
                    store.add("telegram", str(update), Settings(), session, now)
                    assert update % 2, "every second turn breaks"
            except AssertionError:
                store.queue("telegram", str(update), None, b"sorry", now)
    assert [store.find("telegram", str(n)) is not None for n in range(6)] == [False, True] * 3
    assert [waiting.person for waiting in store.waiting(0, 10)] == ["0", "2", "4"]
    assert not any(store.take_update(update, now) for update in range(6))


def test_a_batch_within_a_batch_is_refused(store: Store) -> None:
    with store.batch(), pytest.raises(RuntimeError, match="already open"), store.batch():
        pass


def test_scrubbing_inside_a_batch_is_refused(store: Store) -> None:
    with store.batch(), pytest.raises(RuntimeError, match="after the commit"):
        store.scrub()


def fill(store: Store, now: datetime, first: int) -> int:
    """Batches of newcomers until the disk is full; the number of people in whole batches."""
    with pytest.raises(StorageProblem, match="disk is full"):  # noqa: PT012 (a batch is what breaks)
        for batch in range(10_000):
            with store.batch():
                for n in range(20):
                    store.add("telegram", f"{first + batch}-{n}", Settings(name="x" * 300), Session(batch), now)
    return batch * 20


def test_a_full_disk_loses_nothing_and_saves_nothing_half(place: Place, store: Store, now: datetime) -> None:
    store.connection.run("PRAGMA max_page_count = 120")
    kept = fill(store, now, 0)
    assert kept > 100
    assert store.counts()["people"] == kept
    store.connection.run("PRAGMA max_page_count = 100000")
    with store.batch():
        store.add("telegram", "later", Settings(), Session(1), now)
    store.close()
    again = place.open()
    assert again.counts()["people"] == kept + 1
    assert again.connection.rows("PRAGMA integrity_check") == [("ok",)]
    again.close()


def test_a_full_disk_cannot_be_swallowed_by_an_attempt(store: Store, session: Session, now: datetime) -> None:
    """Whoever catches it, nothing after it is taken, and the batch is not committed without what was lost."""
    store.connection.run("PRAGMA max_page_count = 120")
    refused = 0
    with pytest.raises(StorageProblem, match="disk is full"), store.batch():  # noqa: PT012 (a batch is what breaks)
        for n in range(2000):
            try:
                with store.attempt():
                    store.add("telegram", str(n), Settings(), session, now)
            except StorageProblem:
                refused += 1
    assert refused > 1
    assert store.counts()["people"] == 0
    with store.batch():
        store.add("telegram", "small enough", Settings(), session, now)
    assert store.counts()["people"] == 1
