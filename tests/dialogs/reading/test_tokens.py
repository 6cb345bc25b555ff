"""Words as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.reading.tokens import MOST_READ, tokens


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Don't STOP", ["dont", "stop"]),
        ("don’t", ["dont"]),
        ("sooooo tired", ["so", "tired"]),
        ("k1ll mys3lf", ["kill", "myself"]),
        ("s\u200be\u200bl\u200bf", ["self"]),
        ("ѕеlf", ["self"]),  # the first two letters are Cyrillic
        ("café, 10 pm?!", ["cafe", ",", "<number>", "pm", "?!"]),
    ],
)
def test_ways_of_typing_make_no_difference(typed: str, words: list[str]) -> None:
    assert [token.word for token in tokens(typed)] == words


@given(st.text(max_size=300))
def test_every_token_stands_where_it_says(text: str) -> None:
    found = tokens(text)
    assert all(0 <= token.start < token.end <= len(text) for token in found)
    assert [token.start for token in found] == sorted(token.start for token in found)


def test_a_message_is_read_to_its_limit() -> None:
    assert tokens("x" * (MOST_READ - 1) + " yes")[-1].end <= MOST_READ
