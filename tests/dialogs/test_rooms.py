"""Commands, the bot's own rooms, first words and edits: what may come between a person and a dialog."""

from __future__ import annotations

from dialogs.session import Written
from dialogs.turn import AskAgain, Ended, Settings, Unreadable
from tests.talk import Talk, tea, to_limit


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
    assert talk.do(Unreadable("voice")) == "Unreadable voice\n\n(2/4)\nWhich kind?"


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
