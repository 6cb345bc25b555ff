"""The little language of rules."""

from __future__ import annotations

import pytest

from dialogs.reading.rules import RuleBook, parse_rules

KINDS = {"sad": ("FEELING",), "angry": ("FEELING",)}


def found(phrase: str, text: str) -> list[str]:
    """The stretches of the text that the phrase matches."""
    words = text.split()
    book = RuleBook(parse_rules("x", phrase), KINDS)
    return [" ".join(words[first : last + 1]) for _, first, last in book.find(words)]


@pytest.mark.parametrize(
    ("phrase", "text", "matched"),
    [
        ("i wont", "and i wont go", ["i wont"]),
        ("you (must|have to) stop", "you have to stop", ["you have to stop"]),
        ("you (must|have to) stop", "you must stop", ["you must stop"]),
        ("i feel [so] FEELING", "i feel so sad", ["i feel so sad"]),
        ("i feel [so] FEELING", "i feel angry", ["i feel angry"]),
        ("if .. ill", "if you call again ill hang up", ["if you call again ill"]),
        ("if .. ill", "if you call me again today ill go", []),
        ("if .. ill", "if so . ill go", []),
        ("^ no $", "no", ["no"]),
        ("^ no $", "oh no", []),
        ("^ no $", "stop . no .", ["no"]),
        ("^^ no $$", "no .", ["no"]),
        ("^^ no $$", "no . stop", []),
        ("^^ no $$", "stop . no", []),
        ("i wont", "i want", []),
    ],
)
def test_a_phrase_matches_what_it_says(phrase: str, text: str, matched: list[str]) -> None:
    assert found(phrase, text) == matched


def test_a_phrase_without_a_word_is_refused() -> None:
    with pytest.raises(ValueError, match="no word"):
        parse_rules("x", "^ .. $")
