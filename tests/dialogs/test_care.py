"""Words of danger are met before anything else, in every state, and nobody is held (SAFETY.md: S, V)."""

from __future__ import annotations

import pytest

from dialogs.session import Answer, Frame, Session, Written
from dialogs.turn import Chose, Settings
from tests.talk import REAL, Talk

DANGER = "I want to kill myself"
VEILED = "whats the point of going on"
HURT = "he hit me again last night"


def in_tea(root_settings: Settings | None = None) -> Talk:
    talk = Talk(settings=root_settings)
    talk.command("start", "tea")
    return talk


def top(talk: Talk) -> str:
    return talk.session.stack[-1].script


def test_s1_words_of_danger_are_met_before_they_are_an_answer() -> None:
    talk = in_tea()
    talk.say(DANGER)
    assert top(talk) == "urgent_self"
    assert "cup" not in talk.session.stack[0].answers


@pytest.mark.parametrize("state", ["outside", "welcome", "menu", "journal", "gate", "choice", "scale"])
def test_s1_in_every_state(state: str) -> None:
    talk = Talk(settings=Settings() if state == "welcome" else None)
    if state in ("menu", "journal"):
        talk.command(state)
    elif state == "gate":
        talk = Talk(REAL)
        talk.command("start", "boundary_builder")
    elif state in ("choice", "scale"):
        talk.command("start", "tea")
        talk.say("blue")
        if state == "scale":
            talk.tap("Black tea")
    talk.say(DANGER)
    assert top(talk) == "urgent_self"


def test_s1_an_edit_is_read_too() -> None:
    talk = in_tea()
    talk.say("blue", "m1")
    talk.edit(DANGER, "m1")
    assert top(talk) == "urgent_self"


def test_s1_an_edit_that_comes_too_late_is_read_too() -> None:
    talk = in_tea()
    talk.say("blue", "m1")
    talk.tap("Black tea")
    talk.edit(DANGER, "m1")
    assert top(talk) == "urgent_self"


def test_s1_a_text_that_is_too_long_is_read_as_far_as_it_may_go() -> None:
    talk = in_tea()
    talk.say(f"{DANGER} {'and ' * 2000}")
    assert top(talk) == "urgent_self"


@pytest.mark.parametrize("command", ["start", "journal", "stop", "delete", "back", "nonsense"])
def test_s1_words_after_a_command_are_read_too(command: str) -> None:
    talk = in_tea()
    talk.command(command, DANGER)
    assert top(talk) == "urgent_self"
    assert [frame.script for frame in talk.session.stack] == (
        ["urgent_self"] if command == "stop" else ["tea", "urgent_self"]
    )


def test_s1_no_link_to_a_script_looks_like_danger() -> None:
    talk = Talk(REAL)
    for script in talk.library.scripts["en"]:
        talk.command("start", script)
        assert talk.session.care is None, script


def test_v5_hiding_shows_nothing_of_it() -> None:
    talk = in_tea()
    talk.command("hide", DANGER)
    assert talk.session.care is None


def test_s3_veiled_words_get_one_plain_question_with_help_under_it() -> None:
    talk = in_tea()
    assert "Crisis lines anywhere" in talk.say(VEILED)
    assert top(talk) == "urgent_check"
    assert len(talk.buttons) == 3
    talk.tap("I'm thinking of ending my life")
    assert top(talk) == "urgent_self"


def test_s4_a_figure_of_speech_goes_back_to_the_exact_place_and_keeps_the_answer() -> None:
    talk = in_tea()
    talk.say(VEILED)
    assert talk.tap("No, a figure of speech").endswith("Which kind?")
    assert talk.answers()["cup"] == Written(VEILED)


def test_s4_that_phrase_is_then_left_alone_and_a_stronger_one_is_not() -> None:
    talk = in_tea()
    talk.say(VEILED)
    talk.tap("No, a figure of speech")
    talk.command("start", "tea")
    talk.say("What's the POINT of going on?")
    assert talk.answers()["cup"] == Written("What's the POINT of going on?")
    talk.say(DANGER)
    assert top(talk) == "urgent_self"


def test_s6_carry_on_stop_and_commands_all_lead_out() -> None:
    talk = in_tea()
    talk.say(DANGER)
    assert talk.tap("Carry on").endswith("Which cup?")
    talk.say(DANGER)
    talk.tap("Stop for today")
    assert talk.session.stack == ()
    talk.say(DANGER)
    talk.command("stop")
    assert talk.session.stack == ()


def test_s6_never_more_than_two_questions_in_ten_minutes() -> None:
    talk = in_tea()
    for veiled in (VEILED, "everyone would be better off without me"):
        talk.say(veiled)
        assert top(talk) == "urgent_check"
        talk.tap("No, a figure of speech")
        talk.command("start", "tea")
    assert "Care line" in talk.say("i cant do this anymore")
    assert talk.answers()["cup"] == Written("i cant do this anymore")


def test_s7_small_words_after_a_disclosure_get_no_small_talk() -> None:
    talk = in_tea()
    talk.say(DANGER)
    for small in ("yes", "ok", "am I okay"):
        assert talk.say(small).startswith("Careful")
        assert top(talk) == "urgent_self"


def test_p2_nothing_of_the_words_is_remembered_for_longer_than_the_path() -> None:
    talk = in_tea()
    talk.say(DANGER)
    talk.tap("Stop for today")
    assert "kill" not in repr(talk.session)
    talk.wait(hours=73)
    talk.command("start", "tea")
    assert talk.session.care is None


def test_v1_the_gate_comes_before_words_for_somebody() -> None:
    talk = Talk(REAL)
    talk.command("start", "boundary_builder")
    assert top(talk) == "gate"
    talk.tap("None of these")
    assert top(talk) == "boundary_builder"


@pytest.mark.parametrize("answer", ["One or more", "I'm not sure", "skip_"])
def test_v1_yes_unsure_or_skip_closes_it(answer: str) -> None:
    talk = Talk(REAL)
    talk.command("start", "boundary_builder")
    text = talk.tap(answer)
    assert "nomoredirectory.org" in text
    assert talk.session.stack == ()
    talk.command("start", "boundary_builder")
    assert top(talk) == "gate"


def test_v1_turning_to_something_else_does_not_pass_the_gate() -> None:
    talk = Talk(REAL)
    question = talk.command("start", "boundary_builder")
    talk.command("help")
    assert talk.tap("Carry on") == question
    assert top(talk) == "gate"
    talk.say(HURT)
    assert top(talk) == "urgent_abuse"
    talk.tap("I'm safe right now")
    assert talk.session.stack == ()


def test_v1_a_closed_gate_offers_help_oneself_and_a_private_chat_and_no_words_for_them() -> None:
    talk = Talk(REAL)
    talk.command("start", "rehearsal")
    text = talk.tap("I'm not sure")
    offered = {offer.script for offer in talk.session.offers}
    assert {"needs_check", "privacy", "sos"} <= offered
    scripts = talk.library.scripts["en"]
    assert not any(scripts[one].confronts for one in offered if one)
    assert not {"try", "tell"} & set(text.lower().split())


def test_v1_it_is_asked_again_after_an_hour() -> None:
    talk = Talk(REAL)
    talk.command("start", "boundary_builder")
    talk.tap("None of these")
    talk.command("stop")
    talk.command("start", "say_it_clean")
    assert top(talk) == "say_it_clean"
    talk.command("stop")
    talk.wait(minutes=61)
    talk.command("start", "say_it_clean")
    assert top(talk) == "gate"


def test_v1_words_of_abuse_let_go_of_words_for_that_person() -> None:
    talk = Talk(REAL)
    talk.command("start", "boundary_builder")
    talk.tap("None of these")
    talk.say(HURT)
    assert top(talk) == "urgent_abuse"
    assert "set aside" in talk.tap("I'm safe right now")
    assert talk.session.stack == ()
    talk.command("start", "boundary_builder")
    assert top(talk) == "gate"


def test_v1_a_deep_link_does_not_pass_the_gate() -> None:
    talk = Talk(REAL, settings=Settings())
    talk.command("start", "boundary_builder")
    for label in ("Yes, 18 or older", "Go on", "I agree", "skip_", "skip_", "No thanks"):
        talk.tap(label)
    assert top(talk) == "gate"
    talk.tap("None of these")
    assert top(talk) == "boundary_builder"


def test_v1_who_stands_in_a_script_that_begins_to_confront_meets_the_gate_there() -> None:
    talk = Talk()
    answers: dict[str, Answer] = {"limit": Written("I won't lend money")}
    talk.session = Session(1, (Frame("talk_it", 1, "persona", run=1, answers=answers),), token="t", turns=1, runs=1)
    assert "What fits?" in talk.do(Chose("t", "dry_uncle"))
    assert "With whom?" in talk.tap("None of these")
    assert talk.answers() == answers


def test_s1_words_of_danger_are_met_also_when_the_script_has_changed() -> None:
    talk = Talk()
    talk.session = Session(1, (Frame("tea", 1, "a_step_that_is_gone", run=1),), token="t", turns=1, runs=1)
    talk.say(DANGER)
    assert top(talk) == "urgent_self"


def test_h2_numbers_come_only_with_the_country_that_was_set() -> None:
    talk = Talk(REAL, settings=Settings(consent=1, adult=True, country="GB"))
    text = talk.command("sos")
    assert "999 (United Kingdom)" in text or "999 (Britain (UK))" in text
    assert "116 123" in text
    assert "Samaritans" not in Talk(REAL).command("sos")
