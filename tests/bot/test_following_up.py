"""From a plan to what came of it, through a real store: brought up once, beside what was expected."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.conversation import Arrival, take_turns
from bot.following_up import due_with
from bot.gaps import gaps
from bot.outgoing import decode_outgoing
from bot.showing import progress
from dialogs.session import Answer, Scaled, Session, Written
from dialogs.turn import AskAgain, Commanded, Input, Keep, Said, Say, Settings
from storage import Person, Store
from tests.talk import MONDAY, REAL, library

SETTINGS = Settings(consent=1, adult=True, name="Sam")
PLAN: dict[str, Answer] = {"limit": Written("I won't lend my car"), "upset": Scaled(8)}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "data" / "t.db", tmp_path / "key")
    opened.add("terminal", "sam", SETTINGS, Session(1), MONDAY)
    yield opened
    opened.close()


def sam(store: Store) -> Person:
    person = store.find("terminal", "sam")
    assert person is not None
    return person


def planned(store: Store, due: datetime = MONDAY) -> AskAgain:
    ask = AskAgain(due, "after_talk", "key")
    store.keep(sam(store).number, Keep("key", "plan", "rehearsal", 2, PLAN), MONDAY)
    store.ask_again(sam(store).number, ask)
    return ask


def do(store: Store, came: Input, now: datetime = MONDAY) -> str:
    """What is answered."""
    take_turns(store, library(REAL), [Arrival(None, "terminal", "sam", came)], now)
    with store.batch():
        rows = store.waiting(0, 100)
        store.delivered([row.id for row in rows])
    said = [what.bubble.text for row in rows if isinstance(what := decode_outgoing(row.body), Say)]
    return "\n\n".join(said)


def test_a_plan_is_brought_up_once_after_its_day(store: Store) -> None:
    planned(store)
    early = MONDAY - timedelta(minutes=1)
    assert "I won't lend my car" not in do(store, Commanded("start"), early)
    do(store, Commanded("stop"), early)
    assert "I won't lend my car" in do(store, Commanded("start"))
    assert store.follow_ups(sam(store).number) == []
    do(store, Commanded("stop"))
    assert "I won't lend my car" not in do(store, Commanded("start"))


def test_a_closed_gate_leaves_nothing_due(store: Store) -> None:
    planned(store)
    do(store, Commanded("start", "boundary_builder"), MONDAY - timedelta(days=1))
    do(store, Said("One or more"), MONDAY - timedelta(days=1))
    assert store.follow_ups(sam(store).number) == []


def test_whoever_reminds_can_begin_it(store: Store) -> None:
    ask = planned(store)
    ((number, due),) = store.due_follow_ups(MONDAY, 10)
    assert due == ask
    assert "I won't lend my car" in do(store, due_with(store, number, due))
    assert store.due_follow_ups(MONDAY, 10) == []


def test_it_is_begun_even_where_the_record_is_gone(store: Store) -> None:
    planned(store)
    store.connection.run("DELETE FROM records")
    assert "What came of it?" in do(store, Commanded("start"))


def outcome(store: Store, key: str, expected: int, actual: int) -> None:
    fields: dict[str, Answer] = {"upset": Scaled(expected), "actual": Scaled(actual)}
    store.keep(sam(store).number, Keep(key, "outcome", "after_talk", 2, fields), MONDAY)


def test_one_talk_stands_beside_what_was_expected_and_several_in_plain_words(store: Store) -> None:
    assert gaps(store, library(REAL), sam(store)) is None
    outcome(store, "a", 8, 4)
    shown = gaps(store, library(REAL), sam(store))
    assert shown is not None
    assert shown[0] == "You expected 8. As far as you could see, it was 4."
    for key, expected, actual in (("b", 6, 6), ("c", 3, 5), ("d", 9, 2)):
        outcome(store, key, expected, actual)
    found = progress(store, library(REAL), sam(store), MONDAY)
    assert found is not None
    assert "Over 4 talks, milder than expected: 2. As expected: 1. Harder: 1." in found[0]


def test_role_plays_are_counted_and_a_nought_is_not_held_up_to_anyone(store: Store) -> None:
    for number, kept in enumerate((0, 0)):
        fields: dict[str, Answer] = {"kept": Scaled(kept)}
        store.keep(sam(store).number, Keep(str(number), "rehearsal", "rehearsal", 2, fields), MONDAY)
    found = progress(store, library(REAL), sam(store), MONDAY)
    assert found is not None
    assert "Role-plays: 2" in found[0]
    assert "to the end" not in found[0]
