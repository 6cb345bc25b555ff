"""Hiding in one tap: nothing shows what was, nothing is lost, and only the person's own wish brings it back."""

from __future__ import annotations

import pytest

from dialogs.session import Written
from dialogs.turn import Chose, Close, Do, Say, Settings
from tests.talk import REAL, Talk, tea, to_limit


def test_one_tap_clears_what_was_and_says_something_harmless() -> None:
    talk = Talk()
    tea(talk)
    token = talk.token
    assert talk.tap("Hide") == "Words of hide."
    assert [type(effect) for effect in talk.effects] == [Close, Do, Say]
    assert talk.effects[0] == Close(token)
    assert talk.verbs == ["hide"]
    assert talk.bubbles[0].buttons == ()


@pytest.mark.parametrize("way", ["tap", "word", "command", "old button"])
def test_every_way_to_hide_is_the_same(way: str) -> None:
    talk = Talk()
    tea(talk)
    ways = {
        "tap": lambda: talk.tap("hide_"),
        "word": lambda: talk.say("hide"),
        "command": lambda: talk.command("hide"),
        "old button": lambda: talk.do(Chose("an-old-token", "hide_")),
    }
    assert ways[way]() == "Words of hide."
    assert [frame.script for frame in talk.session.hidden or ()] == ["tea"]
    assert (talk.session.stack, talk.session.history, talk.session.offers) == ((), (), ())


@pytest.mark.parametrize("come_back", ["hello", "/start", "/menu", "/back"])
def test_coming_back_shows_nothing_of_what_was(come_back: str) -> None:
    talk = Talk()
    tea(talk)
    talk.tap("Hide")
    talk.wait(hours=30)
    text = talk.command(come_back[1:]) if come_back[0] == "/" else talk.say(come_back)
    assert text in ("What would you like?", "Nothing to undo")
    assert "Make tea" not in text


def test_words_after_hiding_are_no_answer_and_are_kept_nowhere() -> None:
    talk = Talk()
    tea(talk)
    talk.tap("Hide")
    talk.say("marker of a word")
    assert "marker" not in repr(talk.session)


def test_carrying_on_is_asked_and_comes_to_the_same_question() -> None:
    talk = Talk()
    tea(talk)
    talk.tap("Hide")
    talk.say("hello")
    assert "Carry on with Make tea?" in talk.tap("Carry on")
    assert talk.tap("Carry on") == "(2/4)\nWhich kind?"
    assert talk.answers()["cup"] == Written("blue")
    assert talk.session.hidden is None


def test_hiding_twice_loses_nothing() -> None:
    talk = Talk()
    tea(talk)
    talk.tap("Hide")
    talk.command("menu")
    talk.tap("Hide")
    talk.command("start")
    talk.tap("Carry on")
    assert talk.tap("Carry on") == "(2/4)\nWhich kind?"


def test_the_menu_looks_the_same_when_nothing_waits() -> None:
    with_something, with_nothing = Talk(), Talk()
    tea(with_something)
    for talk in (with_something, with_nothing):
        talk.command("hide")
        talk.say("hello")
    assert with_something.text == with_nothing.text
    assert with_something.buttons == with_nothing.buttons
    assert with_nothing.tap("Carry on") == "Nothing to stop"


def test_stop_lets_go_of_what_is_hidden() -> None:
    talk = Talk()
    tea(talk)
    talk.tap("Hide")
    assert talk.command("stop") == "Stopped"
    assert talk.session.hidden is None


def test_hiding_before_anything_was_agreed_to_leads_back_to_the_first_words() -> None:
    talk = Talk(settings=Settings())
    first = talk.command("start")
    talk.tap("Hide")
    assert talk.say("hello") == first


def test_a_call_that_is_under_way_comes_back_whole() -> None:
    talk = Talk()
    to_limit(talk)
    question = talk.text
    talk.tap("Hide")
    talk.say("hello")
    talk.tap("Carry on")
    assert talk.tap("Carry on") in question


@pytest.mark.parametrize("between", ["hide", "help", "sos"])
def test_what_comes_between_the_gate_and_its_answer_leads_back_to_the_gate(between: str) -> None:
    talk = Talk(REAL)
    talk.command("start", "boundary_builder")
    talk.command(between)
    if between == "hide":
        talk.command("start")
        talk.tap("Carry on")
    talk.tap("Carry on")
    assert "Your answer is not kept." in talk.text


def test_words_of_abuse_let_go_of_hidden_words_for_them() -> None:
    talk = Talk(REAL)
    talk.command("start", "boundary_builder")
    talk.tap("None of these")
    talk.tap("Hide")
    talk.say("My husband beat me last night.")
    talk.tap("I'm safe right now")
    assert "boundary_builder" not in repr(talk.session)
