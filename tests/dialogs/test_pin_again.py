"""A PIN where something kept is shown by another way than a command, and where its time ends with a room still open."""

from __future__ import annotations

import msgspec
import pytest

from dialogs.pin import hash_pin
from tests.dialogs.test_follow_ups import DUE, someone
from tests.dialogs.test_pin import ASKED, PLAIN, with_pin
from tests.talk import Talk


def locked_with_something_due() -> Talk:
    """Somebody with a PIN who planned a talk, which is over by now."""
    talk = someone()
    talk.settings = msgspec.structs.replace(talk.settings, pin=hash_pin("4821", talk.session.seed))
    return talk


def opened(talk: Talk) -> None:
    """The PIN was typed."""
    assert talk.text == ASKED
    talk.say("4821", "m9")


def test_a_list_of_notes_that_is_still_open_asks_again() -> None:
    talk = with_pin()
    talk.command("journal")
    opened(talk)
    talk.tap("Write a note")
    talk.say("a secret", "m1")
    talk.command("journal")
    talk.tap("My notes")
    assert "a secret" in repr(talk.buttons)
    talk.wait(minutes=16)
    assert talk.tap(talk.buttons[0].label) == ASKED
    talk.tap("Skip")
    assert talk.text == PLAIN


def test_words_typed_into_an_open_room_are_no_note_once_the_time_is_over() -> None:
    talk = with_pin()
    talk.command("journal")
    opened(talk)
    talk.tap("Write a note")
    talk.wait(minutes=16)
    assert talk.say("who are you", "m2") == ASKED
    assert "who are you" not in repr(talk.session)


def test_an_edit_of_what_was_written_behind_the_pin_shows_nothing() -> None:
    talk = with_pin()
    talk.command("journal")
    opened(talk)
    talk.tap("Write a note")
    talk.say("a secret", "m2")
    talk.wait(minutes=16)
    assert "a secret" not in talk.edit("another", "m2")


@pytest.mark.parametrize("way", ["start", "menu", "due"])
def test_what_is_due_waits_behind_the_pin(way: str) -> None:
    talk = locked_with_something_due()
    said = talk.do(DUE) if way == "due" else talk.command(way)
    assert said == ASKED
    assert "car" not in said
    assert "I won't lend my car" in talk.say("4821", "m1")


def test_a_wrong_pin_does_not_lose_what_was_due() -> None:
    talk = locked_with_something_due()
    talk.command("start")
    talk.say("1111", "m1")
    talk.due = None
    talk.tap("Carry on")
    opened(talk)
    assert "I won't lend my car" in talk.tap("Carry on")


def test_back_leads_into_no_room_behind_the_pin() -> None:
    talk = with_pin()
    talk.command("journal")
    opened(talk)
    talk.tap("Write a note")
    talk.command("stop")
    talk.wait(minutes=16)
    assert "Write" not in talk.command("back")


def test_in_a_hidden_chat_nothing_is_due() -> None:
    talk = someone()
    talk.command("hide")
    talk.wait(hours=1)
    assert talk.command("menu") == PLAIN
    assert talk.do(DUE) == ""
