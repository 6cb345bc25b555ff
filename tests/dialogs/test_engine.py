"""What the engine promises, played on a small library; every turn goes through JSON."""

from __future__ import annotations

import pytest

from dialogs.session import Chosen, Scaled, Several, Written
from dialogs.turn import AskAgain, Chose, Close, Ended, Redraw, Settings, Unreadable
from tests.talk import Talk


def tea(talk: Talk, cup: str = "blue", source: str | None = None) -> str:
    """Begin `tea` and answer its first question."""
    talk.command("start", "tea")
    return talk.say(cup, source)


def to_limit(talk: Talk) -> None:
    """Go on to the script that tea calls."""
    tea(talk)
    talk.tap("Black tea")
    talk.tap("2")
    talk.tap("Milk")
    talk.tap("done_")
    talk.say("a secret thing")


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
    assert [bubble.text for bubble in talk.bubbles] == ['You said "blue".\n\nWhich kind?']


def test_a_choice_says_its_word_and_goes_its_way() -> None:
    talk = Talk()
    tea(talk)
    assert talk.tap("Green tea") == "Green it is.\n\nWhat else?"
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


def test_help_interrupts_and_then_offers_to_carry_on() -> None:
    talk = Talk()
    tea(talk)
    text = talk.command("help")
    assert "Words of help." in text
    assert "Carry on with Make tea?" in text
    assert talk.tap("Carry on").endswith("Which kind?")
    assert talk.session.stack[-1].answers["cup"] == Written("blue")


def test_leaving_what_waited_leaves_everything() -> None:
    talk = Talk()
    tea(talk)
    talk.command("sos")
    assert "Left." in talk.tap("Leave it")
    assert talk.session.stack == ()


def test_help_twice_does_not_pile_up() -> None:
    talk = Talk()
    tea(talk)
    for _ in range(5):
        talk.command("help")
    assert [frame.script for frame in talk.session.stack] == ["tea", "carry_on"]


def test_waiting_dialogs_never_pile_up_without_end() -> None:
    talk = Talk()
    for _ in range(9):
        talk.command("start", "tea")
    assert len(talk.session.stack) <= 4


def test_stop_leaves_from_everywhere() -> None:
    talk = Talk()
    to_limit(talk)
    talk.command("stop")
    assert talk.text == "Stopped"
    assert talk.session.stack == ()
    assert talk.command("stop") == "Nothing to stop"


def test_words_outside_a_dialog_are_offered_a_fitting_script_or_kept() -> None:
    talk = Talk()
    text = talk.say("How do I say no to my mother?")
    assert text == 'You wrote "How do I say no to my mother?".\n\nWhat now?'
    assert [button.label for button in talk.buttons] == ["Say a limit (1 min)", "Keep as a note", "Neither"]
    talk.tap("Keep as a note")
    assert [keep.fields for keep in talk.kept.values()] == [{"words": Written("How do I say no to my mother?")}]


def test_own_words_in_the_menu_are_heard() -> None:
    talk = Talk()
    talk.command("menu")
    assert "thirsty" in talk.say("I am so thirsty")
    assert talk.buttons[0].label == "Make tea (1 min)"


def test_after_a_day_the_words_are_kept_until_the_person_says_what_they_are() -> None:
    talk = Talk()
    tea(talk)
    talk.wait(hours=25)
    text = talk.say("green")
    assert 'We were in Make tea, at "Which kind?". You wrote "green".' in text
    assert talk.tap("Use it").startswith("Green it is.")


def test_after_a_day_a_tap_still_answers() -> None:
    talk = Talk()
    tea(talk)
    talk.wait(days=3)
    assert talk.tap("Green tea").startswith("Green it is.")


def test_an_edit_corrects_the_last_answer() -> None:
    talk = Talk()
    tea(talk, source="m1")
    text = talk.edit("red", "m1")
    assert text.startswith("Edit taken")
    assert 'You said "red".' in text
    assert talk.answers()["cup"] == Written("red")


def test_an_edit_of_an_older_answer_changes_nothing() -> None:
    talk = Talk()
    tea(talk, source="m1")
    talk.tap("Green tea")
    assert talk.edit("red", "m1").startswith("Edit too late")
    assert talk.answers()["cup"] == Written("blue")


def test_an_edit_takes_back_what_the_turn_had_kept() -> None:
    talk = Talk()
    to_limit(talk)
    talk.say("I won't lend money", "m9")
    talk.edit("I won't lend the car", "m9")
    limits = [keep.fields["limit"] for keep in talk.kept.values() if keep.kind == "limit"]
    assert limits == [Written("I won't lend the car")]


def test_a_text_too_long_is_refused_and_an_edit_mends_it() -> None:
    talk = Talk()
    talk.command("start", "tea")
    assert talk.say("🙂" * 2049, "m1").startswith("Over 4096.")
    assert "cup" not in talk.answers()
    talk.edit("short", "m1")
    assert talk.answers()["cup"] == Written("short")


def test_an_empty_text_asks_again() -> None:
    talk = Talk()
    talk.command("start", "tea")
    assert talk.say("  \n ").startswith("Empty")


def test_what_cannot_be_read_gets_a_word_and_the_question_stays() -> None:
    talk = Talk()
    tea(talk)
    assert talk.do(Unreadable("voice")) == "Unreadable voice\n\nWhich kind?"


def test_first_words_come_before_anything_else() -> None:
    talk = Talk(settings=Settings())
    assert talk.say("hi").endswith("Do you agree?")
    talk.tap("I agree")
    talk.say("Kim")
    assert "Welcome, Kim. It is 19:00." in talk.say("Berlin")
    assert talk.settings.consent == 1
    assert talk.settings.timezone == "Europe/Berlin"


def test_a_linked_script_follows_the_first_words() -> None:
    talk = Talk(settings=Settings())
    talk.command("start", "tea")
    talk.tap("I agree")
    talk.say("Kim")
    assert "Which cup?" in talk.say("Berlin")


def test_help_works_before_first_words_and_leads_back_to_them() -> None:
    talk = Talk(settings=Settings())
    talk.command("start")
    assert "Words of sos." in talk.command("sos")
    assert talk.tap("Carry on").endswith("Do you agree?")


def test_a_linked_script_does_not_follow_a_no() -> None:
    talk = Talk(settings=Settings())
    talk.command("start", "tea")
    assert talk.tap("Not now") == "Bye."
    assert talk.session.stack == ()
    assert talk.say("hi").endswith("Do you agree?")


def test_no_way_leads_past_the_first_words() -> None:
    talk = Talk(settings=Settings())
    talk.command("export")
    talk.command("stop")
    for name in talk.library.scripts["en"]:
        talk.command(name)
        assert {frame.script for frame in talk.session.stack} <= {"welcome", "export", "delete", "carry_on"}, name


def test_settings_are_not_given_to_someone_who_has_not_agreed() -> None:
    talk = Talk(settings=Settings())
    assert talk.command("journal").endswith("Do you agree?")


def test_an_unknown_command_opens_the_menu() -> None:
    talk = Talk()
    assert talk.command("frobnicate") == "What now?"


def test_a_link_to_nothing_says_so() -> None:
    talk = Talk()
    assert talk.command("start", "no_such_thing").startswith("No script")


def test_erasing_asks_once_and_says_so_after_it_is_done() -> None:
    talk = Talk()
    talk.command("delete")
    talk.tap("Erase")
    assert talk.verbs == ["erase"]
    assert talk.text == "Erased."


def test_nothing_waits_behind_an_erasing() -> None:
    talk = Talk(settings=Settings())
    talk.command("start", "tea")
    talk.command("delete")
    assert talk.tap("Erase") == "Erased."
    assert talk.session.stack == ()


def test_a_called_script_comes_back() -> None:
    talk = Talk()
    to_limit(talk)
    assert [frame.script for frame in talk.session.stack] == ["tea", "limit_talk"]
    talk.say("I won't")
    assert [effect.script for effect in talk.effects if isinstance(effect, Ended)] == ["limit_talk", "tea"]


def test_a_day_may_be_tapped_or_typed() -> None:
    talk = Talk()
    tea(talk)
    talk.tap("Tell me of coffee")
    assert talk.tap("Tomorrow") == "Noted, 2026-03-03."
    assert [effect.script for effect in talk.effects if isinstance(effect, AskAgain)] == ["tea"]
    talk.command("start", "coffee")
    assert talk.say("blue").startswith("Not a day")
    assert talk.say("12 March 2026") == "Noted, 2026-03-12."


def test_offers_start_a_script_by_tap_or_by_name() -> None:
    talk = Talk()
    to_limit(talk)
    talk.say("I won't")
    assert talk.say("more tea").endswith("Which cup?")


def test_sensitive_answers_are_gone_when_the_script_ends() -> None:
    talk = Talk()
    to_limit(talk)
    talk.say("I won't")
    assert "a secret thing" not in repr(talk.session)


def test_wordings_differ_between_people_and_repeat_for_one() -> None:
    said = {Talk(seed=seed).command("start", "tea") for seed in range(20)}
    assert len(said) == 3
    assert Talk(seed=5).command("start", "tea") == Talk(seed=5).command("start", "tea")
