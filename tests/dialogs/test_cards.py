"""Cards of help: one short message, shorter when repeated, fit for who writes (SAFETY.md: S4, S5, S7, S8, S10, V10)."""

from __future__ import annotations

from itertools import pairwise

import pytest

from dialogs.cards import MOST_CARD
from dialogs.markup import units
from dialogs.safety.helplines import shipped
from dialogs.session import Written
from dialogs.turn import Settings
from tests.talk import REAL, Talk

DANGER = "I want to kill myself"
HURT = "he hit me again last night"
HURTING = "i want to stop hitting her"
VEILED = "whats the point of going on"
CARDS = ("urgent_self", "urgent_abuse", "urgent_other", "urgent_check")


def real(country: str = "GB") -> Talk:
    return Talk(REAL, settings=Settings(consent=1, adult=True, name="Sam", country=country))


def top(talk: Talk) -> str:
    return talk.session.stack[-1].script


@pytest.mark.parametrize("words", [DANGER, HURT, HURTING, VEILED, "my friend took pills", "my sister is being beaten"])
def test_s5_a_card_is_one_message_with_the_emergency_number_first(words: str) -> None:
    talk = real()
    text = talk.say(words)
    assert top(talk) in CARDS
    assert len(talk.bubbles) == 1
    assert "999 (Britain (UK))" in text
    assert text.index("999") < text.index("•")


@pytest.mark.parametrize("words", [DANGER, HURT, HURTING, "my friend took pills"])
def test_s5_a_card_can_be_carried_on_from_and_stopped(words: str) -> None:
    talk = real()
    talk.say(words)
    labels = [button.label for button in talk.buttons]
    assert "Stop for today" in labels
    assert {"Carry on", "I'm safe right now"} & set(labels)


def test_s5_every_card_fits_in_every_country_with_an_own_note() -> None:
    too_long = []
    for country in sorted({line.country for line in shipped()} | {"", "XX"}):
        for words in (DANGER, HURT, HURTING, "my friend took pills", "my sister is being beaten", "im 15", "/sos"):
            talk = real(country)
            talk.command("settings")
            talk.tap("My note for hard moments")
            talk.tap("Write it")
            talk.say("I call my aunt, and walk by the river. " * 9)
            text = talk.command("sos") if words == "/sos" else talk.say(words)
            too_long += [(country, words, units(text))] if units(text) > MOST_CARD else []
            assert len(talk.bubbles) == 1
    assert too_long == []


@pytest.mark.parametrize("words", [DANGER, HURT, HURTING])
def test_s10_the_same_card_within_ten_minutes_is_shorter_and_keeps_the_lines(words: str) -> None:
    talk = real()
    first = talk.say(words)
    talk.wait(minutes=9)
    second = talk.say(words)
    assert len(second) < len(first) * 0.7
    assert [line for line in first.splitlines() if line[:1] == "•"] == [
        line for line in second.splitlines() if line[:1] == "•"
    ]
    talk.wait(minutes=2)
    assert talk.say(words) == first


def test_s10_another_card_is_whole() -> None:
    talk = real()
    talk.say(DANGER)
    assert "/hide takes away" in talk.say(HURT)


def test_s10_urgent_help_asked_for_twice_is_shorter_the_second_time() -> None:
    talk = real()
    first = talk.command("sos")
    second = talk.command("sos")
    assert len(second) < len(first)
    assert "999" in second
    assert "Samaritans" in second


def test_s4_explicit_words_called_a_description_are_met_again_when_they_come_again() -> None:
    talk = real()
    talk.command("start", "needs_check")
    for _ in range(3):
        talk.say(DANGER)
        assert top(talk) == "urgent_self"
        talk.say("you misunderstood")
        assert top(talk) == "urgent_self"
        talk.tap("I was only describing")
        assert top(talk) == "needs_check"


def test_s8_somebody_elses_danger_gets_words_for_a_helper() -> None:
    text = real().say("my friend took pills")
    assert "“Are you thinking of ending your life?”" in text
    assert "not safe on my own" not in text


def test_s8_somebody_who_knows_of_violence_gets_words_for_a_helper() -> None:
    talk = real()
    text = talk.say("my sister is being beaten by her husband")
    assert "theirs to choose" in text
    assert top(talk) == "urgent_abuse"


def test_s8_a_threat_against_the_writer_is_no_third_party() -> None:
    talk = real()
    assert "not your fault" in talk.say("my boyfriend said he'd kill me")


@pytest.mark.parametrize("small", ["yes", "OK.", "am I okay?"])
def test_s7_small_words_after_leaving_the_card_get_care_for_two_turns(small: str) -> None:
    talk = Talk()
    talk.command("start", "tea")
    talk.say(DANGER)
    talk.tap("Carry on")
    for _ in range(2):
        assert talk.say(small).startswith("After: careful")
        assert talk.text.endswith("Which cup?")
    talk.say(small)
    assert talk.answers()["cup"] == Written(small)


def test_s7_small_words_after_stopping_are_no_note() -> None:
    talk = real()
    talk.say(DANGER)
    talk.tap("Stop for today")
    text = talk.say("am I okay")
    assert "/sos" in text
    assert talk.session.stack == ()


def test_s7_a_button_that_is_typed_is_still_an_answer() -> None:
    talk = Talk()
    talk.command("start", "tea")
    talk.say("blue")
    talk.say(DANGER)
    talk.tap("Carry on")
    talk.say("1")
    assert talk.answers()["kind"].label == "Green tea"  # type: ignore[union-attr]


def test_s7_harmless_words_leave_no_care_behind() -> None:
    talk = Talk()
    talk.command("start", "tea")
    talk.say(VEILED)
    talk.tap("No, a figure of speech")
    talk.command("start", "tea")
    talk.say("ok")
    assert talk.answers()["cup"] == Written("ok")


def test_s7_for_three_days_it_is_known_that_reminders_and_praise_rest() -> None:
    talk = real()
    talk.say(DANGER)
    talk.tap("Stop for today")
    talk.wait(hours=71)
    talk.command("menu")
    assert talk.session.care is not None
    talk.wait(hours=2)
    talk.command("menu")
    assert talk.session.care is None


def in_rehearsal(talk: Talk) -> None:
    talk.command("start", "rehearsal")
    talk.tap("None of these")
    talk.say("I won't lend money again")


def test_v10_words_of_hurting_somebody_close_words_for_others_for_three_days() -> None:
    talk = real()
    in_rehearsal(talk)
    text = talk.say(HURTING)
    assert "yours to stop" in text
    talk.tap("Carry on")
    for script in ("rehearsal", "boundary_builder", "say_it_clean"):
        assert "Words for other people wait" in talk.command("start", script)
        assert talk.session.stack == ()
    talk.wait(hours=73)
    talk.command("start", "rehearsal")
    assert talk.buttons[0].label == "None of these"


@pytest.mark.parametrize("way", ["help", "back", "menu", "start", "sos"])
def test_v10_no_way_leads_back_into_the_rehearsal(way: str) -> None:
    talk = real()
    in_rehearsal(talk)
    talk.say(HURTING)
    talk.command(way)
    for _ in range(3):
        assert "rehearsal" not in [frame.script for frame in talk.session.stack]
        if talk.buttons and talk.session.token:
            talk.tap(talk.buttons[0].id)


def test_v10_what_was_only_described_opens_them_again() -> None:
    talk = real()
    in_rehearsal(talk)
    talk.say(HURTING)
    talk.tap("I was only describing")
    assert top(talk) == "rehearsal"
    assert talk.session.shut_until is None


def test_v10_another_figure_of_speech_does_not_open_them() -> None:
    talk = real()
    talk.say(HURTING)
    talk.tap("Carry on")
    talk.say(VEILED)
    talk.tap("No, a figure of speech")
    assert talk.session.shut_until is not None


def test_cards_differ_by_who_writes() -> None:
    said = [real().say(words) for words in (DANGER, "my friend took pills", HURT, "my sister is being beaten", HURTING)]
    assert all(one != other for one, other in pairwise(said))
