"""Coming back to a plan: due in the evening of its day, brought up once, and never behind a closed gate."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.session import Answer, Chosen, Moment, Scaled, Written
from dialogs.turn import AskAgain, BroughtUp, Due, LetGo, Settings
from tests.talk import MONDAY, REAL, Talk

PLAN = AskAgain(MONDAY - timedelta(hours=1), "after_talk", "2a.1.planned")
FIELDS: dict[str, Answer] = {
    "limit": Written("I won't lend my car"), "day": Moment(MONDAY, "2026-03-02"), "upset": Scaled(8)
}  # fmt: skip
DUE = Due(PLAN, FIELDS)
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Pacific/Kiritimati", "Asia/Kolkata", "Pacific/Pago_Pago")


def someone(due: Due | None = DUE, zone: str = "UTC") -> Talk:
    talk = Talk(REAL, settings=Settings(consent=1, adult=True, name="Sam", timezone=zone))
    talk.due = due
    return talk


def plan(talk: Talk, day: str) -> AskAgain:
    """Go through a short rehearsal to a plan for that day."""
    talk.command("start", "rehearsal")
    talk.tap("None of these")
    talk.tap("One honest question")
    talk.say("I won't lend my car")
    talk.tap("That the limit holds")
    talk.tap("A friend who borrows")
    talk.tap("7")
    talk.say("I like you. I won't lend my car.")
    talk.say("I hear you, and I won't lend my car.")
    talk.tap("4")
    talk.tap("Go on")
    talk.tap("Yes, choose a day")
    assert talk.say(day).startswith("How upset"), talk.text
    talk.tap("8")
    for _ in range(3):
        talk.tap("Skip")
    return next(effect for effect in talk.effects if isinstance(effect, AskAgain))


@pytest.mark.parametrize("came", [("start", ""), ("menu", "")])
def test_what_is_due_comes_first_when_somebody_comes_back(came: tuple[str, str]) -> None:
    talk = someone()
    assert "I won't lend my car" in talk.command(*came)
    assert [effect for effect in talk.effects if isinstance(effect, BroughtUp)] == [BroughtUp(PLAN)]


def test_first_words_are_heard_right_after_what_was_due() -> None:
    talk = someone()
    assert "What came of it?" in talk.say("hello, my week was long")
    talk.due = None
    text = talk.tap("Skip")
    assert "You can keep that as a note" in text
    assert talk.answers()["words"] == Written("hello, my week was long")


def test_nothing_is_brought_up_while_something_is_open_or_help_was_shown() -> None:
    talk = someone()
    talk.command("settings")
    assert "What came of it?" not in talk.command("menu")
    talk = someone()
    talk.say("i want to kill myself")
    assert "What came of it?" not in talk.text
    talk.command("stop")
    assert "What came of it?" not in talk.command("menu")
    talk.wait(hours=73)
    talk.command("stop")
    assert "What came of it?" in talk.command("menu")


def test_the_reminders_clock_begins_it_too_and_only_where_nothing_is_open() -> None:
    talk = someone(None)
    assert "I won't lend my car" in talk.do(DUE)
    talk = someone(None)
    talk.command("menu")
    before = talk.session
    assert talk.do(DUE) == ""
    assert (talk.session, talk.effects) == (before, ())


def test_what_came_is_kept_with_what_was_expected_and_which_plan_it_was() -> None:
    talk = someone()
    talk.command("menu")
    talk.tap("I said it")
    talk.tap("4")
    talk.say("he shrugged")
    (outcome,) = talk.kept.values()
    assert outcome.kind == "outcome"
    assert outcome.fields == {
        "about": Written("2a.1.planned"), "how": Chosen("did", "I said it"), "upset": Scaled(8), "actual": Scaled(4),
        "learned": Written("he shrugged"),
    }  # fmt: skip
    assert talk.verbs == ["show_gaps"]


def test_a_talk_put_off_gets_a_new_day_and_a_plan_of_its_own() -> None:
    talk = someone()
    talk.command("menu")
    talk.tap("I put it off")
    talk.say("next friday")
    kinds = {keep.kind: keep for keep in talk.kept.values()}
    assert kinds["outcome"].fields["how"] == Chosen("postponed", "I put it off")
    assert kinds["plan"].fields["limit"] == Written("I won't lend my car")
    (again,) = [effect for effect in talk.effects if isinstance(effect, AskAgain)]
    assert again == AskAgain(datetime(2026, 3, 6, 19, tzinfo=UTC), "after_talk", kinds["plan"].key)


@pytest.mark.parametrize(
    ("day", "zone", "due"),
    [
        ("tonight", "UTC", "2026-03-03T19:00+00:00"),
        ("today", "America/New_York", "2026-03-02T19:00-05:00"),
        ("tomorrow", "UTC", "2026-03-03T19:00+00:00"),
        ("next friday", "Europe/Berlin", "2026-03-06T19:00+01:00"),
        ("2026-03-06 18:30", "UTC", "2026-03-07T19:00+00:00"),
        ("2026-03-29", "Europe/Berlin", "2026-03-29T19:00+02:00"),
    ],
)
def test_it_is_due_in_the_evening_of_the_chosen_day_or_of_the_next(day: str, zone: str, due: str) -> None:
    talk = someone(None, zone)
    asked = plan(talk, day)
    assert asked.due == datetime.fromisoformat(due)
    assert asked.about in talk.kept


@given(st.integers(0, 60), st.integers(0, 23), st.sampled_from(ZONES))
def test_it_is_never_due_before_the_day_nor_later_than_the_evening_after(days: int, hour: int, zone: str) -> None:
    talk = someone(None, zone)
    talk.now = MONDAY.replace(hour=hour)
    chosen = talk.now.astimezone(ZoneInfo(zone)).date() + timedelta(days)
    due = plan(talk, chosen.isoformat()).due
    here = due.astimezone(ZoneInfo(zone))
    assert due > talk.now
    assert here.hour == 19
    assert here.date() - chosen in (timedelta(0), timedelta(1))


def test_a_closed_gate_lets_go_of_what_was_promised() -> None:
    talk = someone(None)
    talk.command("start", "boundary_builder")
    talk.tap("One or more")
    assert LetGo("after_talk") in talk.effects
