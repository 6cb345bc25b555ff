"""Long texts in parts that fit one message each, so that a crash repeats one part and never all of them.

Pure; knows Telegram's length and nothing else of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from bot.outgoing import Outgoing
from dialogs.markup import cut, units
from dialogs.turn import Bubble, Say, Span

LONGEST = 4096  # UTF-16 units of one message
_UNSENDABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff]")


def in_parts(outgoing: Outgoing) -> list[Outgoing]:
    """What is too long for one message in parts, its buttons under the last; anything else as it is."""
    if not isinstance(outgoing, Say) or units(outgoing.bubble.text) <= LONGEST:
        return [outgoing]
    *first, last = split(outgoing.bubble) or [outgoing.bubble]
    asked = replace(last, buttons=outgoing.bubble.buttons, token=outgoing.bubble.token)
    return [replace(outgoing, bubble=part) for part in (*first, asked)]


def split(bubble: Bubble, most: int = LONGEST) -> list[Bubble]:
    """The bubble in parts of at most `most` UTF-16 units, broken at paragraphs, lines or words where there are any.

    Buttons and token are left out. Characters that no message can hold become spaces, one for one.
    """
    text = _UNSENDABLE.sub(" ", bubble.text)
    parts: list[Bubble] = []
    start = 0
    while start < len(text):
        end = _break(text, start, most)
        part = _part(text, bubble.spans, start, end)
        if part.text:
            parts.append(part)
        start = end
    return parts


def _break(text: str, start: int, most: int) -> int:
    """Where the part that begins at `start` ends."""
    if len(text) - start <= most // 2 or (len(text) - start <= most and units(text[start:]) <= most):
        return len(text)
    window = text[start : start + most]
    room = len(cut(window, most)) or len(_units_cut(window, most))
    for border in ("\n\n", "\n", " "):
        at = text.rfind(border, start + room // 2, start + room)
        if at > start:
            return at + len(border)
    return start + room


def _units_cut(window: str, most: int) -> str:
    """The window cut without regard to marks: for a heap of marks that is longer than a message."""
    while units(window) > most:
        window = window[: len(window) - max(1, (units(window) - most) // 2)]
    return window


def _part(text: str, spans: Sequence[Span], start: int, end: int) -> Bubble:
    """The stretch without white space at its borders, and what formats it."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    kept = [
        Span(max(span.start, start) - start, min(span.end, end) - start, span.kind, span.url)
        for span in spans
        if span.start < end and span.end > start
    ]
    return Bubble(text[start:end], tuple(kept))
