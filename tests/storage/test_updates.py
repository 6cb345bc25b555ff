"""An update is taken once; what was taken is forgotten after three days, a little at a time."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage import Store
from storage.updates import KEPT_FOR
from tests.storage.place import Place


def seen(store: Store) -> int:
    return store.connection.number("SELECT count(*) FROM updates")


def test_an_update_is_taken_once_even_after_reopening(place: Place, now: datetime) -> None:
    store = place.open()
    assert store.take_update(10, now)
    assert not store.take_update(10, now)
    store.close()
    store = place.open()
    assert not store.take_update(10, now + timedelta(days=2))
    assert store.take_update(2**52, now)
    store.close()


def test_seen_updates_stay_bounded(store: Store, now: datetime) -> None:
    with store.batch():
        for update in range(20_000):
            store.take_update(update, now + timedelta(seconds=update * 60))
    a_minute_each = KEPT_FOR // timedelta(minutes=1)
    assert a_minute_each <= seen(store) <= a_minute_each + 64


def test_old_ones_do_not_stay_when_ids_begin_again_lower(store: Store, now: datetime) -> None:
    with store.batch():
        for update in range(10**9, 10**9 + 1000):
            store.take_update(update, now)
        for update in range(1000):
            store.take_update(update, now + timedelta(days=8))
    assert seen(store) == 1000


def test_one_within_three_days_is_never_pruned(store: Store, now: datetime) -> None:
    store.take_update(1, now)
    with store.batch():
        for update in range(2, 500):
            store.take_update(update, now + timedelta(days=3))
    assert not store.take_update(1, now + timedelta(days=3))
