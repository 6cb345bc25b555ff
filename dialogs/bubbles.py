"""Putting lines together into one message."""

from __future__ import annotations

from collections.abc import Iterable

from dialogs.turn import Bubble, Span

Line = tuple[str, tuple[Span, ...]]


def moved(spans: Iterable[Span], by: int) -> list[Span]:
    """The spans of words that now stand `by` characters further on."""
    return [Span(span.start + by, span.end + by, span.kind, span.url) for span in spans]


def bubble(lines: list[Line]) -> Bubble:
    """Lines as one message, an empty line between them."""
    text = ""
    spans: list[Span] = []
    for line, own in lines:
        if text:
            text += "\n\n"
        spans += moved(own, len(text))
        text += line
    return Bubble(text, tuple(spans))
