"""What the engine promises, played on a small library; every turn goes through JSON."""

from __future__ import annotations

import pytest

from dialogs.session import Chosen, Scaled, Several, Written
from dialogs.turn import Chose, Close, Redraw
from tests.talk import Talk, tea, to_limit


def test_a_whole_script_is_remembered_to_its_end() -> None:
    talk = Talk()
    to_limit(talk)
    text = talk.say("I won't lend money")
    assert "Kept: “" not in text
    assert 'Kept: "I won\'t lend money".' in text
    assert "Black tea, 2, Milk, a secret thing." in text
    kinds = {keep.kind: keep for keep in talk.kept.values()}
    assert set(kinds) == {"limit", "tea"}
    assert kinds["tea"].fields == {
        "cup": Written("blue"), "kind": Chosen("black", "Black tea"), "extras": Several((Chosen("milk", "Milk"),)),
    }  # fmt: skip
    assert talk.session.stack == ()


def test_what_was_said_and_what_is_asked_share_a_bubble_when_short() -> None:
    talk = Talk()
    tea(talk)
    assert [bubble.text for bubble in talk.bubbles] == ['You said "blue".\n\n(2/4)\nWhich kind?']


def test_a_choice_says_its_word_and_goes_its_way() -> None:
    talk = Talk()
    tea(talk)
    assert talk.tap("Green tea") == "Green it is.\n\n(3/4)\nWhat else?"
    assert Close(f"{talk.session.turns - 1:x}", "Green tea") not in talk.effects
    assert [effect.chosen for effect in talk.effects if isinstance(effect, Close)] == ["Green tea"]


@pytest.mark.parametrize("typed", ["1", "green tea", "GREEN TEA!", "green"])
def test_a_choice_may_be_typed(typed: str) -> None:
    talk = Talk()
    tea(talk)
    assert talk.say(typed).startswith("Green it is.")


def test_a_text_that_is_no_choice_asks_again_and_changes_nothing() -> None:
    talk = Talk()
    tea(talk)
    before = talk.session
    assert talk.say("purple").startswith("Not a choice")
    assert talk.session.stack == before.stack
    assert talk.session.history == before.history


@pytest.mark.parametrize(("typed", "number"), [("2", 2), (" 3/3 ", 3), ("0", 0)])
def test_a_scale_takes_a_typed_number(typed: str, number: int) -> None:
    talk = Talk()
    tea(talk)
    talk.tap("Black tea")
    talk.say(typed)
    assert talk.answers()["sugar"] == Scaled(number)


@pytest.mark.parametrize("typed", ["4", "-1", "lots", "2.5"])
def test_a_number_off_the_scale_is_asked_again(typed: str) -> None:
    talk = Talk()
    tea(talk)
    talk.tap("Black tea")
    assert talk.say(typed).startswith("A number from 0 to 3.")


def test_picking_changes_the_buttons_in_place_and_keeps_the_question() -> None:
    talk = Talk()
    tea(talk)
    talk.tap("Green tea")
    token = talk.token
    talk.tap("Milk")
    assert [type(effect) for effect in talk.effects] == [Redraw]
    assert [button.on for button in talk.buttons if button.label == "Milk"] == [True]
    talk.tap("more_")
    talk.tap("Honey")
    assert talk.token == token
    talk.tap("Mint")
    assert talk.notice == "Pick 1 to 2."
    talk.tap("done_")
    assert talk.answers()["extras"] == Several((Chosen("milk", "Milk"), Chosen("honey", "Honey")))


def test_several_may_be_typed() -> None:
    talk = Talk()
    tea(talk)
    talk.tap("Green tea")
    talk.say("1, mint")
    assert talk.answers()["extras"] == Several((Chosen("milk", "Milk"), Chosen("mint", "Mint")))


def test_a_button_of_an_old_question_changes_nothing() -> None:
    talk = Talk()
    tea(talk)
    old = talk.token
    talk.tap("Green tea")
    before = talk.session
    talk.do(Chose(old, "green"))
    assert talk.notice == "Stale button"
    assert talk.session == before


@pytest.mark.parametrize("choice", ["purple", "", "done_", "back__", "../x", "0"])
def test_a_forged_choice_changes_nothing(choice: str) -> None:
    talk = Talk()
    tea(talk)
    before = talk.session
    talk.do(Chose(talk.token, choice))
    assert talk.notice == "Stale button"
    assert talk.session == before


def test_why_is_answered_over_the_chat() -> None:
    talk = Talk()
    talk.command("start", "tea")
    before = talk.session
    talk.tap("why_")
    assert talk.notice == "Cups differ."
    assert talk.session == before


def test_skip_leaves_a_blank() -> None:
    talk = Talk()
    talk.command("start", "tea")
    assert talk.tap("skip_").startswith('You said "Left blank".')


def test_back_undoes_at_least_five_turns_and_what_they_kept() -> None:
    talk = Talk()
    to_limit(talk)
    talk.say("I won't lend money")
    assert len(talk.kept) == 2
    for _ in range(6):
        talk.command("back")
    assert talk.kept == {}
    assert talk.session.stack[-1].step == "cup"
    assert talk.command("back").startswith("Nothing to undo")


def test_a_listener_hears_and_gives_up_kindly() -> None:
    talk = Talk()
    to_limit(talk)
    assert 'I noticed "You must".' in talk.say("You must stop")
    assert "Not clear yet." in talk.say("hm")
    assert "Kept:" in talk.say("hm again")
