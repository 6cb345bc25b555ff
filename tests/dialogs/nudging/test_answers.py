"""The buttons of a nudge: they work beside an open question, once, and change nothing when their moment has passed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from dialogs import engine
from dialogs.nudging.choice import Past, pick
from dialogs.nudging.due import next_due
from dialogs.nudging.wish import wish_of
from dialogs.session import Nudged, Scaled, decode_session, encode_session
from dialogs.turn import AskAgain, BroughtUp, Bubble, Chose, Close, Due, Facts, Say, Settings
from tests.talk import REAL, Talk

WISHED = Settings(consent=1, adult=True, nudges="daily", nudge_time="18:00")


def nudge(talk: Talk, past: Past | None = None) -> Bubble:
    """A nudge comes."""
    wish = wish_of(talk.settings)
    assert wish is not None
    picked = pick(
        talk.library, "en", talk.session.nudges or Nudged(), past or Past(), talk.session.seed, talk.now, wish.zone
    )
    assert picked is not None
    turn = engine.nudge(talk.library, talk.session, picked, wish, Facts(talk.now, talk.settings))
    talk.session = decode_session(encode_session(turn.session))
    (say,) = turn.effects
    assert isinstance(say, Say)
    return say.bubble


def tap(talk: Talk, bubble: Bubble, button: str) -> str:
    """A button of the nudge is tapped."""
    assert bubble.token
    return talk.do(Chose(bubble.token, button))


@pytest.fixture
def talk() -> Talk:
    return Talk(REAL, settings=WISHED)


def test_it_is_its_text_and_four_buttons_and_disturbs_nothing(talk: Talk) -> None:
    talk.command("start", "needs_check")
    before = talk.session
    bubble = nudge(talk)
    assert [button.label for button in bubble.buttons] == ["Do it now", "Later", "Not today", "Fewer"]
    assert talk.session.nudges is not None
    assert talk.session.nudges.unanswered == 1
    assert msgspec.structs.replace(talk.session, nudges=None) == before
    assert "Which of these" in talk.tap("4")
    assert talk.session.nudges.unanswered == 0


def test_do_it_now_begins_its_script_and_what_was_under_way_waits(talk: Talk) -> None:
    talk.command("start", "needs_check")
    talk.tap("4")
    bubble = nudge(talk)
    tap(talk, bubble, "now")
    assert talk.session.stack[0].script == "needs_check"
    assert len(talk.session.stack) == 2
    assert talk.session.stack[0].waits
    assert Close(bubble.token or "", "Do it now") in talk.effects


def test_do_it_now_on_a_follow_up_begins_it_and_the_promise_is_kept(talk: Talk) -> None:
    due = talk.now - timedelta(hours=1)
    promise = AskAgain(due, "after_talk", "plan-1")
    bubble = nudge(talk, Past(follow_ups=(promise,)))
    talk.due = Due(promise, {"upset": Scaled(8)})
    tap(talk, bubble, "now")
    assert talk.answers()["upset"] == Scaled(8)
    assert BroughtUp(promise) in talk.effects


def test_what_prepares_words_for_somebody_begins_behind_the_gate(talk: Talk) -> None:
    bubble = nudge(talk, Past({"rehearsal": talk.now - timedelta(days=1)}))
    assert "private question" in tap(talk, bubble, "now")


@pytest.mark.parametrize("button", ["now", "later", "not_today", "fewer"])
def test_a_button_works_once(talk: Talk, button: str) -> None:
    bubble = nudge(talk)
    assert tap(talk, bubble, button)
    before = talk.session
    assert tap(talk, bubble, button) == ""
    assert talk.notice == "That question is over. Nothing was changed."
    assert talk.session == before


def test_the_buttons_of_an_earlier_nudge_and_made_up_ones_change_nothing(talk: Talk) -> None:
    old = nudge(talk)
    talk.wait(days=1)
    new = nudge(talk)
    before = talk.session
    assert tap(talk, old, "fewer") == tap(talk, new, "nonsense") == tap(talk, new, "off") == ""
    assert talk.session == before
    assert talk.settings == WISHED


def test_not_today_is_enough(talk: Talk) -> None:
    assert tap(talk, nudge(talk), "not_today") == "Not today, then. Nothing is lost."
    assert talk.session.stack == ()


def test_fewer_goes_down_to_three_a_week_then_one_then_to_where_it_can_be_turned_off(talk: Talk) -> None:
    assert "Days a week: 3." in tap(talk, nudge(talk), "fewer")
    assert (talk.settings.nudges, talk.settings.nudge_days) == ("some", "mon wed fri")
    assert "Days a week: 1." in tap(talk, nudge(talk), "fewer")
    assert talk.settings.nudge_days == "mon"
    assert "Would you like a short reminder" in tap(talk, nudge(talk), "fewer")


def test_a_button_may_be_typed(talk: Talk) -> None:
    nudge(talk)
    assert talk.say("not today") == "Not today, then. Nothing is lost."


@pytest.mark.parametrize(("choice", "minutes"), [("In an hour", 60), ("This evening", 60), ("In a week", 7 * 24 * 60)])
def test_later_brings_it_back_when_the_person_says(talk: Talk, choice: str, minutes: int) -> None:
    tap(talk, nudge(talk), "later")
    talk.tap(choice)
    wish, been = wish_of(talk.settings), talk.session.nudges
    assert wish is not None
    assert been is not None
    assert next_due(wish, been, (), talk.now) == talk.now + timedelta(minutes=minutes)


def test_this_evening_is_at_seven(talk: Talk) -> None:
    talk.now = datetime(2026, 3, 2, 8, tzinfo=UTC)
    tap(talk, nudge(talk), "later")
    talk.tap("This evening")
    assert talk.session.nudges is not None
    assert talk.session.nudges.again == datetime(2026, 3, 2, 19, tzinfo=UTC)


def test_a_holiday_lasts_until_the_day_the_person_says(talk: Talk) -> None:
    tap(talk, nudge(talk), "later")
    talk.tap("After a holiday")
    assert "No reminder before" in talk.say("2026-03-20")
    wish = wish_of(talk.settings)
    assert wish is not None
    found = next_due(wish, talk.session.nudges or Nudged(), (), talk.now)
    assert found == datetime(2026, 3, 20, 18, tzinfo=UTC)


def test_after_nine_without_an_answer_there_is_one_question_and_its_buttons_do_as_they_say(talk: Talk) -> None:
    for button, nudges in (("month", "daily"), ("keep", "daily"), ("off", "off")):
        for _ in range(9):
            nudge(talk)
            talk.wait(days=7)
        bubble = nudge(talk)
        assert [one.label for one in bubble.buttons] == ["A month off", "Stop them", "Keep them"]
        tap(talk, bubble, button)
        assert talk.settings.nudges == nudges
    assert talk.settings.nudge_pause[:4] == "2026"


def test_stop_with_nothing_under_way_ends_them_at_once(talk: Talk) -> None:
    talk.command("menu")
    assert talk.command("stop") == "Stopped. /menu is here when you want it."
    assert talk.settings.nudges == "daily"
    assert talk.command("stop") == "Reminders are off. /nudge turns them on again."
    assert talk.settings.nudges == "off"


def test_hiding_the_chat_lets_them_rest_for_a_week(talk: Talk) -> None:
    bubble = nudge(talk)
    tap(talk, bubble, "later")
    talk.tap("In an hour")
    talk.command("hide")
    assert talk.settings.nudges == "daily"
    assert talk.settings.nudge_pause == (talk.now + timedelta(days=7)).isoformat()
    assert talk.session.nudges is not None
    assert (talk.session.nudges.again, talk.session.nudges.token) == (None, None)


def test_a_longer_pause_stays_when_the_chat_is_hidden(talk: Talk) -> None:
    month = (talk.now + timedelta(days=30)).isoformat()
    talk.settings = msgspec.structs.replace(talk.settings, nudge_pause=month)
    talk.command("hide")
    assert talk.settings.nudge_pause == month
