"""HTML is read as Telegram reads it, and refused as Telegram refuses it."""

from __future__ import annotations

import pytest

from tests.bot_api.refused import Refused
from tests.bot_api.rich_text import parse_html, units

READ = {
    "plain": ("plain", []),
    "a < b".replace("<", "&lt;"): ("a < b", []),
    "&amp;lt; &quot;&#x41;&#66; &nbsp; & x": ('&lt; "AB &nbsp; & x', []),
    "a > b": ("a > b", []),
    "<b>bold</b> <i>it</i>": ("bold it", [("bold", 0, 4), ("italic", 5, 2)]),
    "<B>x</B>": ("x", [("bold", 0, 1)]),
    "<b>a<i>b</i></b>": ("ab", [("bold", 0, 2), ("italic", 1, 1)]),
    "<b></b>x": ("x", []),
    "\N{GRINNING FACE}<u>x</u>": ("\N{GRINNING FACE}x", [("underline", 2, 1)]),
    "<tg-spoiler>x</tg-spoiler><span class='tg-spoiler'>y</span>": ("xy", [("spoiler", 0, 1), ("spoiler", 1, 1)]),
    "<blockquote expandable>x</blockquote>": ("x", [("expandable_blockquote", 0, 1)]),
    '<a href="https://example.org/?a=1&amp;b=2">x</a>': ("x", [("text_link", 0, 1)]),
    "<code>a</ >b": ("ab", [("code", 0, 1)]),
}

REFUSED = {
    "<b>x": 'Can\'t find end tag corresponding to start tag "b"',
    "<q>x</q>": 'Unsupported start tag "q" at byte offset 0',
    "é<br>": 'Unsupported start tag "br" at byte offset 2',
    "1 < 2": "Unclosed start tag at byte offset 2",
    "x</b>": "Unexpected end tag at byte offset 1",
    "<b>x</i>": 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"',
    "<b>x</b": "Unclosed end tag at byte offset 4",
    "<span>x</span>": 'must have class "tg-spoiler"',
    '<b style="x">y</b>': 'Unknown attribute "style"',
}


@pytest.mark.parametrize("html", READ)
def test_read(html: str) -> None:
    text, entities = parse_html(html)
    assert (text, [(e["type"], e["offset"], e["length"]) for e in entities]) == READ[html]


@pytest.mark.parametrize("html", REFUSED)
def test_refused(html: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_html(html)
    assert REFUSED[html] in refused.value.text


def test_units_are_utf16() -> None:
    assert units("aé\N{GRINNING FACE}\N{RIGHT-TO-LEFT MARK}") == 5
