"""Days as people type them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.days import named_day

MONDAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("friday", "2026-03-06"),
        ("Next Friday", "2026-03-06"),
        ("next friday!", "2026-03-06"),
        ("on fri", "2026-03-06"),
        ("this coming friday evening", "2026-03-06"),
        ("friday after next", "2026-03-13"),
        ("the friday after next", "2026-03-13"),
        ("friday week", "2026-03-13"),
        ("monday", "2026-03-09"),
        ("on the weekend", "2026-03-07"),
        ("at the weekend", "2026-03-07"),
        ("next weekend", "2026-03-07"),
        ("tonight", "2026-03-02"),
        ("this evening", "2026-03-02"),
        ("tomorrow night", "2026-03-03"),
        ("tomorrow morning", "2026-03-03"),
        ("the day after tomorrow", "2026-03-04"),
        ("in two weeks", "2026-03-16"),
        ("in 2 weeks", "2026-03-16"),
        ("in a week", "2026-03-09"),
        ("in a couple of days", "2026-03-04"),
        ("in 10 days", "2026-03-12"),
        ("next week", "2026-03-09"),
    ],
)
def test_a_day_is_known_by_the_words_for_it(words: str, day: str) -> None:
    assert named_day(words, MONDAY, "en") == date.fromisoformat(day)


@pytest.mark.parametrize(
    "words", ["", "never", "in a while", "frieday", "two weeks ago", "2026-03-06", "in weeks", "last friday", "the"]
)
def test_other_words_are_no_day(words: str) -> None:
    assert named_day(words, MONDAY, "en") is None


@given(st.text(max_size=200), st.dates(date(2000, 1, 1), date(2200, 1, 1)))
def test_a_named_day_is_never_past(words: str, today: date) -> None:
    found = named_day(words, today, "en")
    assert found is None or found >= today


@given(st.dates(date(2000, 1, 1), date(2200, 1, 1)))
def test_a_weekday_is_within_the_coming_week(today: date) -> None:
    found = named_day("saturday", today, "en")
    assert found is not None
    assert today < found <= today + timedelta(7)
    assert found.strftime("%A") == "Saturday"
