"""Filling a line: a person's words are never parsed, Telegram's limits are counted its own way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.markup import MarkupError, cut, fill, parse, shown, units, without_blanks
from dialogs.turn import Span

HOSTILE = ["<b>", "{limit}", "&amp;", "</i>", "{0.__class__}", '<a href="https://x.y">', "\\", "%s", "🙂" * 20]


def test_tags_become_spans_and_slots_are_filled() -> None:
    text, spans = fill("Hi <b>{name}</b>, <i>all</i> well?", {"name": "Sam"})
    assert text == "Hi Sam, all well?"
    assert spans == (Span(3, 6, "b"), Span(8, 11, "i"))


def test_nested_tags_give_one_span_each() -> None:
    text, spans = fill("<b>a<i>b</i>c</b>", {})
    assert text == "abc"
    assert set(spans) == {Span(0, 3, "b"), Span(1, 2, "i")}


@pytest.mark.parametrize("words", HOSTILE)
def test_what_a_person_wrote_stays_as_it_is(words: str) -> None:
    text, spans = fill("You wrote: {words}.", {"words": words})
    assert text == f"You wrote: {words}."
    assert spans == ()


@given(st.text(max_size=200))
def test_any_text_is_filled_in_once_and_formats_nothing(words: str) -> None:
    assert fill("<b>x</b>{words}", {"words": words}) == (f"x{words}", (Span(0, 1, "b"),))


@pytest.mark.parametrize(
    ("line", "offset"),
    [
        ("a <b>c", 2),
        ("a </b>", 2),
        ("<b><i>x</b></i>", 7),
        ("<blink>x</blink>", 0),
        ("1 < 2", 2),
        ("{No}", 0),
        ("<b x>y</b>", 0),
    ],
)
def test_what_telegram_would_refuse_is_refused_with_its_place(line: str, offset: int) -> None:
    with pytest.raises(MarkupError) as problem:
        parse(line)
    assert problem.value.offset == offset


def test_a_link_takes_only_web_addresses() -> None:
    assert fill('<a href="https://example.org/?a=1&amp;b=2">x</a>', {})[1] == (
        Span(0, 1, "a", "https://example.org/?a=1&b=2"),
    )
    with pytest.raises(MarkupError):
        parse('<a href="javascript:x">x</a>')


def test_units_are_utf16() -> None:
    assert units("a🙂é") == 4


@given(st.text(max_size=100), st.integers(0, 120))
def test_cut_never_passes_the_limit_and_is_a_beginning(text: str, most: int) -> None:
    kept = cut(text, most)
    assert text.startswith(kept)
    assert units(kept) <= most


def test_cut_leaves_a_character_with_its_marks() -> None:
    assert cut("ae\u0301", 2) == "a"
    assert cut("a👩\u200d👧", 4) == "a"


def test_shown_words_lose_control_and_direction_marks_and_are_isolated() -> None:
    assert shown("a\x00b\u202ec\x1b[31md") == "abc[31md"
    assert shown("שלום") == "\u2068שלום\u2069"
    assert shown("x" * 700).endswith("…")
    assert units(shown("🙂" * 4096)) <= 600


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("A:\n<blockquote>{no}\n{yes}\n{no}</blockquote>\nB", "A:\n<blockquote>{yes}</blockquote>\nB"),
        ("{no}\n{yes}", "{yes}"), ("{yes}\n{no}", "{yes}"), ("{no}", "{no}"), ("I felt {no}.\nB", "I felt {no}.\nB"),
    ],
)  # fmt: skip
def test_a_line_that_would_hold_only_a_blank_is_left_out(line: str, left: str) -> None:
    assert without_blanks(line, lambda slot: slot == "no") == left
