"""Counts of people: none below ten is shown, and no word of theirs is read."""

from __future__ import annotations

from datetime import datetime, timedelta

from dialogs.session import Session
from dialogs.turn import Keep, Settings
from storage import Store


def _people(store: Store, many: int, now: datetime) -> list[int]:
    with store.batch():
        return [store.add("telegram", str(one), Settings(), Session(one), now).number for one in range(many)]


def test_fewer_than_ten_people_are_not_told_apart(store: Store, now: datetime) -> None:
    _people(store, 9, now)
    assert set(store.statistics(now).values()) == {None, 0}
    store.add("telegram", "10", Settings(), Session(10), now)
    counts = store.statistics(now)
    assert counts["people"] == counts["people in the last 7 days"] == 10
    assert counts["people with reminders"] is None


def test_a_script_counts_each_person_once_and_shows_from_ten_on(store: Store, now: datetime) -> None:
    numbers = _people(store, 12, now)
    with store.batch():
        for number in numbers:
            for run in range(3):
                store.keep(number, Keep(f"k{run}", "run", "needs_check", 1, {}), now)
        for number in numbers[:9]:
            store.keep(number, Keep("s", "run", "say_it_clean", 1, {}), now)
    counts = store.statistics(now + timedelta(days=8))
    assert counts["people who finished needs_check"] == 12
    assert counts["people who finished say_it_clean"] is None
    assert counts["people in the last 7 days"] is None
    assert counts["people in the last 30 days"] == 12
