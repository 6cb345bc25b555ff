"""Text with its formatting, by Telegram's rules: UTF-16 lengths, entities, and the HTML that parse_mode reads.

Messages of refusal are those of Telegram's own parser where it has one. Offsets and lengths are UTF-16 units.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from tests.bot_api.refused import bad

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
_TAGS = {
    "a": "text_link",
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "u": "underline",
    "ins": "underline",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_TYPES = {*_TAGS.values(), "expandable_blockquote", "text_mention", "mention", "hashtag", "cashtag", "bot_command"}
_TYPES |= {"url", "email", "phone_number"}
_ESCAPE = re.compile(r"&(?:lt|gt|amp|quot|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});?")
_START = re.compile(r"<([^\s>]*)((?:\s+[^\s=>]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[\w.-]+))?)*)\s*>")
_END = re.compile(r"</([^\s>]*)\s*>")
_ATTRIBUTE = re.compile(r"([^\s=>]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([\w.-]+)))?")


def units(text: str) -> int:
    """The length in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def read_text(parameters: dict[str, Any], name: str, most: int, *, may_be_empty: bool) -> tuple[str, list[Any]]:
    """The text and entities of a call's `text` or `caption`, checked. `most` is the limit in UTF-16 units."""
    written = parameters.get(name, "")
    given = parameters.get("entities" if name == "text" else "caption_entities")
    mode = parameters.get("parse_mode")
    if mode and given is not None:
        raise bad("parse_mode and entities can't be used together")
    text, entities = parse_html(written) if _is_html(mode) else (written, given or [])
    if not may_be_empty and not text.strip("\0 \t\r\n"):
        raise bad("message text is empty")
    if units(text) > most:
        raise bad("message is too long" if name == "text" else "message caption is too long")
    for entity in entities:
        _check_entity(text, entity)
    return text, entities


def _is_html(mode: str | None) -> bool:
    if mode and mode.lower() != "html":
        raise bad("unsupported parse_mode: the stand-in reads HTML only")
    return bool(mode)


def _check_entity(text: str, entity: dict[str, Any]) -> None:
    start, length = entity["offset"], entity["length"]
    if entity["type"] not in _TYPES:
        raise bad(f'can\'t parse entities: unknown type "{entity["type"]}"')
    if start < 0 or length <= 0 or start + length > units(text):
        raise bad("ENTITY_BOUNDS_INVALID")
    raw = text.encode("utf-16-le")
    for edge in (start, start + length):
        if 0xDC <= (raw[2 * edge + 1] if 2 * edge < len(raw) else 0) <= 0xDF:
            raise bad("ENTITY_BOUNDS_INVALID: an edge splits a surrogate pair")
    if entity["type"] == "text_link" and not entity.get("url"):
        raise bad("can't parse entities: a text_link needs a url")
    if "url" in entity and entity["type"] != "text_link":
        raise bad("can't parse entities: only a text_link has a url")


@dataclass
class _Open:
    """A tag that is not closed yet; `at` is where it stands in the HTML, in UTF-8 bytes."""

    tag: str
    at: int
    offset: int
    entity: dict[str, Any]


@dataclass
class _Reading:
    """What has been read of the HTML so far."""

    html: str
    text: str = ""
    open: list[_Open] = field(default_factory=list)
    entities: list[dict[str, Any]] = field(default_factory=list)

    def byte(self, index: int) -> int:
        return len(self.html[:index].encode("utf-8"))


def parse_html(html: str) -> tuple[str, list[dict[str, Any]]]:
    """The plain text and the entities that Telegram makes of this HTML. Refused as Telegram refuses it."""
    reading, index = _Reading(html), 0
    while index < len(html):
        if html[index] == "<":
            index = _end_tag(reading, index) if html.startswith("</", index) else _start_tag(reading, index)
        else:
            index = _characters(reading, index)
    if reading.open:
        raise _unreadable(f'Can\'t find end tag corresponding to start tag "{reading.open[-1].tag}"')
    entities = [entity for entity in reading.entities if entity["length"] > 0]
    return reading.text, sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def _characters(reading: _Reading, index: int) -> int:
    if reading.html[index] == "&" and (escape := _ESCAPE.match(reading.html, index)):
        reading.text += unescape(escape.group().removesuffix(";") + ";")
        return escape.end()
    reading.text += reading.html[index]
    return index + 1


def _start_tag(reading: _Reading, index: int) -> int:
    at = reading.byte(index)
    found = _START.match(reading.html, index)
    if not found:
        raise _unreadable(f"Unclosed start tag at byte offset {at}")
    tag = found.group(1).lower()
    if tag not in _TAGS:
        raise _unreadable(f'Unsupported start tag "{tag}" at byte offset {at}')
    values = {m[1].lower(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(found.group(2))}
    entity = _entity(tag, {name: unescape(value) for name, value in values.items()}, at)
    reading.open.append(_Open(tag, at, units(reading.text), entity))
    return found.end()


def _entity(tag: str, values: dict[str, str], at: int) -> dict[str, Any]:
    allowed = {
        "a": {"href"},
        "span": {"class"},
        "code": {"class"},
        "blockquote": {"expandable"},
        "tg-emoji": {"emoji-id"},
    }
    if unknown := set(values) - allowed.get(tag, set()):
        raise _unreadable(f'Unknown attribute "{min(unknown)}" in the tag "{tag}" at byte offset {at}')
    if tag == "a":
        return {"type": "text_link", "url": values.get("href", "")}
    if tag == "span" and values.get("class") != "tg-spoiler":
        raise _unreadable(f'Tag "span" must have class "tg-spoiler" at byte offset {at}')
    if tag == "tg-emoji":
        return {"type": "custom_emoji", "custom_emoji_id": values.get("emoji-id", "")}
    return {"type": "expandable_blockquote" if "expandable" in values else _TAGS[tag]}


def _end_tag(reading: _Reading, index: int) -> int:
    at = reading.byte(index)
    if not reading.open:
        raise _unreadable(f"Unexpected end tag at byte offset {at}")
    found = _END.match(reading.html, index)
    if not found:
        raise _unreadable(f"Unclosed end tag at byte offset {at}")
    opened, tag = reading.open.pop(), found.group(1).lower()
    if tag not in ("", opened.tag):
        raise _unreadable(f'Unmatched end tag at byte offset {at}, expected "</{opened.tag}>", found "</{tag}>"')
    length = units(reading.text) - opened.offset
    reading.entities.append({**opened.entity, "offset": opened.offset, "length": length})
    return found.end()


def _unreadable(reason: str) -> Exception:
    return bad(f"can't parse entities: {reason}")
