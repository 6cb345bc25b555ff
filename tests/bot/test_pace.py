"""Whoever floods the bot loses no answer, delays nobody, and is met with help all the same (SAFETY.md: X7)."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation import Arrival, Newcomer, take_turns
from bot.outgoing import decode_outgoing
from bot.pace import MOST_WAITING, Pace
from dialogs.session import Session
from dialogs.turn import Chose, Commanded, Input, Said, Say, Settings
from storage import Store
from tests.talk import MONDAY, SMALL, library

FLOODER, OTHER = "7", "8"
SLOW, CARD = "Slow down", "Call locally."
DANGER = "I want to kill myself"


class Bot:
    """A store that takes batches, with or without a pace."""

    def __init__(self, store: Store, pace: Pace | None) -> None:
        self.store, self.pace, self.update = store, pace, 0
        with store.batch():
            for person in (FLOODER, OTHER):
                store.add("telegram", person, Settings(consent=1, adult=True), Session(1), MONDAY)

    def take(self, came: Sequence[tuple[str, Input]]) -> None:
        """One batch."""
        arrivals = [
            Arrival(self.update + place, "telegram", person, one) for place, (person, one) in enumerate(came, 1)
        ]
        self.update += len(came)
        take_turns(self.store, library(SMALL), arrivals, MONDAY, Newcomer(seed=1), self.pace)

    def said(self, person: str) -> list[str]:
        """What waits to be said to that person."""
        rows = [row for row in self.store.waiting(0, 100_000) if row.person == person]
        return [one.bubble.text for row in rows if isinstance(one := decode_outgoing(row.body), Say)]

    def send(self, most: int = 100_000) -> None:
        """Telegram takes what waits."""
        with self.store.batch():
            self.store.delivered([row.id for row in self.store.waiting(0, most)])

    def kept(self, person: str) -> dict[str, Any]:
        """All that is known of that person but what waits."""
        found = self.store.find("telegram", person)
        assert found is not None
        return {name: one for name, one in self.store.everything(found.number).items() if name != "waiting"}


@contextmanager
def a_bot(pace: Pace | None) -> Iterator[Bot]:
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder) / "data" / "t.db", Path(folder) / "key")
        try:
            yield Bot(store, pace)
        finally:
            store.close()


@pytest.fixture
def bot() -> Iterator[Bot]:
    with a_bot(Pace()) as made:
        yield made


def flood(count: int, words: str = "hello") -> list[tuple[str, Input]]:
    return [(FLOODER, Said(f"{words} {number}")) for number in range(count)]


def test_x7_a_flood_gets_one_kind_sentence_and_then_the_newest_answer_of_each_batch(bot: Bot) -> None:
    bot.take([(FLOODER, Commanded("start", "tea"))])
    for _ in range(20):
        bot.take([*flood(99), (OTHER, Commanded("help"))])
    assert bot.said(FLOODER).count(SLOW) == 1
    assert len(bot.said(FLOODER)) < MOST_WAITING + 2 * 20
    assert bot.said(OTHER) == ["Words of help."] * 20


def test_x7_a_hundred_messages_at_once_are_all_answered(bot: Bot) -> None:
    bot.take([(FLOODER, Commanded("help"))] * 100)
    assert bot.said(FLOODER) == ["Words of help."] * 100


def test_x7_the_screen_is_never_limited_away(bot: Bot) -> None:
    bot.take(flood(300))
    before = sum(CARD in text for text in bot.said(FLOODER))
    bot.take([*flood(50), (FLOODER, Said(DANGER)), *flood(49, "and more")])
    assert sum(CARD in text for text in bot.said(FLOODER)) == before + 1


@pytest.mark.parametrize(
    ("command", "answer"), [("sos", "Words of sos"), ("stop", "Stopped"), ("hide", "Words of hide")]
)
def test_x7_the_ways_out_are_always_answered(bot: Bot, command: str, answer: str) -> None:
    bot.take([(FLOODER, Commanded("start", "tea")), *flood(300)])
    assert SLOW in bot.said(FLOODER)
    bot.take([*flood(50), (FLOODER, Commanded(command)), *flood(49)])
    assert any(answer in text for text in bot.said(FLOODER))


def test_x7_once_half_is_sent_everything_is_answered_again(bot: Bot) -> None:
    bot.take([(FLOODER, Commanded("help"))] * 300)
    assert bot.said(FLOODER).count(SLOW) == 1
    bot.send(MOST_WAITING // 2 - 10)
    bot.take([(FLOODER, Commanded("help"))] * 2)
    assert bot.said(FLOODER).count(SLOW) == 1
    bot.send(50)
    before = len(bot.said(FLOODER))
    bot.take([(FLOODER, Commanded("help"))] * 5)
    assert len(bot.said(FLOODER)) == before + 5


def test_x7_who_erases_everything_in_a_flood_gets_that_answer_alone(bot: Bot) -> None:
    bot.take(flood(300))
    bot.take([*flood(20), (FLOODER, Commanded("delete"))])
    token = bot.kept(FLOODER)["session"]["token"]
    bot.take([(FLOODER, Chose(token, "yes"))])
    assert bot.store.find("telegram", FLOODER) is None
    assert len(bot.said(FLOODER)) == 1


INPUTS = st.one_of(
    st.sampled_from(["tea", "coffee", "help"]).map(lambda name: Commanded("start", name)),
    st.sampled_from(["blue", "1", "skip", "2", DANGER, "he hit me again last night"]).map(Said),
    st.sampled_from(["stop", "back", "sos", "menu"]).map(Commanded),
)
BATCHES = st.lists(
    st.lists(st.tuples(st.sampled_from([FLOODER, FLOODER, FLOODER, OTHER]), INPUTS), max_size=12), max_size=8
)


@given(batches=BATCHES, most=st.integers(2, 12), sent=st.integers(0, 5))
@settings(max_examples=25, deadline=None)
def test_x7_whatever_is_thinned_no_answer_is_lost(batches: list[list[tuple[str, Input]]], most: int, sent: int) -> None:
    """Sessions and records are as without a limit, the newest answer is there, and so is help in its batch."""
    with ExitStack() as stack:
        slow, free = stack.enter_context(a_bot(Pace(most))), stack.enter_context(a_bot(None))
        for batch in batches:
            slow.send(sent)
            before = {person: len(slow.said(person)) for person in (FLOODER, OTHER)}
            slow.take(batch)
            free.take(batch)
            for person, heard in before.items():
                new, wanted = slow.said(person)[heard:], free.said(person)
                assert slow.kept(person) == free.kept(person)
                assert new[-1:] == wanted[-1:]
                assert any(CARD in text for text in new) == any(CARD in text for text in wanted)
            free.send()
