"""Promises to come back: kept until they are brought up, let go, or their record is taken back."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlite_utils import Database

from dialogs.session import Session, Written
from dialogs.turn import AskAgain, Keep, Settings
from storage import Store
from storage.migrations import steps
from tests.storage.place import Place

OLD_TABLE = (
    "CREATE TABLE follow_ups (id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES people "
    "ON DELETE CASCADE, due INTEGER NOT NULL, script TEXT NOT NULL, UNIQUE (person, due, script)) STRICT"
)
HOUR = timedelta(hours=1)


@pytest.fixture
def number(store: Store, session: Session, now: datetime) -> int:
    return store.add("telegram", "1", Settings(), session, now).number


def test_what_is_due_by_now_comes_the_longest_due_first(store: Store, number: int, now: datetime) -> None:
    late, later = AskAgain(now - 2 * HOUR, "s", "k1"), AskAgain(now - HOUR, "s")
    for ask in (later, late, AskAgain(now + HOUR, "s")):
        store.ask_again(number, ask)
    assert store.due_of(number, now) == late
    assert store.due_follow_ups(now, 10) == [(number, late), (number, later)]
    assert store.due_follow_ups(now, 1) == [(number, late)]
    store.brought_up(number, late)
    assert store.due_of(number, now) == later
    assert store.due_of(number, now - 2 * HOUR) is None


def test_the_same_evening_may_be_about_two_plans(store: Store, number: int, now: datetime) -> None:
    both = [AskAgain(now, "s", "k1"), AskAgain(now, "s", "k2")]
    for ask in (*both, *both):
        store.ask_again(number, ask)
    assert store.follow_ups(number) == both


def test_a_record_taken_back_takes_along_what_was_promised_about_it(store: Store, number: int, now: datetime) -> None:
    store.keep(number, Keep("k1", "plan", "s", 1, {"limit": Written("no")}), now)
    store.ask_again(number, AskAgain(now, "s", "k1"))
    store.ask_again(number, AskAgain(now, "s", "k2"))
    record = store.record(number, "k1")
    assert record is not None
    assert record.fields == {"limit": Written("no")}
    store.unkeep(number, "k1")
    assert store.record(number, "k1") is None
    assert store.follow_ups(number) == [AskAgain(now, "s", "k2")]


def test_a_script_is_let_go_for_one_person_only(store: Store, number: int, session: Session, now: datetime) -> None:
    other = store.add("telegram", "2", Settings(), session, now).number
    for person in (number, other):
        store.ask_again(person, AskAgain(now, "s", "k1"))
        store.ask_again(person, AskAgain(now, "t"))
    store.let_go(number, "s")
    assert store.follow_ups(number) == [AskAgain(now, "t")]
    assert len(store.follow_ups(other)) == 2


def test_promises_made_before_they_had_a_record_are_still_kept(place: Place, session: Session, now: datetime) -> None:
    store = place.open()
    number = store.add("telegram", "1", Settings(), session, now).number
    with store.batch():
        for sql in (
            "DROP TABLE follow_ups",
            OLD_TABLE,
            "INSERT INTO follow_ups (person, due, script) VALUES (1, 5, 's')",
            "DELETE FROM _sqlite_migrations WHERE name = 'm003_what_a_follow_up_is_about'",
            "PRAGMA user_version = 2",
        ):
            store.connection.run(sql)
    store.close()
    store = place.open()
    assert [(ask.script, ask.about) for ask in store.follow_ups(number)] == [("s", None)]
    assert steps.pending(Database(store.connection.raw)) == []
    store.close()
