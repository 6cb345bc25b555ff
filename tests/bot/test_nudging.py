"""Claiming nudges: what is due and allowed goes into the outbox once, and is sent once or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.conversation import Arrival, Newcomer, take_turns
from bot.nudging import claim_due
from bot.outgoing import Reminder, decode_outgoing
from bot.telegram.ledger import write
from bot.telegram.letters import Letter
from dialogs.session import Care, Session
from dialogs.turn import AskAgain, Chose, Commanded, Input, Keep, Left, Returned, Said, Settings
from storage import Store, Waiting
from tests.talk import REAL, library

DAILY = Settings(consent=1, adult=True, nudges="daily", nudge_time="18:00")
MORNING = datetime(2026, 3, 2, 9, tzinfo=UTC)
SIX = datetime(2026, 3, 2, 18, tzinfo=UTC)


class Bot:
    """A store with one person in it, and a clock."""

    def __init__(self, store: Store) -> None:
        self.store, self.now = store, MORNING
        self.number = store.add("telegram", "7", DAILY, Session(1), MORNING - timedelta(days=1)).number
        self.does(Commanded("menu"))

    def does(self, *inputs: Input) -> None:
        """The person does something, and hears the answer."""
        arrivals = [Arrival(None, "telegram", "7", one) for one in inputs]
        take_turns(self.store, library(REAL), arrivals, self.now, Newcomer())
        self.store.delivered([row.id for row in self.store.waiting(0, 99) if not row.nudge])

    def claims(self, at: datetime | None = None, most: int = 25) -> list[Waiting]:
        """What a claim at that time puts into the outbox."""
        self.now = at or self.now
        claim_due(self.store, library(REAL), self.now, most)
        return [row for row in self.store.waiting(0, 99) if row.nudge]

    def sends(self, rows: list[Waiting]) -> list[bool]:
        """Which of these may still be sent when the sender claims them."""
        letters = [Letter(row, decode_outgoing(row.body)) for row in rows]
        write(self.store, letters, self.now)
        return [not letter.void for letter in letters]

    @property
    def due(self) -> datetime | None:
        """When the next one is due."""
        return self.store.nudge_due(self.number)

    def session(self) -> Session:
        """Where the person is."""
        found = self.store.numbered(self.number)
        assert found is not None
        return found.session


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[Bot]:
    store = Store.open(tmp_path / "data" / "t.db", tmp_path / "keys" / "key")
    yield Bot(store)
    store.close()


def test_a_wish_makes_a_due_time_and_taking_it_back_takes_it_away(bot: Bot) -> None:
    assert bot.due == SIX
    bot.does(Commanded("nudge"), Said("Three days a week"))
    assert bot.due == SIX
    bot.does(Said("Morning, 8:00"), Said("Skip"))
    assert bot.due == datetime(2026, 3, 4, 8, tzinfo=UTC)
    bot.does(Commanded("nudge"), Said("No reminders"))
    assert bot.due is None


def test_it_is_off_by_default(bot: Bot) -> None:
    bot.store.add("telegram", "8", Settings(consent=1), Session(1), MORNING)
    take_turns(bot.store, library(REAL), [Arrival(None, "telegram", "8", Commanded("menu"))], MORNING)
    found = bot.store.find("telegram", "8")
    assert found is not None
    assert bot.store.nudge_due(found.number) is None


def test_what_is_due_is_queued_once_and_the_next_one_is_tomorrows(bot: Bot) -> None:
    assert bot.claims(SIX - timedelta(seconds=1)) == []
    (row,) = bot.claims(SIX)
    nudge = decode_outgoing(row.body)
    assert isinstance(nudge, Reminder)
    assert nudge.ends == SIX + timedelta(hours=2)
    assert len(bot.claims(SIX)) == len(bot.claims(SIX + timedelta(hours=1))) == 1
    assert bot.due == SIX + timedelta(days=1)
    found = bot.store.numbered(bot.number)
    assert found is not None
    assert found.last_seen == MORNING, "a nudge is no sign of life"


def test_one_that_came_due_while_the_bot_was_down_comes_only_inside_its_window(bot: Bot) -> None:
    assert bot.claims(SIX + timedelta(days=3, hours=2)) == []
    assert bot.due == SIX + timedelta(days=4)
    assert len(bot.claims(SIX + timedelta(days=9, minutes=119))) == 1, "and missed ones do not pile up"


@pytest.mark.parametrize(
    ("before", "later"), [((Commanded("start", "needs_check"), Said("4")), 0), ((Commanded("menu"),), 1)]
)
def test_nobody_is_nudged_in_a_dialog_or_within_an_hour_of_writing(
    bot: Bot, before: tuple[Input, ...], later: int
) -> None:
    bot.now = SIX - timedelta(minutes=10)
    bot.does(*before)
    bot.store.set_nudge(bot.number, SIX)
    assert bot.claims(SIX) == []
    assert bot.due == SIX + timedelta(minutes=50)
    assert len(bot.claims(SIX + timedelta(minutes=50))) == later


def test_a_dialog_left_a_day_ago_is_no_longer_open(bot: Bot) -> None:
    bot.does(Commanded("start", "needs_check"), Said("4"))
    assert bot.claims(SIX) == []
    assert len(bot.claims(SIX + timedelta(days=1))) == 1


def test_after_words_of_danger_nothing_comes_for_three_days(bot: Bot) -> None:
    """S7: reminders pause for 72 hours."""
    bot.does(Said("I want to end my life"))
    assert isinstance(bot.session().care, Care)
    bot.does(Commanded("stop"))
    for hours in range(0, 72, 3):
        assert bot.claims(MORNING + timedelta(hours=hours)) == []
    assert bot.due == SIX + timedelta(days=3)


def test_who_has_left_gets_none_and_what_waited_is_called_back(bot: Bot) -> None:
    assert len(bot.claims(SIX)) == 1
    bot.does(Left())
    assert bot.claims(SIX + timedelta(days=1)) == []
    assert bot.due is None
    bot.now = SIX + timedelta(days=5)
    bot.does(Returned())
    assert bot.due == SIX + timedelta(days=5, hours=1)


def test_a_nudge_still_waiting_is_not_sent_once_the_person_is_here(bot: Bot) -> None:
    rows = bot.claims(SIX)
    bot.does(Said("hello"))
    assert bot.sends(rows) == [False]


def test_a_tap_that_comes_to_nothing_is_a_sign_of_life_too(bot: Bot) -> None:
    for day in range(3):
        bot.sends(bot.claims(SIX + timedelta(days=day)))
    bot.now += timedelta(hours=3)
    assert bot.due == SIX + timedelta(days=5)
    bot.does(Chose("of-old", "now"))
    assert bot.due == SIX + timedelta(days=3)
    assert len(bot.claims(SIX + timedelta(days=3))) == 1
    assert bot.due == SIX + timedelta(days=4)


def test_a_nudge_is_sent_once_whoever_tries_again(bot: Bot) -> None:
    rows = bot.claims(SIX)
    assert bot.sends(rows) == [True]
    assert bot.sends(rows) == [False]


def test_a_nudge_that_waited_past_its_window_is_dropped(bot: Bot) -> None:
    rows = bot.claims(SIX + timedelta(minutes=110))
    bot.now = SIX + timedelta(hours=2)
    assert bot.sends(rows) == [False]


def test_a_follow_up_that_is_due_comes_first_and_is_done_with_once_begun(bot: Bot) -> None:
    due = SIX + timedelta(days=1)
    bot.store.ask_again(bot.number, AskAgain(due, "after_talk"))
    bot.store.keep(bot.number, Keep("k", "run", "needs_check", 1, {}), SIX)
    bot.store.set_nudge(bot.number, due)
    (row,) = bot.claims(due)
    nudge = decode_outgoing(row.body)
    assert isinstance(nudge, Reminder)
    assert nudge.bubble.text in {one.text for one in library(REAL).nudges["en"].of_kind("follow_up")}
    assert len(bot.store.follow_ups(bot.number)) == 1
    bot.does(Chose(nudge.bubble.token or "", "now"))
    assert bot.session().stack[-1].script == "after_talk"
    assert bot.store.follow_ups(bot.number) == []


@pytest.mark.parametrize(
    "inputs",
    [
        (Commanded("start", "needs_check"), Said("2"), Said("Rest: sleep, quiet, a pause"),
         Said("Lie down, screen off"), Said("Now"), Said("Keep it")),
        (Commanded("start", "check_in"), Said("Low"), Said("skip"), Said("skip")),
    ],
)  # fmt: skip
def test_a_low_check_in_brings_care_only(bot: Bot, inputs: tuple[Input, ...]) -> None:
    bot.does(*inputs, Commanded("menu"))
    (row,) = bot.claims(SIX)
    nudge = decode_outgoing(row.body)
    assert isinstance(nudge, Reminder)
    assert nudge.bubble.text in {one.text for one in library(REAL).nudges["en"].of_kind("care")}


def test_a_person_who_moves_is_nudged_by_the_new_clock(bot: Bot) -> None:
    bot.does(Commanded("settings"), Said("My time zone"), Said("Tokyo"))
    assert bot.due == datetime(2026, 3, 2, 10, tzinfo=UTC), "it is six there, and an hour since they wrote"


def test_one_person_whose_rows_are_damaged_keeps_nobody_waiting(bot: Bot) -> None:
    other = bot.store.add("telegram", "8", DAILY, Session(1), MORNING).number
    bot.store.set_nudge(other, SIX - timedelta(minutes=1))
    bot.store.connection.run("UPDATE sessions SET session = x'00' WHERE person = ?", (other,))
    assert [row.person for row in bot.claims(SIX)] == ["7"]
    assert bot.store.nudge_due(other) == SIX + timedelta(hours=6)


def test_no_more_are_claimed_than_asked_for_and_the_longest_due_come_first(bot: Bot) -> None:
    for one in range(5):
        number = bot.store.add("telegram", f"8{one}", DAILY, Session(one), MORNING).number
        bot.store.set_nudge(number, SIX - timedelta(seconds=one))
    assert [row.person for row in bot.claims(SIX, most=2)] == ["84", "83"]


def test_a_terminal_is_no_place_to_be_nudged(bot: Bot) -> None:
    number = bot.store.add("terminal", "me", DAILY, Session(1), MORNING).number
    bot.store.set_nudge(number, SIX)
    assert [row.channel for row in bot.claims(SIX)] == ["telegram"]
