"""The next step and why; three dialogs a day; the same matter a third time."""

from __future__ import annotations

import msgspec
import pytest

from dialogs.turn import Settings
from tests.talk import REAL, Talk, library


@pytest.fixture
def talk() -> Talk:
    """Somebody in the real library."""
    return Talk(REAL)


def _finish(talk: Talk) -> None:
    talk.command("start", "needs_check")
    for label in ("3", "rest", "lie", "now", "let_go"):
        talk.tap(label)


def test_after_three_dialogs_the_fourth_waits_for_tomorrow(talk: Talk) -> None:
    for _ in range(3):
        _finish(talk)
    talk.command("start", "needs_check")
    assert talk.session.stack[-1].script == "enough_today"
    talk.command("start", "check_in")
    assert talk.session.stack[-1].script == "check_in"
    talk.wait(hours=6)
    talk.command("start", "needs_check")
    assert talk.session.stack[-1].script == "needs_check"


def test_the_day_is_the_persons_own(talk: Talk) -> None:
    talk.settings = Settings(
        consent=1, adult=True, timezone="Pacific/Auckland"
    )  # already Tuesday there, and Tuesday still six hours later
    for _ in range(3):
        _finish(talk)
    talk.wait(hours=6)
    talk.command("start", "needs_check")
    assert talk.session.stack[-1].script == "enough_today"


def test_what_was_stopped_counts_nothing(talk: Talk) -> None:
    for _ in range(5):
        talk.command("start", "needs_check")
        talk.command("stop")
    assert talk.session.memory.day is None


def _suggested(talk: Talk) -> str:
    talk.command("menu")
    talk.tap("next")
    return talk.text


def test_a_low_mood_comes_first_for_a_week(talk: Talk) -> None:
    _finish(talk)
    talk.command("start", "check_in")
    for choice in ("level_0", "level_2", "skip_"):
        talk.tap(choice)
    assert "weighs a lot" in _suggested(talk)
    talk.wait(days=8)
    assert "weighs a lot" not in _suggested(talk)


def test_a_better_day_takes_the_sign_away(talk: Talk) -> None:
    for mood in ("level_0", "level_3"):
        talk.command("start", "check_in")
        for choice in (mood, "level_2", "skip_"):
            talk.tap(choice)
    assert talk.session.memory.signs == {}


def test_a_chosen_week_goes_on_where_it_is(talk: Talk) -> None:
    talk.command("menu")
    for choice in ("next", "week", "what_i_want", "next"):
        talk.tap(choice)
    week = library(REAL).guides["en"].paths["what_i_want"].scripts
    assert talk.buttons[0].id == week[0]
    talk.wait(days=1)
    talk.tap(week[0])
    assert talk.session.stack[-1].script == week[0]


def test_what_was_done_longest_ago_comes_again_after_two_weeks(talk: Talk) -> None:
    _finish(talk)
    talk.wait(days=13)
    talk.command("start", "boundary_builder")
    talk.tap("none")
    assert "It has been a while" not in _suggested(talk)
    rules = [rule for rule in library(REAL).guides["en"].rules if rule.when in ("long_ago", "any")]
    guide = msgspec.structs.replace(library(REAL).guides["en"], rules=tuple(rules))
    talk.library = msgspec.structs.replace(library(REAL), guides={"en": guide})
    talk.wait(days=2)
    assert "It has been a while" in _suggested(talk)


MATTERS = ("My sister borrows money and never pays it back", "sister borrowed money AGAIN", "The money my sister wants")


def test_the_third_time_the_same_matter_comes_the_bot_says_so(talk: Talk) -> None:
    for number, words in enumerate(MATTERS):
        talk.command("start", "say_it_clean")
        if talk.session.stack[-1].script == "gate":
            talk.tap("none")
        talk.say(words)
        assert (talk.session.stack[-1].script == "third_time") is (number == 2)
        if number < 2:
            talk.command("stop")
    talk.tap("go_on")
    assert talk.session.stack[-1].script == "say_it_clean"


def test_other_matters_are_other_matters_and_no_word_is_kept(talk: Talk) -> None:
    for words in (MATTERS[0], "Colleague leaves early each Friday", "Neighbour parks across our drive"):
        talk.command("start", "say_it_clean")
        if talk.session.stack[-1].script == "gate":
            talk.tap("none")
        talk.say(words)
        talk.command("stop")
    assert [one.times for one in talk.session.memory.topics] == [1, 1, 1]
    assert "sister" not in str(talk.session.memory)


def test_two_months_later_it_is_new(talk: Talk) -> None:
    for words in MATTERS:
        talk.command("start", "say_it_clean")
        talk.tap("none")
        talk.say(words)
        talk.command("stop")
        talk.wait(days=61)
    assert talk.session.memory.topics[0].times == 1


@pytest.mark.parametrize(
    ("reply", "signs"),
    [("I won't lend money again.", set()), ("maybe, i dont know", {"vague"}), ("you selfish pig", {"vague", "harsh"})],
)
def test_a_rehearsal_says_what_got_lost_in_it(talk: Talk, reply: str, signs: set[str]) -> None:
    talk.command("start", "rehearsal")
    for answer in ("none", "step_2"):
        talk.tap(answer)
    talk.say("I won't lend money again.")
    for answer in ("result", "borrowing_friend", "skip_"):
        talk.tap(answer)
    for _ in range(6):
        if talk.session.stack[-1].step == "talk":
            talk.say(reply)
    assert set(talk.session.memory.signs) == signs
