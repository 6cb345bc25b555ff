"""Bubbles as parameters: UTF-16 offsets, rows of buttons, splitting; nothing a person wrote breaks a message."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.telegram.render import keyboard, messages, rewritten
from dialogs.markup import units
from dialogs.turn import Bubble, Button, Span


def _choices(*labels: str, kind: str = "choice") -> tuple[Button, ...]:
    return tuple(Button(str(number), label, kind) for number, label in enumerate(labels))


def _rows(*buttons: Button) -> list[list[str]]:
    return [[button["text"] for button in row] for row in keyboard("t", buttons)["inline_keyboard"]]


def test_formatting_is_counted_in_utf16_units() -> None:
    bubble = Bubble("😀 bold link", (Span(2, 6, "b"), Span(7, 11, "a", "https://example.org")))
    (message,) = messages(bubble)
    assert message["entities"] == [
        {"type": "bold", "offset": 3, "length": 4},
        {"type": "text_link", "offset": 8, "length": 4, "url": "https://example.org"},
    ]
    assert message["link_preview_options"] == {"is_disabled": True}
    assert "parse_mode" not in message


@pytest.mark.parametrize("text", ["<b>", "{limit}", "&amp;", "\u202eabc", "a\u200bb", "*_`["])
def test_what_a_person_wrote_goes_out_as_it_is(text: str) -> None:
    (message,) = messages(Bubble(text))
    assert message["text"] == text
    assert "entities" not in message


def test_what_no_message_can_hold_becomes_spaces() -> None:
    (message,) = messages(Bubble("a\x00b\ud800c\rd\ne", (Span(2, 3, "b"),)))
    assert message["text"] == "a b c d\ne"
    assert message["entities"] == [{"type": "bold", "offset": 2, "length": 1}]
    json.dumps(message).encode()


def test_short_choices_share_rows_long_ones_do_not_and_controls_come_last() -> None:
    assert _rows(*_choices("Yes", "No", "Maybe", "Later")) == [["Yes", "No", "Maybe"], ["Later"]]
    assert _rows(*_choices("Something else", "Not now")) == [["Something else", "Not now"]]
    long = "A choice with many words in it"
    assert _rows(*_choices(long, "No")) == [[long], ["No"]]
    control = (Button("skip", "Skip", "control"), Button("back", "Back", "control"))
    assert _rows(*control, *_choices("Yes")) == [["Yes"], ["Skip", "Back"]]


def test_a_scale_comes_in_rows_of_six() -> None:
    scale = tuple(Button(str(number), str(number), "scale") for number in range(11))
    assert [len(row) for row in _rows(*scale)] == [6, 5]


def test_what_is_picked_is_marked() -> None:
    assert _rows(Button("a", "Calm", on=True), Button("b", "Sad")) == [["✓ Calm", "Sad"]]


def test_data_over_64_bytes_is_refused_here() -> None:
    assert keyboard("t" * 32, (Button("c" * 31, "x"),))
    with pytest.raises(ValueError, match="64 bytes"):
        keyboard("t" * 32, (Button("é" * 16, "x"),))


def _check(bubble: Bubble) -> list[dict[str, Any]]:
    parts = messages(bubble)
    assert all(0 < units(part["text"]) <= 4096 for part in parts)
    assert all(part["text"] == part["text"].strip() for part in parts)
    return parts


def test_long_texts_break_at_paragraphs_with_the_buttons_on_the_last_part() -> None:
    paragraphs = ["word " * 500 + str(number) for number in range(5)]
    bubble = Bubble("\n\n".join(paragraphs), buttons=_choices("Yes"), token="t")
    parts = _check(bubble)
    assert [part["text"] for part in parts] == paragraphs
    assert ["reply_markup" in part for part in parts] == [False, False, False, False, True]


def test_ten_thousand_lines_keep_every_line() -> None:
    lines = [f"line {number}" for number in range(10_000)]
    parts = _check(Bubble("\n".join(lines)))
    assert "\n".join(part["text"] for part in parts).split("\n") == lines


def test_a_character_that_marks_belong_to_is_not_broken() -> None:
    family = "👨‍👩‍👧"
    parts = _check(Bubble(family * 1000))
    assert "".join(part["text"] for part in parts) == family * 1000
    assert all(part["text"].startswith("👨") and part["text"].endswith("👧") for part in parts)


def test_4096_emoji_and_a_heap_of_marks_are_sent_whole() -> None:
    assert "".join(part["text"] for part in _check(Bubble("😀" * 4096))) == "😀" * 4096
    heap = "e" + "\u0301" * 9000
    assert "".join(part["text"] for part in _check(Bubble(heap))) == heap


def test_only_white_space_needs_no_message() -> None:
    assert messages(Bubble(" \n\n ")) == []


def test_a_rewritten_message_keeps_to_one_and_has_no_buttons() -> None:
    parameters = rewritten(Bubble("x " * 4000, buttons=_choices("Yes"), token="t"))
    assert units(parameters["text"]) <= 4096
    assert "reply_markup" not in parameters
