"""Words mistyped by one letter."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dialogs.safety.spelling import Spelling

WORD = "overdose"
SPELLING = Spelling([WORD], ["overdosed"])


@given(st.integers(0, len(WORD) - 1), st.sampled_from("abxyz"))
def test_one_letter_missing_wrong_or_too_many_is_understood(place: int, letter: str) -> None:
    before, after = WORD[:place], WORD[place + 1 :]
    for typed in (before + after, before + letter + after, WORD[:place] + letter + WORD[place:]):
        assert SPELLING.mend(typed) == WORD


@given(st.integers(0, len(WORD) - 2))
def test_two_letters_changed_over_are_understood(place: int) -> None:
    assert SPELLING.mend(WORD[:place] + WORD[place + 1] + WORD[place] + WORD[place + 2 :]) == WORD


def test_known_short_and_other_words_stay() -> None:
    assert [SPELLING.mend(word) for word in ("overdosed", "over", "overcoat")] == ["overdosed", "over", "overcoat"]
