"""Under 18 by their own statement: lines for young people, no words for somebody else (SAFETY.md: S13)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.safety.screen import screen
from dialogs.safety.under_age import says_under_age
from dialogs.session import Written
from dialogs.turn import Settings
from tests.talk import REAL, Talk

SAID = (
    "im 15", "I'm 15.", "IM 15!!", "i'm fifteen and my mum shouts", "I am only 14, please help", "i'm in year 9",
    "im in 9th grade", "I'm in the tenth grade", "im not 18 yet", "im under 18", "I'm a minor", "I (15F) have a bf",
    "15f here", "as a 16-year-old girl i feel lost", "im a 13 year old boy", "i turn 16 next week",
    "im turning 18 in march", "I just turned 17", "im in high school", "my age is 12", "i’m 17 btw", "im 15 years old",
    "I’m  1\u200b5",
)  # fmt: skip
NOT_SAID = (
    "my son is 15", "when I was 15", "im 15 minutes late", "im 15 weeks pregnant", "I'm 16 days sober",
    "my daughter is in year 9", "he treats me like im 12", "I'm in year 9 of this marriage", "I have a 15 year old",
    "i was 16", "im 35", "i'm 18", "I'm 15 years older than him", "since i was 12", "she thinks im 15",
    "i am 10 steps ahead", "i feel like im 15 again", "he thinks im still 12",
    "at 17 i left home", "my brother, 15, hits me",
    "i'm 12 hours into a shift", "im in 7th heaven", "I teach high school", "we have been married 15 years",
    "I said no 15 times", "I'm 170 cm", "im 17 years clean", "",
)  # fmt: skip


@pytest.mark.parametrize("text", SAID)
def test_s13_own_statements_are_heard(text: str) -> None:
    assert says_under_age(text)


@pytest.mark.parametrize("text", NOT_SAID)
def test_s13_other_peoples_ages_and_other_numbers_are_not(text: str) -> None:
    assert not says_under_age(text)


@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    assert says_under_age(text) in (True, False)
    assert screen(text).tier in ("explicit", "uncertain", "none")


@pytest.mark.parametrize("text", ["", "\u200b", "\u200b im 15 \u200b", "\0\0", "!?"])
def test_unseen_marks_break_nothing(text: str) -> None:
    assert says_under_age(text) == ("15" in text)


def real(**own: object) -> Talk:
    settings: dict[str, object] = {"consent": 1, "adult": True, "country": "HU", **own}
    return Talk(REAL, settings=Settings(**settings))  # type: ignore[arg-type]


def test_s13_the_childrens_line_of_the_country_comes_first() -> None:
    text = real().say("im 15")
    lines = [line for line in text.splitlines() if line[:1] == "•"]
    assert "Kék Vonal" in lines[0]


def test_s13_where_none_is_known_nothing_is_claimed_of_the_others() -> None:
    text = real(country="GB").say("i'm in year 9")
    assert "Samaritans" in text
    assert "findahelpline.com" in text


def test_s13_an_adult_is_not_sent_to_a_childrens_line() -> None:
    assert "Kék Vonal" not in real().command("sos")
    assert "Kék Vonal" in real(under_age=True).command("sos")


@pytest.mark.parametrize("script", ["rehearsal", "boundary_builder", "say_it_clean"])
def test_s13_there_are_no_words_for_somebody_else(script: str) -> None:
    talk = real()
    talk.say("im 15")
    talk.tap("Carry on")
    assert "for adults" in talk.command("start", script)
    talk.tap("Show me what else there is")
    assert talk.session.stack == ()


def test_s13_danger_comes_first_and_age_is_remembered() -> None:
    talk = real()
    assert "Kék Vonal" in talk.say("im 15 and i want to kill myself")
    assert talk.session.stack[-1].script == "urgent_self"
    assert talk.settings.under_age


def test_s13_the_childrens_line_comes_first_on_every_card() -> None:
    text = real().say("im 15 and my stepdad hits me")
    lines = [line for line in text.splitlines() if line[:1] == "•"]
    assert "Kék Vonal" in lines[0]
    assert "OKIT" in lines[1]
    assert "call 112" in text


def test_s13_in_the_middle_of_a_rehearsal_it_is_let_go() -> None:
    talk = real()
    talk.command("start", "rehearsal")
    talk.tap("None of these")
    talk.say("i am 14 and i won't clean his room")
    assert talk.session.stack[-1].script == "under_age"
    talk.tap("Carry on")
    assert talk.session.stack == ()


def test_s13_before_the_first_words_too() -> None:
    talk = Talk(REAL, settings=Settings())
    talk.command("start")
    assert "not an adult yet" in talk.say("im 15")
    assert "18 or older" in talk.tap("Carry on")


def test_s13_a_mistake_goes_back_to_the_exact_place_and_keeps_the_answer() -> None:
    talk = Talk()
    talk.command("start", "tea")
    talk.say("im 15")
    talk.tap("I'm an adult")
    assert not talk.settings.under_age
    assert talk.answers()["cup"] == Written("im 15")


def test_s13_a_mistake_can_be_mended_at_the_gate() -> None:
    talk = real(under_age=True)
    talk.command("start", "boundary_builder")
    talk.tap("I'm an adult")
    assert not talk.settings.under_age
    talk.tap("None of these")
    assert talk.session.stack[-1].script == "boundary_builder"


def test_s13_it_is_said_once() -> None:
    talk = real()
    talk.say("im 15")
    talk.tap("Carry on")
    talk.say("im 15 you know")
    assert talk.session.stack[-1].script == "outside"
