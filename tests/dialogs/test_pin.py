"""A PIN: what it guards, what it never guards, and that its digits are nowhere afterwards."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogs.pin import hash_pin
from dialogs.session import Written
from dialogs.turn import Settings
from tests.talk import REAL, Talk

GUARDED = ("journal", "progress", "export", "settings")
OPEN = ("sos", "stop", "hide", "delete", "help", "privacy", "menu", "practice")
ASKED = "Your PIN, please."
PLAIN = "What would you like?"


def with_pin() -> Talk:
    """Somebody who has set a PIN some time ago."""
    return Talk(REAL, settings=Settings(consent=1, adult=True, name="Sam", pin=hash_pin("4821", 1)))


def under_way() -> Talk:
    """The same, in the middle of an exercise."""
    talk = with_pin()
    talk.command("start", "needs_check")
    talk.tap("3")
    return talk


def test_a_pin_is_asked_twice_and_only_its_hash_is_kept() -> None:
    talk = Talk(REAL)
    talk.command("settings")
    talk.tap("A PIN")
    assert "only /delete is left" in talk.text
    talk.tap("Set a PIN")
    assert "Once more" in talk.say("4821", "m1")
    assert talk.verbs == ["unsay"]
    assert "The PIN is set." in talk.say(" 4821 ", "m2")
    assert talk.settings.pin == hash_pin("4821", talk.session.seed)
    assert "4821" not in repr(talk.session) + repr(talk.settings) + repr(talk.effects)
    assert talk.settings.pin not in repr(talk.session)


@given(typed=st.one_of(st.text(max_size=12), st.from_regex(r"[0-9]{1,3}|[0-9]{9,12}", fullmatch=True)))
@settings(max_examples=30, deadline=None)
def test_only_four_to_eight_digits_are_a_pin_and_nothing_typed_stays(typed: str) -> None:
    talk = Talk(REAL)
    talk.command("settings")
    talk.tap("A PIN")
    talk.tap("Set a PIN")
    talk.say("marker" + typed)
    assert "marker" not in repr(talk.session)
    assert talk.settings.pin == ""


@pytest.mark.parametrize("command", GUARDED)
def test_what_is_kept_is_shown_only_after_the_pin(command: str) -> None:
    talk = with_pin()
    open_to_all = Talk(REAL).command(command)
    assert talk.command(command) == ASKED
    assert talk.say("4821", "m1").startswith(open_to_all.partition("\n")[0])
    talk.wait(minutes=14)
    assert talk.command(command) != ASKED
    talk.wait(minutes=2)
    assert talk.command(command) == ASKED


@pytest.mark.parametrize("command", OPEN)
def test_help_and_ways_out_never_ask(command: str) -> None:
    assert ASKED not in under_way().command(command)


def test_what_was_under_way_is_shown_only_after_the_pin() -> None:
    talk = under_way()
    talk.wait(minutes=20)
    assert talk.command("back") == ASKED
    assert talk.say("hello") == PLAIN
    talk.tap("Carry on")
    assert talk.text == ASKED
    assert "Carry on where we were" in talk.say("4821")


def test_words_after_a_while_wait_for_the_pin() -> None:
    talk = under_way()
    talk.wait(minutes=20)
    assert talk.say("some rest") == ASKED
    assert "is still open, at this question" in talk.say("4821")
    assert talk.answers()["words"] == Written("some rest")


def test_a_wrong_pin_shows_a_menu_that_tells_nothing() -> None:
    talk = under_way()
    talk.command("journal")
    assert talk.say("1111", "m1") == PLAIN
    assert talk.verbs == ["unsay"]
    assert "1111" not in repr(talk.session)
    fresh = Talk(REAL)
    fresh.command("hide")
    fresh.say("hello")
    assert talk.buttons == fresh.buttons


def test_after_five_wrong_ones_none_counts_for_an_hour() -> None:
    talk = with_pin()
    for wrong in ("1111", "2222", "3333", "4444", "1"):
        talk.command("journal")
        talk.say(wrong)
    assert talk.command("journal").startswith("That can't be opened for now.")
    assert ASKED not in talk.text
    talk.wait(minutes=59)
    assert "can't be opened" in talk.command("settings")
    talk.wait(minutes=2)
    talk.command("journal")
    assert "Write a note" in talk.say("4821")


def test_editing_a_wrong_try_opens_nothing() -> None:
    talk = with_pin()
    talk.command("journal")
    talk.say("1111", "m1")
    assert "too late" in talk.edit("4821", "m1")
    assert talk.command("journal") == ASKED


def test_skipping_is_no_try() -> None:
    talk = with_pin()
    for _ in range(9):
        talk.command("journal")
        assert talk.tap("Skip") == PLAIN
    assert talk.command("journal") == ASKED


def test_no_pin_again() -> None:
    talk = with_pin()
    talk.command("settings")
    talk.say("4821")
    talk.tap("A PIN")
    assert "No PIN is set now." in talk.tap("No PIN")
    assert talk.settings.pin == ""
    talk.wait(minutes=20)
    assert talk.command("journal") != ASKED


def test_the_same_digits_of_two_people_look_different() -> None:
    assert hash_pin("4821", 1) != hash_pin("4821", 2)
