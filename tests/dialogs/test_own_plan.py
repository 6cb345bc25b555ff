"""The person's own note for a hard moment: on the cards, in their words, theirs to change (SAFETY.md: S5)."""

from __future__ import annotations

import pytest

from tests.talk import REAL, Talk

NOTE = "Call Mira. A cold shower, then the dog."


def written(note: str = NOTE) -> Talk:
    talk = Talk(REAL)
    talk.command("settings")
    talk.tap("My note for hard moments")
    talk.tap("Write it")
    talk.say(note)
    return talk


@pytest.mark.parametrize("words", ["I want to kill myself", "he hit me again", "i might hurt my kids"])
def test_s5_the_note_stands_on_every_card(words: str) -> None:
    talk = written()
    assert f"Your own note: “{NOTE}”" in talk.say(words)
    talk.tap("Stop for today")
    assert NOTE in talk.command("sos")


def test_s5_without_a_note_nothing_stands_there() -> None:
    text = Talk(REAL).say("I want to kill myself")
    assert "own note" not in text
    assert "\n\n\n" not in text
    assert "left open" not in text


def test_a_new_note_replaces_the_old_one() -> None:
    talk = written()
    talk.command("journal")
    talk.tap("My note for hard moments")
    assert NOTE in talk.text
    talk.tap("Write it")
    talk.say("Sit with Jo.")
    assert "Sit with Jo." in talk.command("sos")
    assert [keep.kind for keep in talk.kept.values()].count("safety_plan") == 1


def test_going_back_erases_no_note() -> None:
    talk = written()
    talk.command("back")
    assert list(talk.kept) == ["safety_plan"]
    talk.say("Only Mira.", "m2")
    talk.edit("Only Jo.", "m2")
    assert "Only Jo." in talk.command("sos")


def test_it_can_be_erased() -> None:
    talk = written()
    talk.command("settings")
    talk.tap("My note for hard moments")
    talk.tap("Erase it")
    assert talk.kept == {}
    assert NOTE not in talk.command("sos")


def test_it_is_never_asked_for_on_a_card_of_danger() -> None:
    talk = Talk(REAL)
    talk.say("I want to kill myself")
    assert not any("note" in button.label for button in talk.buttons)


def test_s11_words_of_danger_are_not_shown_back() -> None:
    talk = Talk(REAL)
    talk.command("settings")
    talk.tap("My note for hard moments")
    talk.tap("Write it")
    talk.say("i want to kill myself")
    talk.tap("I was only describing")
    assert "safety_plan" in talk.kept
    assert "kill" not in talk.command("sos")


def test_a_long_note_is_cut_on_the_card_and_kept_whole() -> None:
    talk = written("tea and a walk, word " * 40)
    assert talk.command("sos").count("word") <= 6
    assert repr(talk.kept["safety_plan"]).count("word") == 40
