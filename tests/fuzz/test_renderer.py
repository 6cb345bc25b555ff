"""Whatever a person wrote goes out as it was, within Telegram's limits, and formats nothing (SAFETY.md: X3, X12)."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.splitting import LONGEST
from bot.telegram.render import messages
from dialogs import markup
from dialogs.markup import units
from dialogs.turn import Bubble

HOSTILE = st.sampled_from(
    ["<b>", "</b>", "{x}", "{0.__class__}", "&lt;", "\u202e", "\u2066", "\u200b", "e\u0301" * 9, "😀", "\ud800", "\n\n",
     "tg://user?id=1", "@someone", "*_~`|", "\x00", " "]
)  # fmt: skip
WORDS = st.lists(st.one_of(HOSTILE, st.text(max_size=30)), max_size=12).map("".join)
TEMPLATES = st.sampled_from(["<b>You wrote</b> “{x}”.", "<blockquote>{x}</blockquote>", "{x}", "a <i>{x}</i> b"])


@given(words=WORDS, times=st.integers(1, 400), template=TEMPLATES)
@settings(deadline=None)
def test_x12_no_words_break_a_message(words: str, times: int, template: str) -> None:
    shown = markup.shown(words * times)
    assert units(shown) <= 602, "600, and the two marks that isolate it"
    bubble = Bubble(*markup.fill(template, {"x": shown}))
    assert bubble.text.count(shown) >= 1 or not shown
    assert kinds(bubble) == kinds(Bubble(*markup.fill(template, {"x": "plain"}))) or not shown
    _goes_out_whole(bubble)


@given(words=WORDS, times=st.integers(1, 2000))
@settings(deadline=None)
def test_x12_any_length_is_cut_into_messages(words: str, times: int) -> None:
    _goes_out_whole(Bubble((words * times)[:60_000]))


def kinds(bubble: Bubble) -> list[str]:
    """The kinds of formatting in it."""
    return [span.kind for span in bubble.spans]


def _goes_out_whole(bubble: Bubble) -> None:
    parts = messages(bubble)
    assert all(0 < units(part["text"]) <= LONGEST for part in parts)
    assert "".join("".join(part["text"].split()) for part in parts) == "".join(_sendable(bubble.text).split())
    assert all(_inside(part, entity) for part in parts for entity in part.get("entities", []))


def _sendable(text: str) -> str:
    """The text as it is sent: what no message can hold is a space."""
    return "".join(
        " " if (char < " " and char not in "\t\n") or "\ud800" <= char <= "\udfff" else char for char in text
    )


def _inside(part: dict[str, Any], entity: dict[str, Any]) -> bool:
    start, end = int(entity["offset"]), int(entity["offset"]) + int(entity["length"])
    return 0 <= start < end <= units(part["text"])
