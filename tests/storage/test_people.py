"""People are found by what they are called in their channel, and come back exactly as they were saved."""

from __future__ import annotations

import sqlite3
import threading
from datetime import datetime, timedelta

import pytest

from dialogs.session import Session
from dialogs.turn import Settings
from storage import Person, Store, Summary
from tests.storage.place import Place, known

KIND = Settings(name="Sam", locale="de", timezone="Europe/Berlin", consent=2, adult=True, extra={"pin": "1"})


def test_a_new_person_is_found_again_after_reopening(place: Place, session: Session, now: datetime) -> None:
    store = place.open()
    added = store.add("telegram", "4711", KIND, session, now)
    store.close()
    store = place.open()
    assert (
        store.find("telegram", "4711")
        == added
        == Person(1, "telegram", "4711", KIND, session, gone=False, last_seen=now)
    )
    store.close()


def test_nobody_is_found_under_another_id_or_channel(store: Store, session: Session, now: datetime) -> None:
    store.add("telegram", "1", KIND, session, now)
    assert store.find("telegram", "2") is None
    assert store.find("terminal", "1") is None


def test_saving_changes_the_session_and_only_when_given_the_settings(
    store: Store, session: Session, now: datetime
) -> None:
    number = store.add("terminal", "me", KIND, session, now).number
    later = now + timedelta(minutes=1)
    store.save(number, Session(9), later)
    found = known(store, "me", "terminal")
    assert (found.session, found.settings, found.last_seen) == (Session(9), KIND, later)
    store.save(number, Session(9), later, Settings(name="Alex"))
    assert known(store, "me", "terminal").settings == Settings(name="Alex")


def test_saving_nobody_is_refused(store: Store, now: datetime) -> None:
    with pytest.raises(LookupError, match="no person 5"):
        store.save(5, Session(1), now)


def test_the_same_person_is_not_added_twice(store: Store, session: Session, now: datetime) -> None:
    store.add("telegram", "1", KIND, session, now)
    with pytest.raises(sqlite3.IntegrityError):
        store.add("telegram", "1", KIND, session, now)
    assert known(store, "1").settings == KIND
    assert store.counts()["people"] == 1


def test_gone_is_remembered_and_taken_back(store: Store, session: Session, now: datetime) -> None:
    number = store.add("telegram", "1", KIND, session, now).number
    store.set_gone(number, True)
    assert known(store, "1").gone is True
    assert store.counts()["gone"] == 1
    store.set_gone(number, False)
    assert known(store, "1").gone is False
    store.set_gone(99, True)


def test_a_number_is_never_used_again(store: Store, session: Session, now: datetime) -> None:
    store.add("telegram", "1", KIND, session, now)
    last = store.add("telegram", "2", KIND, session, now).number
    store.forget(last)
    assert store.add("telegram", "2", KIND, session, now).number == last + 1


def test_an_undone_newcomer_leaves_no_key_behind(store: Store, session: Session, now: datetime) -> None:
    """Their number is given out again, and must come with a key of its own."""
    with store.batch():
        with pytest.raises(ZeroDivisionError), store.attempt():  # noqa: PT012 (a batch is what breaks)
            store.add("telegram", "1", KIND, session, now)
            raise ZeroDivisionError
        number = store.add("telegram", "2", KIND, session, now).number
        store.save(number, Session(3), now)
    assert store.find("telegram", "1") is None
    assert known(store, "2").session == Session(3)


def test_the_operator_sees_people_without_a_word_of_theirs(store: Store, session: Session, now: datetime) -> None:
    store.add("telegram", "1", KIND, session, now)
    store.add("terminal", "1", KIND, session, now)
    assert store.people() == [
        Summary(1, "telegram", now, now, gone=False),
        Summary(2, "terminal", now, now, gone=False),
    ]
    assert store.person_numbers("1") == [1, 2]
    assert store.person_numbers("2") == []


def test_all_sessions_come_by_number(store: Store, now: datetime) -> None:
    with store.batch():
        for seed in range(1, 1203):
            store.add("telegram", str(seed), KIND, Session(seed), now)
    assert [(number, session.seed) for number, session in store.sessions()] == [(n, n) for n in range(1, 1203)]


def test_another_thread_may_use_the_store(store: Store, session: Session, now: datetime) -> None:
    found = []
    thread = threading.Thread(target=lambda: found.append(store.add("telegram", "1", KIND, session, now)))
    thread.start()
    thread.join()
    assert store.find("telegram", "1") == found[0]


def test_a_time_without_a_zone_is_refused(store: Store, session: Session, now: datetime) -> None:
    with pytest.raises(TypeError):
        store.add("telegram", "1", KIND, session, now.replace(tzinfo=None))
    assert store.find("telegram", "1") is None
