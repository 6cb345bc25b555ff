"""What a terminal is given: words and choices, and nothing that it would obey."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.terminal.plain import choices, pieces, plain, shown
from dialogs.turn import Bubble, Button, Span

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a\x1b[31mred\x1b[0m b", "ared b"),
        ("a\x1b]0;title\x07b", "ab"),
        ("a\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\b", "alinkb"),
        ("a\x9b31mb", "ab"),
        ("a\x1bPq#0\x1b\\b", "ab"),
        ("a\x1bcb", "ab"),
        ("a\x1b(Bb", "ab"),
        ("a\x00\x07\x08\rb\x7f\x85", "ab"),
        ("a\u202eb\u2066c", "abc"),
        ("a\ud800b", "ab"),
        ("a\x1b", "a"),
        ("a\n\tb", "a\n\tb"),
        ("👩‍👧 é <b> {x} &amp;", "👩‍👧 é <b> {x} &amp;"),
    ],
)
def test_escapes_and_controls_are_taken_out(text: str, left: str) -> None:
    assert shown(text) == left
    assert plain(Bubble(text)) == left


@given(st.text(st.characters(codec=None)), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30))))
def test_nothing_is_left_that_a_terminal_obeys(text: str, spans: list[tuple[int, int]]) -> None:
    bubble = Bubble(text, tuple(Span(min(span), max(span), "b") for span in spans))
    left = plain(bubble)
    assert left == shown(text)
    assert not [char for char in left if char not in "\n\t" and unicodedata.category(char) in ("Cc", "Cs")]
    assert not set(left) & set(BIDI)


def test_pieces_keep_their_formats_when_something_before_is_taken_out() -> None:
    text = "a\x1b[1mbold\x1b[0m c"
    start = text.index("bold")
    found = list(pieces(Bubble(text, (Span(start, start + 4, "b"), Span(start + 2, len(text), "i")))))
    assert [(piece.text, sorted(piece.kinds)) for piece in found] == [
        ("a", []), ("bo", ["b"]), ("ld", ["b", "i"]), (" c", ["i"]),
    ]  # fmt: skip


def test_a_link_is_followed_by_its_address_once() -> None:
    url = "https://example.org"
    assert plain(Bubble("see here.", (Span(4, 8, "a", url), Span(4, 6, "b")))) == f"see here ({url})."
    assert plain(Bubble(url, (Span(0, len(url), "a", url),))) == url


def test_choices_are_numbered_and_small_buttons_have_letters() -> None:
    buttons = (
        Button("x", "One"),
        Button("y", "Two", on=True),
        Button("skip_", "Skip", "control"),
        Button("why_", "Why?", "control"),
    )
    assert choices(buttons, 1) == ["1  One", "2  Two ✓", "[s] Skip  [w] Why?"]
    assert choices(buttons, 9)[:2] == ["9  One", "10  Two ✓"]


def test_a_scale_is_one_line() -> None:
    buttons = (Button("0", "0 · none", "scale"), Button("1", "1", "scale"), Button("2", "2 · a lot", "scale"))
    assert choices(buttons, 1) == ["0 · none  1  2 · a lot"]


def test_a_label_is_cleaned_too() -> None:
    assert choices((Button("x", "\x1b[31mred"),), 1) == ["1  red"]
