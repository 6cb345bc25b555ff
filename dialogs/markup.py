"""Telegram's HTML tags and `{slot}` placeholders in a line of a script, and filling such a line in one pass.

What a person wrote is only ever added as plain text: it is never parsed, so it can neither format nor break a line,
and braces in it stay braces. Knows nothing of scripts or sessions.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from html import unescape

from msgspec import Struct

from dialogs.turn import Span

KINDS = {
    "b": "b", "strong": "b", "i": "i", "em": "i", "u": "u", "ins": "u", "s": "s", "strike": "s", "del": "s",
    "code": "code", "tg-spoiler": "spoiler", "blockquote": "quote", "a": "a",
}  # fmt: skip
_TOKEN = re.compile(
    r"<(?P<close>/?)(?P<tag>[a-z][a-z-]*)(?P<rest>[^<>]*)>|\{(?P<slot>[a-z][a-z0-9_]*)\}|(?P<bad>[<>{}])"
)
_HREF = re.compile(r"""\s+href="(?P<url>https?://[^"\s]+|tg://[^"\s]+)"\s*""")
_FIRST_ALONE = re.compile(r"(?:(?<=[\n>])|^)\{(?P<slot>[a-z][a-z0-9_]*)\}\n")
_LAST_ALONE = re.compile(r"\n\{(?P<slot>[a-z][a-z0-9_]*)\}(?=(?:</[a-z]+>)*(?:\n|$))")
_UNSEEN = re.compile("[\u202a-\u202e\u2066-\u2069\ufeff]")
_RIGHT_TO_LEFT = frozenset(("R", "AL", "AN"))


class MarkupError(ValueError):
    """A line that Telegram would refuse; `offset` is where in the line, counted from 0."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


class Piece(Struct, frozen=True):
    """A stretch of a line: literal `text`, or the `slot` to be filled in; `kinds` are (kind, url)."""

    text: str
    slot: str | None = None
    kinds: tuple[tuple[str, str | None], ...] = ()


@lru_cache(maxsize=8192)
def parse(template: str) -> tuple[Piece, ...]:
    """The line's pieces in order. Raises MarkupError on what Telegram would refuse, and on stray braces."""
    pieces: list[Piece] = []
    open_tags: list[tuple[str, str, str | None, int]] = []
    at = 0
    for token in _TOKEN.finditer(template):
        _add_text(pieces, template[at : token.start()], open_tags)
        at = token.end()
        if token["bad"]:
            raise MarkupError(
                f"a stray {token['bad']} (write &lt; or &gt; for a sign, {{slot}} for an answer)", token.start()
            )
        if token["slot"]:
            pieces.append(Piece("", token["slot"], _kinds(open_tags)))
        elif token["close"]:
            _close(token["tag"], token.start(), open_tags)
        else:
            open_tags.append(_open(token["tag"], token["rest"], token.start()))
    _add_text(pieces, template[at:], open_tags)
    if open_tags:
        raise MarkupError(f"<{open_tags[-1][0]}> is never closed", open_tags[-1][3])
    return tuple(pieces)


def _open(tag: str, rest: str, offset: int) -> tuple[str, str, str | None, int]:
    if tag not in KINDS:
        raise MarkupError(f"Telegram knows no <{tag}>", offset)
    if tag == "a":
        link = _HREF.fullmatch(rest)
        if link is None:
            raise MarkupError('a link is written <a href="https://...">', offset)
        return (tag, "a", unescape(link["url"]), offset)
    if rest.strip():
        raise MarkupError(f"<{tag}> takes nothing beside its name", offset)
    return (tag, KINDS[tag], None, offset)


def _close(tag: str, offset: int, open_tags: list[tuple[str, str, str | None, int]]) -> None:
    if not open_tags or open_tags[-1][0] != tag:
        raise MarkupError(f"</{tag}> closes nothing that is open here", offset)
    open_tags.pop()


def _add_text(pieces: list[Piece], text: str, open_tags: list[tuple[str, str, str | None, int]]) -> None:
    if text:
        pieces.append(Piece(unescape(text), None, _kinds(open_tags)))


def _kinds(open_tags: list[tuple[str, str, str | None, int]]) -> tuple[tuple[str, str | None], ...]:
    return tuple((kind, url) for _, kind, url, _ in open_tags)


@lru_cache(maxsize=8192)
def fixed(template: str) -> tuple[str, tuple[Span, ...]] | None:
    """A line that has no slots, ready to be said; None for one that has."""
    if any(piece.slot for piece in parse(template)):
        return None
    return _fill(template, str)


def without_blanks(template: str, blank: Callable[[str], bool]) -> str:
    """The template without the lines that hold nothing but one slot that was left blank."""
    if "\n" not in template:
        return template
    kept = _FIRST_ALONE.sub(lambda found: "" if blank(found["slot"]) else found[0], template)
    return _LAST_ALONE.sub(lambda found: "" if blank(found["slot"]) else found[0], kept)


def fill(template: str, value: Callable[[str], str] | Mapping[str, str]) -> tuple[str, tuple[Span, ...]]:
    """The line with every `{slot}` replaced by `value(slot)`, and the spans that format it. One pass, no expansion."""
    return fixed(template) or _fill(template, value.__getitem__ if isinstance(value, Mapping) else value)


def _fill(template: str, look_up: Callable[[str], str]) -> tuple[str, tuple[Span, ...]]:
    parts: list[str] = []
    spans: list[Span] = []
    length = 0
    for piece in parse(template):
        text = look_up(piece.slot) if piece.slot else piece.text
        for kind, url in piece.kinds:
            _add_span(spans, Span(length, length + len(text), kind, url))
        parts.append(text)
        length += len(text)
    return "".join(parts), tuple(spans)


def _add_span(spans: list[Span], new: Span) -> None:
    """Add a span, or lengthen the one just before it when both format the same and touch."""
    if new.start == new.end:
        return
    for place in range(len(spans) - 1, -1, -1):
        old = spans[place]
        if old.end == new.start and (old.kind, old.url) == (new.kind, new.url):
            spans[place] = Span(old.start, new.end, old.kind, old.url)
            return
    spans.append(new)


def units(text: str) -> int:
    """The length of a text as Telegram counts it, in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def shown(text: str, most: int = 600) -> str:
    """A person's words as they may stand inside ours: no control or direction marks, at most `most` UTF-16 units.

    Right-to-left words are isolated so that they cannot reorder the line around them (Unicode TR 9, isolates).
    """
    if text.isascii() and text.isprintable() and len(text) <= most:
        return text
    clean = _UNSEEN.sub(
        "", "".join(char for char in text if char == "\n" or unicodedata.category(char) not in ("Cc", "Cs"))
    )
    if units(clean) > most:
        clean = cut(clean, most - 1) + "…"
    if any(unicodedata.bidirectional(char) in _RIGHT_TO_LEFT for char in clean):
        return f"\u2068{clean}\u2069"
    return clean


def cut(text: str, most: int) -> str:
    """The text's beginning, at most `most` UTF-16 units, never through a character and its marks."""
    total = 0
    for place, char in enumerate(text):
        total += 2 if char > "\uffff" else 1
        if total > most:
            return text[: _character_start(text, place)]
    return text


def _character_start(text: str, place: int) -> int:
    """Where the character begins that the mark or joiner at `place` belongs to."""
    while place and (
        unicodedata.combining(text[place]) or text[place] in "\u200d\ufe0f" or text[place - 1] == "\u200d"
    ):
        place -= 1
    return place
