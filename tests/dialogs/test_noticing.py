"""What a person meets after words of their own: what was noticed, and four ways to take it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import msgspec
import pytest

from dialogs.feedback.advice import TOLD
from dialogs.feedback.version import reader_version
from dialogs.load_language import REGISTERS
from dialogs.load_script import load_script
from dialogs.session import Frame, Session, Written
from dialogs.turn import Settings
from tests.talk import REAL, Talk, library

SETS_REGISTER = """script: sample
version: 1
strategy: self
title: A sample
minutes: 1
start: a
slots: {tone: text}
steps:
  a: {ask: How?, save_as: tone, then: z}
  z: {set: {register: '{tone}'}, say: Noted., end: completed}
"""
HURT = "he hit me again last night"


def talk_about(words: str, root: str = "noticed_talk") -> Talk:
    talk = Talk()
    talk.command("start", root)
    talk.say(words)
    return talk


def top(talk: Talk) -> str:
    return talk.session.stack[-1].script if talk.session.stack else ""


def labels(talk: Talk) -> list[str]:
    return [button.label for button in talk.buttons]


def test_a_strength_alone_is_said_and_it_goes_on() -> None:
    talk = talk_about("I won't lend money")
    assert "Well good (limit): I won't lend money." in talk.text
    assert 'Kept: "I won\'t lend money".' in talk.text


def test_a_strength_and_a_change_are_said_and_nothing_is_decided() -> None:
    talk = talk_about("You always ask me, and I won't lend money")
    assert talk.text.startswith("First good (limit): I won't lend money.\n\nHm (blame_absolute): You always ask me")
    assert labels(talk) == ["Try again", "Keep as it is", "Why?", "I don't agree"]
    assert not talk.kept


def test_try_again_asks_again_and_reads_anew() -> None:
    talk = talk_about("You must stop")
    assert talk.tap("Try again") == "What will you do?"
    assert 'Kept: "I won\'t stay".' in talk.say("I won't stay")
    assert ("noticed_talk", "limit", "again") in talk.walked


def test_keep_leaves_the_words_as_they_are() -> None:
    assert 'Kept: "You must stop".' in talk_about("You must stop").tap("Keep as it is")


def test_why_shows_the_page_and_the_same_buttons() -> None:
    talk = talk_about("You must stop")
    assert "Its name is controlling" in talk.tap("Why?")
    assert labels(talk)[:3] == ["Try again", "Keep as it is", "I don't agree"]
    assert 'Kept: "You must stop".' in talk.tap("Keep as it is")


def test_i_dont_agree_is_believed_and_kept() -> None:
    talk = talk_about("You must stop")
    assert 'Kept: "You must stop".' in talk.tap("I don't agree")
    kept = next(one for one in talk.kept.values() if one.kind == "contested_finding")
    assert kept.fields == {
        "label": Written("controlling"), "quoted": Written("You must stop"), "reader": Written(reader_version("en")),
    }  # fmt: skip
    talk.command("back")
    assert talk.kept == {}


def test_after_three_tries_it_goes_on() -> None:
    talk = talk_about("You must stop")
    for _ in range(2):
        talk.tap("Try again")
        talk.say("You must stop it")
        if talk.session.stack:
            assert "Hm (controlling)" in talk.text
    assert 'Enough tries.\n\nKept: "You must stop it".' in talk.text


@pytest.mark.parametrize(
    ("way", "heard"),
    [
        (["What I will do"], "Kept"),
        (["What they must do", "Keep as it is"], "Kept"),
        (["What they must do", "Try again"], "What will you do?"),
        (["Neither, or both", "Keep as it is"], "Kept"),
        (["Neither, or both", "Try again"], "What will you do?"),
    ],
)
def test_where_nothing_can_be_told_the_person_says_which(way: list[str], heard: str) -> None:
    talk = talk_about("Loans and the car")
    assert "I can't tell yet" in talk.text
    for label in way:
        talk.tap(label)
    assert heard in talk.text


def test_whoever_types_in_place_of_tapping_has_tried_again() -> None:
    assert 'Kept: "I won\'t stay".' in talk_about("You must stop").say("I won't stay")
    assert 'Kept: "I won\'t stay".' in talk_about("Loans and the car").say("I won't stay")


@pytest.mark.parametrize("words", ["ok", "I disagree", "what is it", "can you explain it", "???"])
def test_words_that_are_no_try_replace_nothing(words: str) -> None:
    talk = talk_about("You must stop")
    assert "What would you like to do?" in talk.say(words)
    assert 'Kept: "You must stop".' in talk.tap("Keep as it is")


@pytest.mark.parametrize("words", ["I dont agree", "I don’t agree, they asked me first", "i don't agree!"])
def test_a_button_may_be_typed_and_more_after_it(words: str) -> None:
    talk = talk_about("You must stop")
    assert 'Kept: "You must stop".' in talk.say(words)
    assert "contested_finding" in [one.kind for one in talk.kept.values()]


def test_skipping_another_try_keeps_the_words() -> None:
    talk = talk_about("You must stop")
    talk.tap("Try again")
    assert 'Kept: "You must stop".' in talk.tap("skip_")
    fresh = Talk()
    fresh.command("start", "noticed_talk")
    assert fresh.tap("skip_") == "Bye."


def test_help_in_the_middle_comes_back_to_what_was_noticed() -> None:
    talk = talk_about("You must stop")
    talk.command("help")
    assert "Say it and hear" in talk.text
    assert "Hm (controlling): You must" in talk.tap("Carry on")
    assert 'Kept: "You must stop".' in talk.tap("Keep as it is")


def test_an_edited_answer_is_read_anew() -> None:
    talk = Talk()
    talk.command("start", "noticed_talk")
    talk.say("You must stop", "m1")
    assert 'Kept: "I won\'t stay".' in talk.edit("I won't stay", "m1")


def test_words_of_abuse_let_go_of_what_was_noticed_too() -> None:
    talk = Talk(REAL)
    talk.command("start", "boundary_builder")
    talk.tap("None of these")
    talk.say("every evening")
    talk.tap("Skip")
    talk.say("You must stop")
    assert top(talk) == "feedback"
    talk.say(HURT)
    assert top(talk) == "urgent_abuse"
    talk.tap("I'm safe right now")
    assert talk.session.stack == ()


@pytest.mark.parametrize(("register", "example"), [("direct", "Straight."), ("indirect", "Roundabout.")])
def test_examples_sound_like_the_people_around(register: Literal["direct", "indirect"], example: str) -> None:
    talk = Talk(settings=Settings(consent=1, adult=True, register=register))
    talk.command("start", "noticed_talk")
    talk.say("Maybe I sort of kind of just won't, I guess")
    assert example in talk.tap("Why?")


def test_the_register_is_chosen_in_settings() -> None:
    talk = Talk(REAL)
    talk.command("settings")
    talk.tap("How people say no")
    talk.tap("indirect")
    assert talk.settings.register == "indirect"


def test_a_register_that_is_none_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "en" / "sample.yaml"
    path.parent.mkdir()
    path.write_text(SETS_REGISTER, encoding="utf-8")
    script, problems = load_script(path)
    assert script is not None
    assert problems == []
    talk = Talk()
    talk.library = msgspec.structs.replace(
        talk.library, scripts={"en": {**talk.library.scripts["en"], "sample": script}}
    )
    for words, register in (("soft", "soft"), ("rude", "soft")):
        talk.command("start", "sample")
        talk.say(words)
        assert talk.settings.register == register


@pytest.mark.parametrize("register", REGISTERS)
@pytest.mark.parametrize("label", TOLD)
def test_a_page_is_short_and_never_scolds(label: str, register: Literal["direct", "soft", "indirect"]) -> None:
    """60 words a turn, the question included."""
    talk = Talk(REAL, settings=Settings(consent=1, adult=True, register=register))
    asked = Frame("boundary_builder", 2, "limit", after="action")
    found = Frame("feedback", 1, "shown", answers={"label": Written(label), "quoted": Written("some words")})
    talk.session = Session(seed=1, stack=(asked, found))
    page = talk.say("Why?")
    assert len(page.split()) <= 60
    for line in (page, *said_of(label)):
        assert not re.search(r"\b(wrong|should|great job|well done|perfect)\b|!", line, re.IGNORECASE)


def said_of(label: str) -> list[str]:
    page = library(REAL).advised("en").labels[label]
    return [text for words in (page.strength, page.change) if words for text in words.variants]
