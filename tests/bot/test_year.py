"""A simulated year of 200 people in 12 zones: what the policy promises holds for every nudge that came."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time, timedelta
from itertools import pairwise

import pytest

from tests.bot.year import ZONES, Year
from tests.bot.year_people import Human, local
from tests.talk import REAL, library

SEED, PEOPLE = 20260301, 200


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    found = Year(tmp_path_factory.mktemp("year"), PEOPLE, SEED)
    found.run()
    yield found
    found.store.close()


def every(year: Year) -> Iterator[Human]:
    yield from year.humans.values()


def test_the_year_was_eventful(year: Year) -> None:
    nudges = [came for human in every(year) for came in human.came]
    assert len(nudges) > 5_000
    assert year.kills > 20
    assert year.lost > 10
    assert {came.zone for came in nudges} == set(ZONES)
    assert any(came.asked_back for came in nudges)
    assert any(local(came.at, came.zone).strftime("%m-%d") == "02-29" for came in nudges)


def test_nobody_gets_two_on_a_local_day(year: Year) -> None:
    """One that the person put off for an hour comes back that day: it is the same one, and they asked for it."""
    for human in every(year):
        for earlier, later in pairwise(human.came):
            same = local(earlier.at, later.zone).date() == local(later.at, later.zone).date()
            moved = local(earlier.at, earlier.zone).date() >= local(later.at, later.zone).date()
            if same or moved:
                assert later.asked_back, (human.id, earlier, later)
                assert later.text == earlier.text


def test_none_comes_in_quiet_hours(year: Year) -> None:
    for human in every(year):
        for came in human.came:
            begins, ends = (time.fromisoformat(one) for one in came.quiet)
            at = local(came.at, came.zone).time()
            assert not (begins <= at < ends if begins < ends else at >= begins or at < ends), (human.id, came)


def test_none_comes_in_a_dialog_or_within_an_hour_of_writing(year: Year) -> None:
    for human in every(year):
        for came in human.came:
            assert not came.in_dialog, (human.id, came)
            assert came.wrote is None or came.at - came.wrote >= timedelta(hours=1), (human.id, came)


def test_none_comes_twice(year: Year) -> None:
    for human in every(year):
        tokens = [came.token for came in human.came]
        assert len(tokens) == len(set(tokens))


def test_none_comes_to_who_is_gone_has_paused_or_stopped(year: Year) -> None:
    assert [came for human in every(year) for came in human.came if not came.wanted] == []


def test_silence_makes_them_seldomer_and_ends_them(year: Year) -> None:
    """3, 6 and 9 without an answer: every third day, weekly, one question, and nothing any more."""
    silent = 0
    for human in every(year):
        for earlier, later in pairwise(human.came):
            days = (local(later.at, later.zone).date() - local(earlier.at, later.zone).date()).days
            if later.text not in follow_up_texts() and not later.asked_back:
                assert days >= (7 if later.unanswered >= 6 else 3 if later.unanswered >= 3 else 1), (human.id, later)
            if later.unanswered == 9:
                assert "month off" in later.text
        assert all(came.unanswered <= 9 for came in human.came)
        silent += any(came.unanswered == 9 for came in human.came)
    assert silent > 20


def test_none_is_left_out(year: Year) -> None:
    """Where nothing came between, the next one comes after just as many days as the policy says."""
    exact = 0
    for human in every(year):
        for earlier, later in pairwise(human.came):
            first, last = (local(came.at, later.zone).date() for came in (earlier, later))
            calm = not human.moved and not any(first <= day <= last for day in human.troubled)
            if calm and later.daily and not later.asked_back and later.text not in follow_up_texts():
                gap = 7 if later.unanswered >= 6 else 3 if later.unanswered >= 3 else 1
                assert (last - first).days == gap, (human.id, earlier, later)
                exact += 1
    assert exact > 1000


def test_every_follow_up_comes_on_its_day(year: Year) -> None:
    """But for days on which the person was here, away or paused, or the server stood still; and never too early."""
    on_its_day = 0
    for human in every(year):
        if human.moved or human.off:
            continue
        came = [local(one.at, one.zone).date() for one in human.came if one.text in follow_up_texts()]
        wanted = [local(due, human.zone).date() for due in human.promises if due < year.end - timedelta(days=1)]
        for day in wanted:
            assert day in came or day in human.troubled, (human.id, day, came)
        on_its_day += sum(day in came for day in wanted)
        assert all(any(day >= promised for promised in wanted) for day in came)
    assert on_its_day > 100


def follow_up_texts() -> set[str]:
    return {nudge.text for nudge in library(REAL).nudges["en"].of_kind("follow_up")}
