"""What Telegram sends, read into what the conversation knows: just the fields used, typed, and refused when malformed.

Telegram counts the places of formatting in UTF-16 units; from here on places are Python characters. Pure: no I/O.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec
from msgspec import Struct, field

from bot.conversation import Arrival
from dialogs.turn import Bubble, Chose, Commanded, Corrected, Input, Left, Returned, Said, Span, Unreadable

ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]
KINDS = {
    "bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "code": "code", "spoiler": "spoiler",
    "blockquote": "quote", "text_link": "a",
}  # fmt: skip
_UNREADABLE = (
    ("photo", ("photo",)), ("voice", ("voice", "audio", "video_note")), ("sticker", ("sticker",)),
    ("location", ("location", "venue")), ("contact", ("contact",)), ("file", ("animation", "video", "document")),
    ("other", ("poll", "dice", "game", "story", "paid_media", "checklist", "invoice")),
)  # fmt: skip
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,64})(?:@([A-Za-z0-9_]+))?(?:\s+(.*))?", re.DOTALL)
_LONGEST = 64
_SURROGATE = re.compile("[\ud800-\udfff]")


class GroupMessage(Struct, frozen=True):
    """Something said in a group or channel, where the bot has no place. `chat` is Telegram's id of it."""

    update_id: int
    chat: int
    language: str | None = None


class Undecodable(Struct, frozen=True):
    """An update that cannot be read. It counts as seen."""

    update_id: int


class _User(Struct):
    id: int
    is_bot: bool = False
    language_code: str | None = None


class _Chat(Struct):
    id: int
    type: str


class _Entity(Struct):
    type: str
    offset: int
    length: int
    url: str | None = None


class _Message(Struct):
    message_id: int
    chat: _Chat
    sender: _User | None = field(default=None, name="from")
    text: str | None = None
    entities: list[_Entity] = []
    caption: str | None = None
    media_group_id: str | None = None
    left_chat_member: Any = None
    photo: Any = None
    voice: Any = None
    audio: Any = None
    video_note: Any = None
    sticker: Any = None
    location: Any = None
    venue: Any = None
    contact: Any = None
    animation: Any = None
    video: Any = None
    document: Any = None
    poll: Any = None
    dice: Any = None
    game: Any = None
    story: Any = None
    paid_media: Any = None
    checklist: Any = None
    invoice: Any = None


class _Query(Struct):
    id: str
    sender: _User = field(name="from")
    message: _Message | None = None
    data: str | None = None


class _Member(Struct):
    status: str


class _Membership(Struct):
    chat: _Chat
    sender: _User = field(name="from")
    new_chat_member: _Member


class _Update(Struct):
    update_id: int
    message: _Message | None = None
    edited_message: _Message | None = None
    callback_query: _Query | None = None
    my_chat_member: _Membership | None = None


class _Numbered(Struct):
    update_id: int


def update_id(raw: object) -> int:
    """The number of an update. Raises msgspec.ValidationError when it has none."""
    return msgspec.convert(raw, _Numbered).update_id


def is_numbered(raw: object) -> bool:
    """Whether that is an update at all."""
    try:
        update_id(raw)
    except msgspec.ValidationError:
        return False
    return True


def read_update(raw: object, username: str | None = None) -> Arrival | GroupMessage | Undecodable | None:
    """What the conversation is to know of an update (JSON as it came); None when there is nothing to answer.

    `username` is the bot's own: a command for another bot is plain text. Raises msgspec.ValidationError when the update
    has no number.
    """
    number = update_id(raw)
    try:
        update = msgspec.convert(raw, _Update)
    except msgspec.ValidationError:
        return Undecodable(number)
    if update.message:
        return _read_message(number, update.message, username)
    if update.edited_message:
        return _read_edit(number, update.edited_message)
    if update.callback_query:
        return _read_tap(number, update.callback_query)
    if update.my_chat_member:
        return _read_membership(number, update.my_chat_member)
    return None


def album(raw: object) -> str | None:
    """The id of the album that a photo or file without words belongs to: its items come as one message each."""
    message = raw.get("message") if isinstance(raw, dict) else None
    if not isinstance(message, dict) or message.get("caption"):
        return None
    group = message.get("media_group_id")
    return group if isinstance(group, str) else None


def _read_message(number: int, message: _Message, username: str | None) -> Arrival | GroupMessage | None:
    sender = message.sender
    language = sender.language_code if sender else None
    if message.chat.type != "private":
        return None if message.left_chat_member else GroupMessage(number, message.chat.id, language)
    if sender is None or sender.is_bot:
        return None
    heard = _heard(message, username)
    if heard is None:
        return None
    return Arrival(number, "telegram", str(message.chat.id), heard, message_id=message.message_id, language=language)


def _heard(message: _Message, username: str | None) -> Input | None:
    words = message.text or message.caption
    if words:
        words = _whole(words)
        command = _COMMAND.fullmatch(words.strip()) if message.text else None
        if command and (not command[2] or not username or command[2].lower() == username.lower()):
            return Commanded(command[1].lower(), (command[3] or "").strip())
        return Said(words, str(message.message_id))
    for kind, fields in _UNREADABLE:
        if any(getattr(message, name) is not None for name in fields):
            return Unreadable(kind)
    return None


def _read_edit(number: int, message: _Message) -> Arrival | None:
    words = message.text or message.caption
    if message.chat.type != "private" or not words or not message.sender or message.sender.is_bot:
        return None
    correction = Corrected(_whole(words), str(message.message_id))
    language = message.sender.language_code
    return Arrival(
        number, "telegram", str(message.chat.id), correction, message_id=message.message_id, language=language
    )


def _read_tap(number: int, query: _Query) -> Arrival | None:
    message = query.message
    if message is None or message.chat.type != "private":
        return None
    token, _, choice = _whole(query.data or "").partition(":")
    return Arrival(
        number,
        "telegram",
        str(message.chat.id),
        Chose(token[:_LONGEST], choice[:_LONGEST]),
        query=query.id,
        message_id=message.message_id,
        shown=_shown(message),
        language=query.sender.language_code,
    )


def _read_membership(number: int, change: _Membership) -> Arrival | GroupMessage | None:
    status = change.new_chat_member.status
    if change.chat.type != "private":
        joined = status in ("member", "administrator", "restricted")
        return GroupMessage(number, change.chat.id, change.sender.language_code) if joined else None
    if status not in ("kicked", "member"):
        return None
    turn = Left() if status == "kicked" else Returned()
    return Arrival(number, "telegram", str(change.chat.id), turn, language=change.sender.language_code)


def _shown(message: _Message) -> Bubble | None:
    """The text a tap came from. A message that is too old comes without one."""
    if not message.text:
        return None
    text = _whole(message.text)
    spans = [span for entity in message.entities if (span := _span(text, entity))]
    return Bubble(text, tuple(spans))


def _span(text: str, entity: _Entity) -> Span | None:
    kind = KINDS.get(entity.type)
    if kind is None or entity.offset < 0 or entity.length <= 0:
        return None
    start, end = place(text, entity.offset), place(text, entity.offset + entity.length)
    return Span(start, end, kind, entity.url if kind == "a" else None)


def place(text: str, units: int) -> int:
    """The Python index at that many UTF-16 units into the text; the text's length when that is past its end."""
    for index, char in enumerate(text):
        if units <= 0:
            return index
        units -= 2 if char > "\uffff" else 1
    return len(text)


def _whole(text: str) -> str:
    """The text with lone surrogates, which no file or message can hold, replaced."""
    return _SURROGATE.sub("\ufffd", text)
