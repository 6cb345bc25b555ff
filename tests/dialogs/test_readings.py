"""What is not rehearsed: limits on touch and sex; and whether a feeling can be told."""

from __future__ import annotations

import pytest

from dialogs.readings import feeling, limit_to_rehearse
from dialogs.session import Written
from dialogs.turn import Facts
from tests.talk import MONDAY

INTIMATE = [
    "i dont want to have sex tonight", "I won't sleep with you when you're drunk", "no kissing in front of my kids",
    "I don't send nudes", "please don't touch me when I'm asleep", "I'm not being filmed, I won't be touched like that",
]  # fmt: skip
OTHERS = [
    "I won't lend money again", "I'm going to bed at ten", "I don't keep in touch after nine",
    "I won't pick up the bed with you",
    "I don't work weekends", "I won't discuss my body at dinner",
]  # fmt: skip


@pytest.mark.parametrize("text", INTIMATE)
def test_a_limit_on_touch_or_sex_is_told_from_others(text: str) -> None:
    assert limit_to_rehearse(Written(text), Facts(MONDAY)).outcome == "intimate"


@pytest.mark.parametrize("text", OTHERS)
def test_other_limits_are_rehearsed(text: str) -> None:
    assert limit_to_rehearse(Written(text), Facts(MONDAY)).outcome != "intimate"


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("sad", "clear"), ("so tired", "clear"), ("I'm sad", "clear"), ("My brother cancelled again", "clear"),
        ("idk", "unclear"), ("not sure", "unclear"), ("", "unclear"), ("I felt used", "judging"),
    ],
)  # fmt: skip
def test_two_words_with_no_feeling_in_them_are_unclear(text: str, outcome: str) -> None:
    assert feeling(Written(text), Facts(MONDAY)).outcome == outcome
