"""What goes by itself, and when (SAFETY.md: P6): drafts, words of rehearsals, and everything of who stays away."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation import Arrival, Newcomer, take_turns
from bot.outgoing import decode_outgoing
from bot.retention import FADING, GRACE, let_go
from dialogs.run_records import TURN
from dialogs.script import Library
from dialogs.session import Care, Frame, Session, Snapshot, Written
from dialogs.turn import Commanded, Input, Keep, Said, Say, Settings
from storage import Person, Store
from tests.talk import MONDAY, SMALL, library

DAY = timedelta(days=1)
KEEP = timedelta(days=180)
SMALL_LIBRARY: Library = library(SMALL)
DRAFT = Frame("tea", 1, "kind", answers={"cup": Written("the wombat cup")})


@contextmanager
def a_store() -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder) / "data" / "t.db", Path(folder) / "key")
        try:
            yield store
        finally:
            store.close()


@pytest.fixture
def store() -> Iterator[Store]:
    with a_store() as opened:
        yield opened


def begun(store: Store, session: Session = Session(1)) -> Person:  # noqa: B008  frozen
    return store.add("telegram", "7", Settings(consent=1, adult=True), session, MONDAY)


def tidy(store: Store, at: datetime, most: int = 100) -> int:
    """How many were looked at until nothing was due any more."""
    looked = 0
    while passed := let_go(store, SMALL_LIBRARY, at, KEEP, most).looked:
        looked += passed
    return looked


def there(store: Store) -> Person | None:
    return store.find("telegram", "7")


def messages(store: Store) -> list[str]:
    found = [decode_outgoing(row.body) for row in store.waiting(0, 100)]
    return [one.bubble.text for one in found if isinstance(one, Say)]


def test_p6_who_stays_away_is_warned_once_and_then_erased(store: Store) -> None:
    begun(store)
    for day in range(210):
        tidy(store, MONDAY + day * DAY)
        assert there(store) is not None
        assert messages(store) == (["Quiet. 30 days."] if day >= 180 else [])
    tidy(store, MONDAY + 210 * DAY)
    assert store.counts() == {"people": 0, "gone": 0, "records": 0, "follow_ups": 0, "waiting": 0}
    assert store.scrub_owed()


def test_p6_a_word_after_the_warning_keeps_everything(store: Store) -> None:
    begun(store)
    tidy(store, MONDAY + 180 * DAY)
    take_turns(store, SMALL_LIBRARY, [Arrival(1, "telegram", "7", Commanded("help"))], MONDAY + 209 * DAY)
    for day in range(209, 389):
        tidy(store, MONDAY + day * DAY)
        assert there(store) is not None
    tidy(store, MONDAY + 389 * DAY)
    assert messages(store).count("Quiet. 30 days.") == 2
    tidy(store, MONDAY + 419 * DAY)
    assert there(store) is None


def test_p6_nobody_is_erased_without_a_warning_however_long_the_bot_was_off(store: Store) -> None:
    begun(store)
    tidy(store, MONDAY + 2000 * DAY)
    assert there(store) is not None
    assert messages(store) == ["Quiet. 30 days."]
    tidy(store, MONDAY + 2030 * DAY)
    assert there(store) is None


def test_p6_who_blocked_the_bot_is_erased_without_a_message(store: Store) -> None:
    store.set_gone(begun(store).number, True)
    tidy(store, MONDAY + 180 * DAY)
    assert messages(store) == []
    tidy(store, MONDAY + 210 * DAY)
    assert there(store) is None


def test_p6_a_draft_goes_after_a_month_and_what_was_kept_stays(store: Store) -> None:
    number = begun(store, Session(1, (DRAFT,), token="t", history=(Snapshot((DRAFT,)),))).number
    store.keep(number, Keep("k", "note", "tea", 1, {"x": Written("kept")}), MONDAY)
    tidy(store, MONDAY)
    tidy(store, MONDAY + 29 * DAY)
    assert "wombat" in repr(store.everything(number))
    assert not store.scrub_owed()
    tidy(store, MONDAY + 30 * DAY)
    person = there(store)
    assert person is not None
    assert person.session == Session(1)
    assert person.last_seen == MONDAY
    assert "wombat" not in repr(store.everything(number))
    assert "kept" in repr(store.everything(number))
    assert store.scrub_owed()


def test_p6_the_words_of_a_rehearsal_go_after_a_month_and_its_counts_stay(store: Store) -> None:
    begun(store)
    taken = [
        "/start talk_it",
        "None of these",
        "I won't lend money",
        "A dry uncle",
        "Three",
        "the wombat reply",
        "stop",
    ]
    for number, words in enumerate(taken):
        came = Commanded("start", "talk_it") if words.startswith("/") else Said(words, str(number))
        take_turns(store, SMALL_LIBRARY, [Arrival(number, "telegram", "7", came)], MONDAY)
    record = next(one for one in store.records(1, TURN) if "wombat" in repr(one.fields))
    (run,) = store.records(1, "rehearsal")
    take_turns(store, SMALL_LIBRARY, [Arrival(99, "telegram", "7", Commanded("stop"))], MONDAY + 29 * DAY)
    tidy(store, MONDAY + 29 * DAY)
    assert record in store.records(1, TURN)
    tidy(store, MONDAY + 30 * DAY)
    faded = next(one for one in store.records(1, TURN) if one.key == record.key)
    assert faded.fields == {name: one for name, one in record.fields.items() if name not in FADING[TURN]}
    assert faded.at == record.at
    assert store.records(1, "rehearsal") == [run]
    assert store.scrub_owed()


def test_p2_words_of_danger_go_after_three_days_and_the_dialog_below_waits(store: Store) -> None:
    begun(store)
    tidy(store, MONDAY)
    said: list[Input] = [Commanded("start", "tea"), Said("i want to kill myself wombat")]
    for number, came in enumerate(said):
        take_turns(store, SMALL_LIBRARY, [Arrival(number, "telegram", "7", came)], MONDAY)
    assert "wombat" in repr(there(store))
    tidy(store, MONDAY + timedelta(hours=71))
    assert "wombat" in repr(there(store))
    tidy(store, MONDAY + timedelta(hours=72))
    person = there(store)
    assert person is not None
    assert "wombat" not in repr(person)
    assert person.session.care is None
    assert [(frame.script, frame.waits) for frame in person.session.stack] == [("tea", False)]
    take_turns(store, SMALL_LIBRARY, [Arrival(9, "telegram", "7", Commanded("start"))], MONDAY + timedelta(hours=73))
    assert "Carry on" in messages(store)[-1]


def test_who_cannot_be_read_stops_nobody_else_and_is_not_erased(store: Store) -> None:
    number = begun(store).number
    store.add("telegram", "8", Settings(), Session(1), MONDAY)
    store.connection.run("UPDATE sessions SET session = x'00' WHERE person = ?", (number,))
    for day in (180, 210, 400):
        tidy(store, MONDAY + day * DAY)
    assert [one.number for one in store.people()] == [number]


def test_p6_only_what_is_due_is_looked_at(store: Store) -> None:
    with store.batch():
        for person in range(100, 400):
            store.add("telegram", str(person), Settings(), Session(1), MONDAY)
    assert tidy(store, MONDAY, 50) == 300, "once, when they are new"
    assert [tidy(store, MONDAY + day * DAY) for day in (1, 10, 29)] == [0, 0, 0]


def test_p6_an_older_database_is_looked_through_once(store: Store) -> None:
    number = begun(store, Session(1, (DRAFT,), care=Care(MONDAY, MONDAY))).number
    store.connection.run("UPDATE people SET look = 0")
    assert tidy(store, MONDAY + DAY) == 1
    assert tidy(store, MONDAY + DAY) == 0
    assert number


@given(visits=st.lists(st.integers(0, 700), max_size=6), steps=st.lists(st.integers(1, 45), min_size=30, max_size=30))
@settings(max_examples=25, deadline=None)
def test_p6_whenever_somebody_writes_and_however_often_it_is_tidied(visits: list[int], steps: list[int]) -> None:
    """Nobody is erased who wrote within the time and the grace, or was not warned; whoever did not, is."""
    with a_store() as store:
        begun(store)
        day, last, warned = 0, 0, None
        for step in steps:
            for visit in sorted(one for one in visits if day < one <= day + step):
                take_turns(store, SMALL_LIBRARY, [Arrival(visit, "telegram", "7", Commanded("help"))],
                           MONDAY + visit * DAY, Newcomer(seed=1))  # fmt: skip
                last, warned = visit, None
            day += step
            before = messages(store).count("Quiet. 30 days.")
            tidy(store, MONDAY + day * DAY)
            if warned is not None and day - warned >= GRACE.days:
                assert there(store) is None
                return
            assert there(store) is not None
            said = messages(store).count("Quiet. 30 days.") - before
            assert said == (1 if warned is None and day - last >= KEEP.days else 0)
            warned = day if said else warned


def test_what_was_hidden_goes_as_an_unfinished_dialog_does_and_the_chat_stays_hidden(store: Store) -> None:
    begun(store, Session(1, hidden=(DRAFT,)))
    tidy(store, MONDAY + 29 * DAY)
    assert (person := there(store)) is not None
    assert person.session.hidden == (DRAFT,)
    tidy(store, MONDAY + 31 * DAY)
    assert (person := there(store)) is not None
    assert person.session.hidden == ()


def test_p2_words_of_danger_go_out_of_what_was_hidden_too(store: Store) -> None:
    said = Frame("urgent_self", 1, "card", answers={"words": Written("the wombat words")})
    care = Care(MONDAY + 3 * DAY, MONDAY)
    begun(store, Session(1, hidden=(DRAFT, said), care=care))
    tidy(store, MONDAY + 4 * DAY)
    assert (person := there(store)) is not None
    assert person.session.hidden == (DRAFT,)
