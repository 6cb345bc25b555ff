"""What the bot says as plain text for a terminal: no control characters, no markup, choices with their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from dialogs.asking import BACK, DONE, MORE, SKIP, WHY
from dialogs.rehearsing import FROZEN, PAUSE, SILENT
from dialogs.turn import Bubble, Button, Span

KEYS = {SKIP: "s", BACK: "b", WHY: "w", MORE: "m", DONE: "d", FROZEN: "f", SILENT: "n", PAUSE: "p"}
_ESCAPES = (
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]",  # CSI: colours, moves
    r"(?:\x1b[\]P^_X]|[\x9d\x90])[^\x07\x1b\x9c\x9d\x90]*(?:\x07|\x1b\\|\x9c)",  # OSC and other strings: titles, links
    r"\x1b[ -/]*[0-~]",  # the short ones
)
_ESCAPE = re.compile("|".join(_ESCAPES))
_UNSHOWN = re.compile(
    f"{_ESCAPE.pattern}|[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_NO_SPAN = Span(0, 0, "")


class Piece(Struct, frozen=True):
    """A stretch of text that is formatted in one way: the kinds of its spans, and where it links to."""

    text: str
    kinds: frozenset[str] = frozenset()
    url: str | None = None


def typed(text: str) -> str:
    """A typed line without the escape sequences of keys that are no letters; what else is in it stays."""
    return _ESCAPE.sub("", text)


def shown(text: str) -> str:
    """The text without what a terminal would obey: escape sequences, control characters, changes of direction."""
    return _UNSHOWN.sub("", text)


def pieces(bubble: Bubble) -> Iterator[Piece]:
    """The bubble's text in stretches of one format, fit to be shown. A link is followed by its address."""
    dropped = [found.span() for found in _UNSHOWN.finditer(bubble.text)]
    borders = {0, len(bubble.text), *(at for span in bubble.spans for at in (span.start, span.end))}
    cuts = sorted(at for at in borders if 0 <= at <= len(bubble.text))
    for start, end in pairwise(cuts):
        over = [span for span in bubble.spans if span.start <= start and end <= span.end]
        link = next((span for span in over if span.url), _NO_SPAN)
        text = _without(bubble.text, start, end, dropped)
        yield Piece(text, frozenset(span.kind for span in over), link.url)
        if link.url and end == link.end and text != link.url:
            yield Piece(f" ({shown(link.url)})")


def _without(text: str, start: int, end: int, dropped: Sequence[tuple[int, int]]) -> str:
    kept = []
    for first, last in dropped:
        if first < end and last > start:
            kept.append(text[start : max(start, first)])
            start = max(start, last)
    return "".join(kept) + text[start:end]


def plain(bubble: Bubble) -> str:
    """The bubble's words without format."""
    return "".join(piece.text for piece in pieces(bubble))


def choices(buttons: Sequence[Button], first: int) -> list[str]:
    """A line for each choice, with its number from `first` on; one for a whole scale; one for the small buttons."""
    scale = [shown(button.label) for button in buttons if button.kind == "scale"]
    options = [button for button in buttons if button.kind not in ("scale", "control", "hide")]
    controls = [f"[{KEYS.get(button.id, '/')}] {shown(button.label)}" for button in buttons if button.kind == "control"]
    lines = ["  ".join(scale)] if scale else []
    lines += [f"{number}  {_label(button)}" for number, button in enumerate(options, first)]
    return lines + (["  ".join(controls)] if controls else [])


def _label(button: Button) -> str:
    return f"{shown(button.label)} ✓" if button.on else shown(button.label)
