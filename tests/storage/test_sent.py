"""Messages of ours are remembered for 48 hours; the newest question, and what came after it, while it is open."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from dialogs.session import Session
from dialogs.turn import Settings
from storage import Store


@pytest.fixture
def number(store: Store, session: Session, now: datetime) -> int:
    return store.add("telegram", "1", Settings(), session, now).number


def test_a_question_is_found_by_its_token(store: Store, number: int, now: datetime) -> None:
    store.sent(number, 1, "a", now)
    store.sent(number, 2, None, now)
    store.sent(number, 3, "b", now)
    store.sent(number, 4, "b", now)
    assert [store.sent_message(number, token) for token in "abc"] == [1, 4, None]
    assert store.sent_message(number + 1, "a") is None


def test_since_and_forgetting(store: Store, number: int, now: datetime) -> None:
    for hour in range(5):
        store.sent(number, hour + 1, None, now + timedelta(hours=hour))
    assert store.sent_since(number, now + timedelta(hours=3)) == [4, 5]
    store.forget_sent(number, [4, 99])
    assert store.sent_since(number, now) == [1, 2, 3, 5]


def test_the_open_question_outlives_the_48_hours(store: Store, number: int, now: datetime) -> None:
    store.sent(number, 1, "old", now)
    store.sent(number, 2, "open", now)
    store.sent(number, 3, None, now)
    for n in range(4, 10):
        store.sent(number, n, None, now + timedelta(days=30))
    assert store.sent_message(number, "old") is None
    assert store.sent_message(number, "open") == 2
    assert store.sent_since(number, now) == list(range(2, 10))


def test_what_is_remembered_stays_bounded(store: Store, number: int, now: datetime) -> None:
    with store.batch():
        for n in range(2000):
            store.sent(number, n, f"t{n}", now + timedelta(hours=n))
    assert store.sent_since(number, now) == list(range(2000 - 49, 2000))


def test_a_message_to_someone_erased_meanwhile_is_let_go(store: Store, number: int, now: datetime) -> None:
    store.forget(number)
    store.sent(number, 1, "a", now)
    assert store.sent_message(number, "a") is None
