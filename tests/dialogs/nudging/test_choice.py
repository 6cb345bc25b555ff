"""Which nudge it is: the order of kinds, the row of recalls, and the one that was seen longest ago."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest

from dialogs.nudging.choice import Past, Picked, pick
from dialogs.nudging.sending import nudged
from dialogs.nudging.wish import wish_of
from dialogs.session import Nudged, Session
from dialogs.turn import AskAgain, Settings
from tests.talk import MONDAY, REAL, library

UTC = ZoneInfo("UTC")
DAY = timedelta(days=1)


def picked(past: Past, been: Nudged | None = None, after: timedelta = timedelta(), seed: int = 1) -> Picked:
    found = pick(library(REAL), "en", been or Nudged(), past, seed, MONDAY + after, UTC)
    assert found is not None
    return found


def kind(past: Past, been: Nudged | None = None, after: timedelta = timedelta()) -> str:
    return picked(past, been, after).nudge.kind


FOLLOW_UP = (AskAgain(MONDAY + timedelta(hours=3), "after_talk"),)
PRACTISED = {"needs_check": MONDAY - DAY}


def test_each_state_has_its_kind_and_the_first_that_has_something_wins() -> None:
    everything = Past(PRACTISED, FOLLOW_UP, planned=MONDAY - DAY, low=MONDAY - DAY)
    assert kind(everything, Nudged(unanswered=9)) == "pause"
    assert kind(everything) == "care"
    assert kind(msgspec.structs.replace(everything, low=None)) == "follow_up"
    assert kind(Past(PRACTISED, planned=MONDAY - DAY)) == "recall"
    assert kind(Past(planned=MONDAY - DAY)) == "plan"
    assert kind(Past()) == "question"


def test_a_follow_up_opens_its_script_once_on_its_day() -> None:
    found = picked(Past(follow_ups=FOLLOW_UP))
    assert (found.script, found.due) == ("after_talk", FOLLOW_UP[0].due)
    assert kind(Past(follow_ups=FOLLOW_UP), after=-DAY) == "question"
    assert kind(Past(follow_ups=FOLLOW_UP), Nudged(asked=FOLLOW_UP[0].due)) == "question"
    gone = (AskAgain(MONDAY, "no_such_script"),)
    assert kind(Past(follow_ups=gone)) == "question"


def test_care_is_all_there_is_on_the_day_of_a_low_check_in_and_the_next() -> None:
    assert [kind(Past(low=MONDAY), after=DAY * days) for days in range(3)] == ["care", "care", "question"]


def test_practice_is_recalled_after_1_3_7_14_and_30_days() -> None:
    wish = wish_of(Settings(nudges="daily"))
    assert wish is not None
    session, days = Session(1), []
    for day in range(1, 50):
        now = MONDAY + day * DAY
        found = pick(library(REAL), "en", session.nudges or Nudged(), Past({"needs_check": MONDAY}), 1, now, UTC)
        assert found is not None
        session = nudged(session, found, wish, now)
        assert session.nudges is not None
        session = msgspec.structs.replace(session, nudges=msgspec.structs.replace(session.nudges, unanswered=0))
        if found.nudge.kind == "recall":
            assert (found.script, found.nudge.strategy) == ("needs_check", "self_care")
            days.append(day)
    assert days == [1, 3, 7, 14, 30]


@pytest.mark.parametrize(("days", "wanted"), [(0, "question"), (1, "recall"), (2, "recall"), (5, "recall")])
def test_a_recall_that_found_no_day_comes_on_the_next(days: int, wanted: str) -> None:
    assert kind(Past({"needs_check": MONDAY}), after=days * DAY) == wanted


def test_a_plan_is_brought_to_mind_once_while_it_is_fresh() -> None:
    assert kind(Past(planned=MONDAY), after=3 * DAY) == "plan"
    assert kind(Past(planned=MONDAY), Nudged(cued=MONDAY + DAY), 3 * DAY) == "question"
    assert kind(Past(planned=MONDAY + 2 * DAY), Nudged(cued=MONDAY + DAY), 3 * DAY) == "plan"
    assert kind(Past(planned=MONDAY), after=15 * DAY) == "question"


def test_two_questions_are_followed_by_rest_and_no_text_comes_again_before_all_of_its_kind_did() -> None:
    wish = wish_of(Settings(nudges="daily"))
    assert wish is not None
    session, seen, kinds = Session(3), [], []
    for day in range(24):
        found = picked(Past(), session.nudges, seed=3)
        session = nudged(session, found, wish, MONDAY + day * DAY)
        assert session.nudges is not None
        session = msgspec.structs.replace(session, nudges=msgspec.structs.replace(session.nudges, unanswered=0))
        seen.append(found.nudge.id)
        kinds.append(found.nudge.kind)
    assert kinds == ["question", "question", "rest"] * 8
    questions = [one for one in seen if library(REAL).nudges["en"].nudges[one].kind == "question"]
    assert len(set(questions[:14])) == 14
    assert questions[14:] == questions[:2]


def test_people_do_not_all_get_the_same_one_first() -> None:
    assert len({picked(Past(), seed=seed).nudge.id for seed in range(30)}) > 5


def test_what_was_put_off_is_the_same_one_again() -> None:
    been = Nudged(
        1, 0, MONDAY, "2026-03-02", id="look_back", script="after_talk", due=MONDAY, again=MONDAY, asked=MONDAY
    )
    found = picked(Past(PRACTISED), been)
    assert (found.nudge.id, found.script, found.due) == ("look_back", "after_talk", MONDAY)


def test_what_could_not_come_back_on_its_day_is_let_go() -> None:
    been = Nudged(1, 0, MONDAY, "2026-03-02", id="look_back", again=MONDAY + timedelta(hours=5))
    assert kind(Past(follow_ups=FOLLOW_UP), been, DAY) == "follow_up"
    assert picked(Past(), been, DAY).nudge.id != "look_back"


def test_without_nudges_there_is_none() -> None:
    assert pick(library(), "en", Nudged(), Past(), 1, MONDAY, UTC) is None
